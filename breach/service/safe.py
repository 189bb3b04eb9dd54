"""An open store that can be shut without ending the program, and opened again: what a locked screen stands before.

Where the key came from a passphrase, shutting closes the store and the scratch file and lets go of the key. Python cannot promise that nothing of
it is left in memory: bytes that were freed are not overwritten by it (docs/verrou.md). Where the key lies in a file, with the system or in an
unlocked keyring, shutting it would keep nobody out, and nothing is shut.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Protocol

from breach.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.desk import Desk
    from breach.service.ports import Store


class Key(Protocol):
    """The key in use; ``place`` says where it came from."""

    key: bytes
    place: str


class Reopened(Protocol):
    """The scratch file, as far as it is shut and opened."""

    def close(self) -> None: ...  # noqa: D102 - documented where they are implemented
    def reopen(self, key: bytes) -> None: ...  # noqa: D102


class Shut:
    """Stands in a desk for a store that is shut: whatever is asked of it is refused, but for its settings, of which it has none: a screen that is
    covered may ask in which zone to write an instant that nobody sees.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def close(self) -> None:
        """It is shut."""

    def meta(self, key: str) -> None:
        """No value is known."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        raise StoreError("store-shut", path=self.path)


class Safe:
    """The store of ``desk``, its ``scratch`` file and their ``key``. ``find`` gives the key that a passphrase opens (the other argument: the path
    of a recovery key, "" for the store's own; both raise StoreError); ``open_again`` opens the store with a key.
    """

    def __init__(self, desk: Desk, key: Key, scratch: Reopened, find: Callable[[str, str], bytes], open_again: Callable[[bytes], Store]) -> None:
        self._desk = desk
        self._key = key
        self._scratch = scratch
        self._find = find
        self._open_again = open_again

    @property
    def by_passphrase(self) -> bool:
        """Whether a passphrase keeps others out: only then is anything shut."""
        return self._key.place == "passphrase"

    @property
    def is_shut(self) -> bool:
        """Whether the store is closed and the key gone."""
        return isinstance(self._desk.store, Shut)

    def shut(self) -> None:
        """Close the store and the scratch file and let go of the key, where a passphrase brings it back; otherwise do nothing."""
        if not self.by_passphrase or self.is_shut:
            return
        self._desk.store.close()
        self._scratch.close()
        self._desk.store = Shut(self._desk.store.path)  # type: ignore[assignment]  # it answers every question with the same refusal
        self._key.key = b""
        gc.collect()  # what refers to itself would hold the key until some later collection

    def find(self, passphrase: str, recovery: str = "") -> bytes:
        """The key that ``passphrase`` opens: slow on purpose, so for a thread. Raises StoreError ``passphrase-wrong`` and those of the file."""
        return self._find(passphrase, recovery)

    def open(self, key: bytes) -> None:
        """Open store and scratch file with ``key``, and hold it. Raises StoreError; nothing is open then."""
        store = self._open_again(key)
        try:
            self._scratch.reopen(key)
        except StoreError:
            store.close()
            raise
        self._desk.store = store
        self._key.key = key
