"""The part of the stand-alone verifier that judges the answers of time-stamp services (RFC 3161), without any network.

``breach.log.pack`` writes this part into the one file that is exported. The standard library tells which hash was stamped and whether what
was signed is that; the signature and the certificates are judged where the library ``cryptography`` is there.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIGNED_DATA, STAMP_INFO = "2a864886f70d010702", "2a864886f70d0109100104"
CONTENT_TYPE, CONTENT_DIGEST = "2a864886f70d010903", "2a864886f70d010904"
CERTIFICATE_1, CERTIFICATE_2 = "2a864886f70d010910020c", "2a864886f70d010910022f"
DIGESTS = {"608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512"}
"""The hash functions that are taken, by object identifier (the bytes of its DER value in hex); SHA-1 proves nothing any more."""
WITH_DIGEST = {
    "2a864886f70d01010b": "sha256",
    "2a864886f70d01010c": "sha384",
    "2a864886f70d01010d": "sha512",
    "2a8648ce3d040302": "sha256",
    "2a8648ce3d040303": "sha384",
    "2a8648ce3d040304": "sha512",
}
"""Signature algorithms that name their hash function (RSA, ECDSA)."""
PSS = "2a864886f70d01010a"
GRANTED = (0, 1)
LARGEST = 200_000
"""Bytes of an answer at most: services send some thousand, and millions of small values would take minutes to read."""
PEM = b"-----BEGIN CERTIFICATE-----"
_INTEGER, _OCTETS, _SEQUENCE, _SET, _FIRST = 0x02, 0x04, 0x30, 0x31, 0xA0
_LONGEST_PATH, _LONG_FORM, _MOST_LENGTH = 8, 0x80, 4


class Node(NamedTuple):
    """A DER value: its tag, what it holds, and the whole of it."""

    tag: int
    body: bytes
    whole: bytes


class Stamp(NamedTuple):
    """An answer that was read: which hash was stamped (by which function) and when, and what was signed, how, with which certificates."""

    at: datetime
    digest: str
    imprint: bytes
    content: bytes
    attributes: Mapping[str, bytes]
    said: bytes
    digest_used: str
    algorithm: str
    signature: bytes
    certificates: Sequence[bytes]


class Token(NamedTuple):
    """What an answer proves of a head. ``code``: ``right`` (a certificate of those given stands behind it), ``signed`` (its signature is that
    of the certificate that it holds, and nobody said whose that is), ``unchecked`` (it is of this head; the library to check its signature is
    not there), or why it proves nothing: ``unreadable``, ``refused``, ``other-hash``, ``other-content``, ``no-certificate``,
    ``not-for-stamps``, ``out-of-date``, ``other-signature``, ``stranger`` (its certificate does not come from those given).
    ``at``: when it was stamped (UTC text, "" where unreadable); ``by``: the subject of its certificate.
    """

    code: str
    at: str = ""
    by: str = ""


def judged(answer: bytes, head: bytes, trusted: bytes = b"") -> Token:
    """What ``answer`` proves of the 32 bytes ``head``, for who trusts the certificates in ``trusted`` (PEM; empty: none). Never raises."""
    if len(answer) > LARGEST:
        return Token("unreadable")
    try:
        stamp = read(answer)
    except (ValueError, LookupError, RecursionError) as error:
        return Token("refused" if "refused" in str(error) else "unreadable")
    at = stamp.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    if (stamp.digest, stamp.imprint) != ("sha256", head):
        return Token("other-hash", at)
    attributes = stamp.attributes
    same = hashlib.new(stamp.digest_used, stamp.content).digest()
    if (attributes.get(CONTENT_TYPE), attributes.get(CONTENT_DIGEST)) != (bytes.fromhex(STAMP_INFO), same):
        return Token("other-content", at)
    library = _library()
    if library is None:
        return Token("unchecked", at)
    odd = (library.x509.InvalidVersion, library.x509.DuplicateExtension, library.x509.UnsupportedGeneralNameType)  # they are no ValueError
    try:
        return _by_whom(library, stamp, at, trusted)
    except library.unsupported:
        return Token("unchecked", at)
    except (ValueError, LookupError, TypeError, *odd):
        return Token("unreadable", at)


class Library(NamedTuple):
    """What is used of the library ``cryptography``."""

    x509: Any
    hashes: Any
    padding: Any
    rsa: Any
    ec: Any
    ed25519: Any
    differs: Any
    unsupported: Any
    der: Any


def _library() -> Library | None:
    try:
        from cryptography import x509
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
        from cryptography.hazmat.primitives.serialization import Encoding
    except ImportError:
        return None
    return Library(x509, hashes, padding, rsa, ec, ed25519, InvalidSignature, UnsupportedAlgorithm, Encoding.DER)


def _nodes(raw: bytes) -> list[Node]:
    """The DER values that lie one after the other in ``raw``. Raises ValueError."""
    found, at = [], 0
    while at < len(raw):
        start, tag, size = at, raw[at], raw[at + 1] if at + 1 < len(raw) else _LONG_FORM
        at += 2
        if size & _LONG_FORM:
            more = size & ~_LONG_FORM
            if not 1 <= more <= _MOST_LENGTH or at + more > len(raw):
                raise ValueError(at)
            size, at = int.from_bytes(raw[at : at + more], "big"), at + more
        if at + size > len(raw):
            raise ValueError(at)
        found.append(Node(tag, raw[at : at + size], raw[start : at + size]))
        at += size
    return found


def _one(raw: bytes, tag: int) -> Node:
    """The one value that ``raw`` is. Raises ValueError."""
    (node,) = _nodes(raw)
    if node.tag != tag:
        raise ValueError(node.tag)
    return node


def read(answer: bytes) -> Stamp:
    """What the answer of a service says (RFC 3161 §2.4.2, RFC 5652 §5). Raises ValueError, LookupError."""
    status, *rest = _nodes(_one(answer, _SEQUENCE).body)
    if int.from_bytes(_nodes(status.body)[0].body, "big") not in GRANTED:
        raise ValueError("refused")
    (token,) = rest
    kind, inside = _nodes(token.body)
    _, _, content, *more = _nodes(_one(inside.body, _SEQUENCE).body)
    kind_held, box = _nodes(content.body)
    if (kind.body.hex(), kind_held.body.hex()) != (SIGNED_DATA, STAMP_INFO):
        raise ValueError(kind_held.body.hex())
    held = _one(box.body, _OCTETS).body
    _, _, imprint, _, time, *_ = _nodes(_one(held, _SEQUENCE).body)
    function, hashed = _nodes(imprint.body)
    certificates = [one.whole for node in more[:-1] if node.tag == _FIRST for one in _nodes(node.body) if one.tag == _SEQUENCE]
    signer = _nodes(_one(more[-1].body, _SEQUENCE).body)
    _, _, used, attributes, algorithm, signature, *_ = signer
    if attributes.tag != _FIRST or more[-1].tag != _SET or signature.tag != _OCTETS:
        raise ValueError(attributes.tag)
    pairs = [_nodes(node.body) for node in _nodes(attributes.body)]
    return Stamp(
        _instant(time.body.decode("ascii")),
        DIGESTS.get(_nodes(function.body)[0].body.hex(), ""),
        hashed.body,
        held,
        {name.body.hex(): _nodes(values.body)[0].body for name, values in pairs},
        bytes([_SET]) + attributes.whole[1:],  # they are signed as the set that they are (RFC 5652 §5.4)
        DIGESTS[_nodes(used.body)[0].body.hex()],
        _nodes(algorithm.body)[0].body.hex(),
        signature.body,
        certificates,
    )


def _instant(text: str) -> datetime:
    found = re.fullmatch(r"([0-9]{14})(\.[0-9]+)?Z", text)
    if found is None:
        raise ValueError(text)
    return datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _by_whom(library: Library, stamp: Stamp, at: str, trusted: bytes) -> Token:
    there = [library.x509.load_der_x509_certificate(raw) for raw in stamp.certificates]
    roots = _certificates(library, trusted)
    named = [one for one in there + roots if _is_named(library, stamp, one)]
    if not named:
        return Token("no-certificate", at)
    leaf = named[0]
    by = leaf.subject.rfc4514_string()
    digest = WITH_DIGEST.get(stamp.algorithm, stamp.digest_used)
    if not _verifies(library, leaf.public_key(), stamp.signature, stamp.said, digest, pss=stamp.algorithm == PSS):
        return Token("other-signature", at, by)
    if not _stamps(library, leaf):
        return Token("not-for-stamps", at, by)
    if not _valid(leaf, stamp.at):
        return Token("out-of-date", at, by)
    if not roots:
        return Token("signed", at, by)
    return Token("right" if _comes_from(library, leaf, there, roots, stamp.at) else "stranger", at, by)


def _certificates(library: Library, pem: bytes) -> list[Any]:
    end = b"-----END CERTIFICATE-----"
    return [library.x509.load_pem_x509_certificate(part[part.index(PEM) :] + end + b"\n") for part in pem.split(end)[:-1]]


def _is_named(library: Library, stamp: Stamp, certificate: Any) -> bool:
    """Whether the signed attributes name ``certificate`` (RFC 5035, and RFC 2634 for SHA-1, which only finds it: the signature is over both)."""
    raw = _der(library, certificate)
    for kind, usual in ((CERTIFICATE_2, "sha256"), (CERTIFICATE_1, "sha1")):
        held = stamp.attributes.get(kind)
        if held is not None:
            first, *rest = _nodes(_nodes(_nodes(held)[0].body)[0].body)
            name = DIGESTS.get(_nodes(first.body)[0].body.hex(), "") if first.tag == _SEQUENCE else usual
            mark = rest[0].body if first.tag == _SEQUENCE else first.body
            return bool(name) and hashlib.new(name, raw).digest() == mark
    return False


def _der(library: Library, certificate: Any) -> bytes:
    return bytes(certificate.public_bytes(library.der))


def _verifies(library: Library, key: Any, signature: bytes, said: bytes, digest: str, *, pss: bool = False) -> bool:
    hashes, padding = library.hashes, library.padding
    function = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[digest]
    try:
        if isinstance(key, library.rsa.RSAPublicKey):
            filled = padding.PSS(padding.MGF1(function), padding.PSS.AUTO) if pss else padding.PKCS1v15()
            key.verify(signature, said, filled, function)
        elif isinstance(key, library.ec.EllipticCurvePublicKey):
            key.verify(signature, said, library.ec.ECDSA(function))
        elif isinstance(key, library.ed25519.Ed25519PublicKey):
            key.verify(signature, said)
        else:
            return False
    except library.differs:
        return False
    return True


def _stamps(library: Library, certificate: Any) -> bool:
    """Whether ``certificate`` is for time-stamps and nothing else (RFC 3161 §2.3)."""
    try:
        usage = certificate.extensions.get_extension_for_class(library.x509.ExtendedKeyUsage)
    except (library.x509.ExtensionNotFound, ValueError):
        return False
    return bool(usage.critical) and [one.dotted_string for one in usage.value] == ["1.3.6.1.5.5.7.3.8"]


def _valid(certificate: Any, at: datetime) -> bool:
    """Whether ``certificate`` holds at that instant. Earlier versions of the library give naive instants, in UTC."""
    first, last = (
        getattr(certificate, f"{name}_utc", None) or getattr(certificate, name).replace(tzinfo=UTC)
        for name in ("not_valid_before", "not_valid_after")
    )
    return bool(first <= at <= last)


def _comes_from(library: Library, leaf: Any, there: Sequence[Any], roots: Sequence[Any], at: datetime) -> bool:
    """Whether ``leaf`` is one of ``roots``, or was issued by one through those that came with it, all valid then. Revocation is not looked up."""
    trusted = {_der(library, one) for one in roots}
    current = leaf
    for _ in range(_LONGEST_PATH):
        if _der(library, current) in trusted:
            return True
        issuers = [one for one in [*roots, *there] if _valid(one, at) and _issued(library, one, current)]
        if not issuers:
            return False
        current = issuers[0]
    return False


def _issued(library: Library, issuer: Any, certificate: Any) -> bool:
    if issuer.subject != certificate.issuer or _der(library, issuer) == _der(library, certificate):
        return False
    try:
        authority = issuer.extensions.get_extension_for_class(library.x509.BasicConstraints).value.ca
    except (library.x509.ExtensionNotFound, ValueError):
        return False
    algorithm = certificate.signature_algorithm_oid.dotted_string
    digest = getattr(certificate.signature_hash_algorithm, "name", "sha256")
    pss = algorithm == "1.2.840.113549.1.1.10"
    known = digest in DIGESTS.values()
    return (
        bool(authority)
        and known
        and _verifies(library, issuer.public_key(), certificate.signature, certificate.tbs_certificate_bytes, digest, pss=pss)
    )
