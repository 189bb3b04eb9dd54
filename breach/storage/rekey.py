"""A new key for the store: a copy under the new key is made, verified and put in the old one's place in one step.

``PRAGMA rekey`` rewrites the only copy in place, and a kill leaves pages under two keys in its log; a copy leaves one store or the other.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from breach.disk.durable import sync
from breach.errors import StoreError
from breach.log import kinds
from breach.storage import swap
from breach.storage.backup import verify
from breach.storage.connection import connect, lock_path, scratch_path, translated
from breach.storage.posix import Lock
from breach.storage.writing import STORE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from breach.domain.actor import Actor
    from breach.storage.store import Store
    from breach.storage.writing import Writer


def rotate(store: Store, key: bytes, clock: Callable[[], datetime], actor: Actor, place: str) -> None:
    """Put ``store`` and its scratch file under ``key`` and record it; ``store`` is closed. The caller has already kept ``key`` somewhere.

    Raises StoreError; the store is then as it was.
    """
    path = store.path
    part = swap.part_of(path)

    def act(writer: Writer) -> None:
        writer.append(STORE, kinds.REKEYED, {"place": place}, actor=writer.person(actor), role=actor.role)
        writer.set_meta("recovery", "0")

    try:
        with Lock(lock_path(path)):
            swap.copy(store.raw_connection, part, key)
            swap.amend(part, key, clock, act)
            verify(part, key, named=path)
            scratch = _scratch_under(path, store.key, key)
            swap.settle(store.raw_connection, path)
            store.close()
            swap.install(path, part, key)
            if scratch:
                _take_scratch(path)
    except OSError as error:
        raise StoreError("key-not-changed", path=path, said=error.strerror or "") from error


def finish(path: str, key: bytes) -> None:
    """End what a kill interrupted after the store at ``path`` had been put under ``key``: heads and scratch file. Raises StoreError, OSError."""
    with Lock(lock_path(path)):
        swap.rewrite_heads(path, key)
        if _opens(swap.part_of(scratch_path(path)), key):
            _take_scratch(path)


def fits(path: str, key: bytes) -> bool:
    """Whether ``key`` opens the store at ``path``."""
    return _opens(path, key)


def _scratch_under(path: str, old: bytes, new: bytes) -> bool:
    """Make the successor of the scratch file: whether there is one. One that the old key does not open is left alone."""
    scratch = scratch_path(path)
    if not os.path.exists(scratch) or not _opens(scratch, old):
        return False
    connection = dbapi2.connect(scratch, isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{old.hex()}'\"")
        swap.copy(connection, swap.part_of(scratch), new)
        swap.settle(connection, scratch)
    finally:
        connection.close()
    return True


def _take_scratch(path: str) -> None:
    scratch = scratch_path(path)
    for side in swap.SIDES:
        if os.path.lexists(f"{scratch}{side}"):
            os.remove(f"{scratch}{side}")
    os.replace(swap.part_of(scratch), scratch)
    sync(os.path.dirname(path) or ".")


def _opens(path: str, key: bytes) -> bool:
    if not os.path.exists(path):
        return False
    try:
        connect(path, key, create=True).close()
    except StoreError as error:
        if error.code in ("wrong-key", "wrong-key-or-damaged", "damaged-store"):
            return False
        raise
    except dbapi2.Error as error:
        raise translated(error, path) from error
    return True
