"""Bringing a store of an older schema to this program's: a verified backup first, then the migrations on a copy, which takes the store's place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breach.domain.text import Text
from breach.errors import StoreError
from breach.log import kinds
from breach.storage import backup, swap
from breach.storage.connection import connect, lock_path
from breach.storage.create import schema_of, upgrade
from breach.storage.posix import Lock
from breach.storage.schema import VERSION
from breach.storage.store import Store
from breach.storage.writing import STORE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from breach.storage.writing import Writer


def migrate(path: str, key: bytes, clock: Callable[[], datetime]) -> str:
    """Bring the store at ``path`` up to date: the path of the backup made before, "" where another process did it meanwhile.

    Raises StoreError; the store is then as it was.
    """
    try:
        with Lock(lock_path(path)):
            found = schema_of(path, key)
            if found >= VERSION:
                return ""
            return _migrate(path, key, clock, found)
    except OSError as error:
        raise StoreError("store-not-migrated", path=path, said=error.strerror or "") from error


def _migrate(path: str, key: bytes, clock: Callable[[], datetime], found: int) -> str:
    kept = backup.dated_name(path, f"backup-schema-{found}", clock())
    old = Store(path, key, older_ok=True)
    part = swap.part_of(path)
    try:
        made = backup.make_alone(old, kept)
        swap.copy(old.raw_connection, part, key)
        swap.settle(old.raw_connection, path)
    finally:
        old.close()
    connection = connect(part, key, older_ok=True)
    try:
        upgrade(connection)
    finally:
        connection.close()

    def act(writer: Writer) -> None:
        body = {"from": found, "to": VERSION, "backup": Text(os.path.basename(kept)), "sha256": made.sha256}
        writer.append(STORE, kinds.MIGRATED, body, actor="", role="")

    swap.amend(part, key, clock, act)
    backup.verify(part, key, named=path)
    swap.install(path, part, key)
    return kept
