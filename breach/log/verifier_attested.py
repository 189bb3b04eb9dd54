"""The part of the stand-alone verifier that looks at who vouched for what: signatures, and anchors outside.

``breach.log.pack`` writes this part into the one file that is exported. Signatures are checked where the library ``cryptography`` is there;
without it they are counted, and said not to have been checked. Tokens of time-stamp services are bound to their entries here, and are for
``openssl ts -verify`` to judge.
"""

from __future__ import annotations

import re
from typing import Any

from breach.log.verifier_ground import Found, read_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEY, _SIGNATURE, _HEAD = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{128}"), re.compile("[0-9a-f]{64}")
SCOPES = ("entry", "head")


def attested(file: str, entries: Sequence[Mapping[str, Any]], marks: Sequence[str], members: Mapping[str, bytes], found: Found) -> None:
    """Check every signature and anchor of a chain: ``entries`` those that can be read, ``marks`` the hash of every line, in order."""
    keys = _keys(members, found)
    checked, unchecked = 0, 0
    for entry in entries:
        if entry["kind"] == "signature":
            right = _signature(file, entry, marks, keys, found)
            checked, unchecked = checked + (right is True), unchecked + (right is None)
        elif entry["kind"] == "anchored":
            _anchor(entry, marks, members, found)
    if checked:
        found.fault(0, "signed", checked, remark=True)
    if unchecked:
        found.fault(0, "signatures-unchecked", unchecked, remark=True)


def _keys(members: Mapping[str, bytes], found: Found) -> dict[str, dict[str, Any]]:
    held = read_json(members.get("keys.json", b"[]"))
    if not isinstance(held, list) or not all(isinstance(key, dict) and isinstance(key.get("key"), str) for key in held):
        found.fault(0, "member-unreadable", "keys.json")
        return {}
    return {key["key"]: key for key in held}


def _before(entry: Mapping[str, Any], number: object, mark: object, marks: Sequence[str]) -> bool:
    """Whether ``mark`` is the hash of entry ``number``, which comes before ``entry``."""
    return type(number) is int and 1 <= number < entry["n"] and number <= len(marks) and marks[number - 1] == mark


def _signature(file: str, entry: Mapping[str, Any], marks: Sequence[str], keys: Mapping[str, Mapping[str, Any]], found: Found) -> bool | None:
    """True: right; False: at fault; None: well placed, and not checked."""
    body = entry["body"]
    key, signature, scope = body.get("key"), body.get("signature"), body.get("scope")
    shaped = isinstance(key, str) and _KEY.fullmatch(key) and isinstance(signature, str) and _SIGNATURE.fullmatch(signature)
    if not shaped or scope not in SCOPES or not _before(entry, body.get("entry"), body.get("hash"), marks):
        found.fault(entry["n"], "signature-misplaced", body.get("entry"))
        return False
    said = f"breach-signature-1\n{scope}\n{file}\n{body['entry']}\n{body['hash']}\n".encode()
    right = ed25519(bytes.fromhex(key), bytes.fromhex(signature), said)
    if right is False:
        found.fault(entry["n"], "signature-differs", body["entry"])
        return False
    if key not in keys:
        found.fault(entry["n"], "signer-unknown", key, remark=True)
    elif isinstance(keys[key].get("revoked_at"), str) and keys[key]["revoked_at"] <= entry["recorded_at"]:
        found.fault(entry["n"], "signer-revoked", keys[key]["revoked_at"], remark=True)
    return right


def ed25519(key: bytes, signature: bytes, said: bytes) -> bool | None:
    """Whether ``signature`` is that of ``key`` over ``said``; None where the library for it is not there."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def _anchor(entry: Mapping[str, Any], marks: Sequence[str], members: Mapping[str, bytes], found: Found) -> None:
    body = entry["body"]
    if not _before(entry, body.get("n"), body.get("head"), marks):
        found.fault(entry["n"], "anchor-differs", body.get("n"))
    elif body.get("method") == "rfc3161":
        name = f"drafts/{entry['n']:04d}-anchored.tsr"
        if name in members and bytes.fromhex(body["head"]) not in members[name]:
            found.fault(entry["n"], "token-differs", name)
        elif name in members:
            found.fault(body["n"], "token", f"openssl ts -verify -digest {body['head']} -in {name}", remark=True)
