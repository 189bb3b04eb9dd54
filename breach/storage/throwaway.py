"""A store that is made to be thrown away: that of a demonstration or of a drill."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from breach.storage.create import create
from breach.storage.store import Store

Made = TypeVar("Made")

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def filled(path: str, key: bytes, begins: datetime, fill: Callable[[Store], Made]) -> Made:
    """Make the store ``path`` under ``key``, as made at ``begins`` (UTC), and give what ``fill`` makes of it. Raises StoreError."""
    create(path, key, lambda: begins)
    store = Store(path, key)
    try:
        return fill(store)
    finally:
        store.close()
