"""A store as it is asked: one SQL text for the embedded store and the team's, and the store's own values.

Where the two differ, they say so in their own ``_all`` (which driver), their cover (who encrypts what) and the methods that they override.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from breach.errors import StoreError
from breach.storage.cover import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from breach.storage.cover import Cover

STORE = 1
"""The id of the store's own chain."""
UNKNOWN = "?"
"""What is shown of a value that does not open."""


class Asking(ABC):
    """A store that answers queries."""

    path: str
    cover: Cover = PLAIN

    @abstractmethod
    def _all(self, sql: str, args: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query, its parameters written ``?``. Raises StoreError."""

    def _each(self, sql: str, args: tuple[object, ...] = ()) -> Iterable[tuple[Any, ...]]:
        """The rows of a query one by one, where the driver gives them so: of every file of a large store, a list would be the largest thing held.
        Raises StoreError.
        """
        return self._all(sql, args)

    def asked(self, sql: str, args: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """The rows of ``sql`` as they are kept, for who pours a whole store into another. Raises StoreError."""
        return self._all(sql, args)

    def keys_of_meta(self) -> list[tuple[Any, ...]]:
        """The keys of the store's own values."""
        return self._all("SELECT key FROM meta ORDER BY key")

    def uuid(self, chain: int) -> str:
        """The identity of ``chain``."""
        return str(self._all("SELECT uuid FROM chain WHERE id = ?", (chain,))[0][0])

    def meta(self, key: str) -> str | None:
        """The store's own value ``key``, None where it has none."""
        rows = self._all("SELECT value FROM meta WHERE key = ?", (key,))
        return self.cover.untext(rows[0][0], "meta", key) if rows else None

    def metas(self, prefix: str) -> dict[str, str]:
        """The store's own values whose key begins with ``prefix``, by the rest of the key."""
        rows = self._all("SELECT key, value FROM meta WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
        return {key[len(prefix) :]: self.cover.untext(value, "meta", key) or "" for key, value in rows}

    def _shown(self, held: Any, *place: object) -> str:
        """A value that lists show; one that somebody else sealed is shown as unknown, and is a fault for who verifies."""
        try:
            return self.cover.untext(held, *place)
        except StoreError:
            return UNKNOWN
