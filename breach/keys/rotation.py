"""A new key kept beside the one in place, so that at every moment of a change of key one of the two opens the store."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from breach.errors import StoreError
from breach.keys import keyfile, ring

if TYPE_CHECKING:
    from breach.keys.found import FoundKey

BESIDE = ".new"
"""What the name of a file or an account is given while its new key waits."""


class Spare:
    """A key beside the one in place. ``place``: ``file`` or ``keyring``; ``name``: the file or account whose key it will be."""

    __slots__ = ("key", "name", "place")

    def __init__(self, key: bytes, place: str, name: str) -> None:
        self.key = key
        self.place = place
        self.name = name

    def take(self) -> None:
        """Put this key in the place of the old one. Raises StoreError ``key-not-kept``."""
        if self.place == "file":
            try:
                os.replace(self.name + BESIDE, self.name)
            except OSError as error:
                raise StoreError("key-not-kept", path=self.name, said=error.strerror or "") from error
            return
        if not ring.put(self.name, self.key):
            raise StoreError("key-not-kept", path=self.name, said="keyring")
        ring.forget(self.name + BESIDE)

    def drop(self) -> None:
        """Forget this key: the store was not put under it."""
        if self.place == "file":
            try:
                os.unlink(self.name + BESIDE)
            except OSError:
                return  # tried only where the key in place does not fit, and then does not fit either
        else:
            ring.forget(self.name + BESIDE)


def prepare(found: FoundKey) -> Spare:
    """A new random key, kept beside ``found``. Raises StoreError ``key-not-ours`` (a credential, a passphrase) or ``key-not-kept``."""
    if found.place not in ("file", "keyring"):
        raise StoreError("key-not-ours", place=found.place)
    spare = Spare(os.urandom(keyfile.KEY_BYTES), found.place, found.path)
    if found.place == "file":
        spare.drop()
        keyfile.write(found.path + BESIDE, spare.key)
    elif not ring.put(found.path + BESIDE, spare.key):
        raise StoreError("key-not-kept", path=found.path, said="keyring")
    return spare


def spares_of(path: str, account: str) -> list[Spare]:
    """The keys that wait beside the key file ``path`` and the keyring's ``account`` ("": not asked)."""
    found = []
    if os.path.exists(path + BESIDE):
        with contextlib.suppress(StoreError):  # half written by a rotation that was killed before it touched the store
            found.append(Spare(keyfile.read(path + BESIDE), "file", path))
    key = ring.get(account + BESIDE) if account else None
    if key is not None:
        found.append(Spare(key, "keyring", account))
    return found
