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
from breach.i18n import t
from breach.log import verifier_tokens

if TYPE_CHECKING:
    from types import ModuleType

LARGEST = verifier_tokens.LARGEST
"""The largest answer of a service that is read, in bytes."""
LIMIT_S = 20.0


@dataclass(frozen=True, slots=True)
class Judged:
    """What a token proves: ``code`` is ``right``, ``signed`` (right by the certificate that it holds, and nobody said whose that is), or why it
    proves nothing (``unreadable``, ``wrong``, ``no-library``).

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
    """What ``token`` proves of the hash ``head`` (hex), for who trusts the certificates in ``authority`` (PEM; empty: none).

    ``rfc3161_client`` judges where it reads the token. It refuses an answer that holds its certificates in another order than DER’s, as many
    services send them, and cannot judge without a root: the exported verifier’s reader does both.
    """
    held = verifier_tokens.judged(token, bytes.fromhex(head), authority)
    own = Judged(_OWN.get(held.code, "wrong"), held.at or None, "" if held.code in _OWN else t(f"verifier.tell-token-{held.code}"))
    if own.code not in {"right", "wrong"}:
        return own
    try:
        return _by_library(token, head, authority) or own
    except InputError:
        return own


_OWN = {"right": "right", "signed": "signed", "unreadable": "unreadable", "unchecked": "no-library"}


def _by_library(token: bytes, head: str, authority: bytes) -> Judged | None:
    """What the library says of ``token``; None where it cannot read it, or there is no root. Raises InputError where it is not there."""
    stamps = library()
    from cryptography import x509

    try:
        answer = stamps.decode_timestamp_response(token)
        at = to_z(answer.tst_info.gen_time)
        roots = x509.load_pem_x509_certificates(authority)
    except (ValueError, TypeError, AttributeError):
        return None
    builder = stamps.VerifierBuilder()
    for root in dict.fromkeys(roots):
        builder = builder.add_root_certificate(root)
    try:
        right = builder.build().verify(answer, bytes.fromhex(head))
    except (stamps.VerificationError, ValueError) as error:
        return Judged("wrong", at, str(error)[:200])
    return Judged("right" if right else "wrong", at)
