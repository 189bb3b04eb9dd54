"""Ed25519 keys of persons: made, kept sealed under the store's key, used to sign. The message that is signed is the caller's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from breach.keys import sealed

if TYPE_CHECKING:
    from breach.keys.sealed import Sealed

FORM = "breach-signing-1"


class Signer:
    """A person's key that was found and opened: ``key`` is its public half in hex."""

    __slots__ = ("_private", "key", "path")

    def __init__(self, private: bytes, path: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)
        self.key = self._private.public_key().public_bytes_raw().hex()
        self.path = path

    def sign(self, said: bytes) -> str:
        """The signature over ``said``, in hex."""
        return self._private.sign(said).hex()


def make(folder: str, store: str, store_key: bytes, name: str) -> Signer:
    """Make a key for the person ``name`` in the store of identity ``store``, and keep it. Raises StoreError ``secret-not-kept``."""
    private = Ed25519PrivateKey.generate()
    raw = private.private_bytes_raw()
    public = private.public_key().public_bytes_raw().hex()
    path = os.path.join(folder, f"sign-{public[:16]}.json")
    kept = sealed.Sealed(path, {"format": FORM, "store": store, "name": name, "key": public}, [])
    kept.add(store_key, raw)
    kept.write()
    return Signer(raw, path)


def found(folder: str, store: str, name: str) -> list[Sealed]:
    """The keys kept for ``name`` in that store, opened or not."""
    return [kept for kept in sealed.all_in(folder, FORM, store) if kept.about.get("name") == name]


def signers(folder: str, store: str, store_key: bytes, name: str) -> list[Signer]:
    """The keys of ``name`` that the store's key opens."""
    opened = [(kept.open(store_key), kept.path) for kept in found(folder, store, name)]
    return [Signer(private, path) for private, path in opened if private is not None]


def verifies(key: str, signature: str, said: bytes) -> bool:
    """Whether ``signature`` (hex) is that of the public ``key`` (hex) over ``said``."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True
