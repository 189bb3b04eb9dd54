"""What the server must not read, sealed by the client: AES-256-GCM under a key made from the store's, bound to the place where it stands."""

from __future__ import annotations

import hashlib
import hmac
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from breach.errors import StoreError

VERSION = b"\x01"
_NONCE = 12


def _derived(key: bytes, what: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"breach-team-1 " + what).derive(key)


class Sealed:
    """The cover of a team's store under the store's 32-byte ``key``: a version byte, 12 random bytes, then the sealed text with its tag.

    A random nonce under one key is safe for 2^32 values (NIST SP 800-38D, 8.3); a store has some thousands.
    """

    __slots__ = ("_aead", "_people")

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(_derived(key, b"values"))
        self._people = _derived(key, b"people")

    def text(self, value: str, *place: object) -> bytes:
        """``value`` sealed for ``place``."""
        return self.data(value.encode(), *place)

    def untext(self, held: bytes, *place: object) -> str:
        """The text that ``held`` seals for ``place``. Raises StoreError ``not-sealed-here``."""
        return self.undata(held, *place).decode()

    def data(self, value: bytes, *place: object) -> bytes:
        """``value`` sealed for ``place``."""
        nonce = os.urandom(_NONCE)
        return VERSION + nonce + self._aead.encrypt(nonce, value, _named(place))

    def undata(self, held: bytes, *place: object) -> bytes:
        """The bytes that ``held`` seals for ``place``. Raises StoreError ``not-sealed-here``: changed, moved from another place, or another key's."""
        held = bytes(held)
        if held[:1] != VERSION or len(held) < len(VERSION) + _NONCE + 16:
            raise StoreError("not-sealed-here", place=_named(place).decode()[:120])
        try:
            return self._aead.decrypt(held[1 : 1 + _NONCE], held[1 + _NONCE :], _named(place))
        except InvalidTag as error:
            raise StoreError("not-sealed-here", place=_named(place).decode()[:120]) from error

    def mark(self, *values: str) -> bytes:
        """What tells the same person again without telling who: a keyed hash."""
        return hmac.new(self._people, _named(values), hashlib.sha256).digest()


def _named(place: tuple[object, ...]) -> bytes:
    return json.dumps(place, separators=(",", ":")).encode()
