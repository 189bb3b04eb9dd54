"""Time-stamps of RFC 3161: asked of a service only where the configuration names one, verified without any network.

What is stamped is the hash of a chain's last entry itself, so that ``openssl ts -verify -digest HASH`` can judge a token without this
program. The answer is kept to the byte, readable or not: a strict reader refuses answers that others accept.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.instants import to_z
from breach.errors import InputError

if TYPE_CHECKING:
    from types import ModuleType

LARGEST = 200_000
"""The largest answer of a service that is read, in bytes."""
LIMIT_S = 20.0


@dataclass(frozen=True, slots=True)
class Judged:
    """What a token proves: ``code`` is ``right``, or why it proves nothing (``unreadable``, ``refused``, ``wrong``, ``no-library``).

    ``at``: when the service stamped it (UTC text); ``said``: what the reader complained of.
    """

    code: str
    at: str | None = None
    said: str = ""


def library() -> ModuleType:
    """``rfc3161_client``. Raises InputError ``anchor-not-installed``."""
    try:
        import rfc3161_client
    except ImportError as error:
        raise InputError("anchor-not-installed") from error
    return rfc3161_client


def ask(url: str, data: bytes) -> bytes:
    """The raw answer of the service at ``url`` for a time-stamp over the SHA-256 of ``data``. Opens the network.

    Raises InputError ``anchor-url`` (neither https, nor http on this machine) or ``anchor-no-answer``.
    """
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:", "http://[::1]:")):
        raise InputError("anchor-url", url=url[:200])
    stamps = library()
    wanted = stamps.TimestampRequestBuilder().data(data).hash_algorithm(stamps.HashAlgorithm.SHA256).build()
    # The scheme is one of those above.
    request = urllib.request.Request(url, wanted.as_bytes(), {"Content-Type": "application/timestamp-query", "User-Agent": "breach"})  # noqa: S310
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=LIMIT_S) as answer:
            raw: bytes = answer.read(LARGEST + 1)
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise InputError("anchor-no-answer", url=url[:200], said=str(getattr(error, "reason", error))[:200]) from error
    if not raw or len(raw) > LARGEST:
        raise InputError("anchor-no-answer", url=url[:200], said=f"{len(raw)} B")
    return raw


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The service that was named, and no other."""

    def redirect_request(self, *args: object) -> None:
        """Follow nothing."""


def judge(token: bytes, head: str, authority: bytes) -> Judged:
    """What ``token`` proves of the hash ``head`` (hex), for who trusts the certificates in ``authority`` (PEM; empty: none)."""
    try:
        stamps = library()
    except InputError:
        return Judged("no-library")
    from cryptography import x509

    try:
        answer = stamps.decode_timestamp_response(token)
        at = to_z(answer.tst_info.gen_time)
    except (ValueError, TypeError, AttributeError) as error:
        return Judged("unreadable", said=str(error)[:200])
    try:
        roots = x509.load_pem_x509_certificates(authority)
    except ValueError:
        return Judged("no-authority", at)
    builder = stamps.VerifierBuilder()
    for root in dict.fromkeys(roots):
        builder = builder.add_root_certificate(root)
    try:
        right = builder.build().verify(answer, bytes.fromhex(head))
    except (stamps.VerificationError, ValueError) as error:
        return Judged("wrong", at, str(error)[:200])
    return Judged("right" if right else "wrong", at)
