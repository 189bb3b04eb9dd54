"""The part of the stand-alone verifier that looks at who vouched for what: signatures, and anchors outside.

``breach.log.pack`` writes this part into the one file that is exported. Signatures are checked where the library ``cryptography`` is there;
without it they are counted, and said not to have been checked. So are the proofs that the holders of keys have them. Tokens of time-stamp
services are bound to their entries here, and judged in ``verifier_tokens``.
"""

from __future__ import annotations

import re
from typing import Any

from breach.log.verifier_ground import Found, read_json
from breach.log.verifier_tokens import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEY, _SIGNATURE, _HEAD = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{128}"), re.compile("[0-9a-f]{64}")
SCOPES = ("entry", "head")


def attested(
    manifest: Mapping[str, Any],
    entries: Sequence[Mapping[str, Any]],
    marks: Sequence[str],
    members: Mapping[str, bytes],
    found: Found,
    trusted: bytes,
) -> int:
    """Check every signature and anchor of a chain: ``entries`` those that can be read, ``marks`` the hash of every line, in order.

    ``trusted``: certificates (PEM) of a time-stamp service, from elsewhere. Gives the last entry that a token holds by them; 0 where none does.
    """
    file = manifest["file"]
    keys = _keys(manifest.get("store"), members, found)
    checked, unchecked, held = 0, 0, 0
    for entry in entries:
        if entry["kind"] == "signature":
            right = _signature(file, entry, marks, keys, found)
            checked, unchecked = checked + (right is True), unchecked + (right is None)
        elif entry["kind"] == "anchored":
            held = max(held, _anchor(entry, marks, members, found, trusted))
    if checked:
        found.fault(0, "signed", checked, remark=True)
    if unchecked:
        found.fault(0, "signatures-unchecked", unchecked, remark=True)
    return held


def _keys(store: object, members: Mapping[str, bytes], found: Found) -> dict[str, dict[str, Any]]:
    held = read_json(members.get("keys.json", b"[]"))
    if not isinstance(held, list) or not all(isinstance(key, dict) and isinstance(key.get("key"), str) for key in held):
        found.fault(0, "member-unreadable", "keys.json")
        return {}
    for key in held:
        _proof(key, store.get("file") if isinstance(store, dict) else None, found)
    return {key["key"]: key for key in held}


def _proof(key: Mapping[str, Any], store: object, found: Found) -> None:
    """Whether who gave ``key`` showed that they have it: the signature that the store's chain kept, by that key, over whose it is."""
    proof, short = key.get("proof"), key["key"][:16]
    if proof is None or not isinstance(store, str):
        found.fault(0, "key-unproved", short, remark=True)
        return
    shaped = isinstance(proof, str) and _SIGNATURE.fullmatch(proof) and _KEY.fullmatch(key["key"])
    said = f"breach-signing-key-1\n{store}\n{key.get('person')}\n{key['key']}\n".encode("utf-8", "replace")
    if not shaped or ed25519(bytes.fromhex(key["key"]), bytes.fromhex(str(proof)), said) is False:
        found.fault(0, "key-proof-differs", short)


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
    elif isinstance(keys[key].get("doubted_from"), str) and keys[key]["doubted_from"] <= entry["recorded_at"]:
        found.fault(entry["n"], "signer-doubted", keys[key]["doubted_from"], remark=True)
    elif isinstance(keys[key].get("revoked_at"), str):
        found.fault(entry["n"], "signer-revoked-later", keys[key]["revoked_at"], remark=True)
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


def _anchor(entry: Mapping[str, Any], marks: Sequence[str], members: Mapping[str, bytes], found: Found, trusted: bytes) -> int:
    """Say what is to be said of an anchor; the entry that it holds by the certificates ``trusted``, 0 where it does not."""
    body = entry["body"]
    if not _before(entry, body.get("n"), body.get("head"), marks):
        found.fault(entry["n"], "anchor-differs", body.get("n"))
    elif body.get("method") == "rfc3161":
        name = f"drafts/{entry['n']:04d}-anchored.tsr"
        if name in members and bytes.fromhex(body["head"]) not in members[name]:
            found.fault(entry["n"], "token-differs", name)
        elif name in members:
            return _token(entry, name, members, found, trusted)
    return 0


def _token(entry: Mapping[str, Any], name: str, members: Mapping[str, bytes], found: Found, trusted: bytes) -> int:
    n, head = entry["body"]["n"], entry["body"]["head"]
    beside = members.get(name[: -len("tsr")] + "pem", b"")
    token = judged(members[name], bytes.fromhex(head), trusted or beside)
    said = f"{token.at}, {token.by}"
    if token.code == "right":
        found.fault(n, "token-right" if trusted else "token-embedded", said, remark=True)
        return n if trusted else 0
    if token.code in ("signed", "unchecked"):
        found.fault(n, f"token-{token.code}", said if token.by else f"openssl ts -verify -digest {head} -in {name}", remark=True)
    else:
        found.fault(entry["n"], "token-worthless", found.words.get(f"tell-token-{token.code}", token.code), remark=True)
    return 0
