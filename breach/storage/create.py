"""Making a store, and bringing an older one to this program's schema.

A store is made under another name and renamed when it is whole, so a kill leaves either none or a good one. Before a migration a verified
backup is made beside the store.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlcipher3 import dbapi2

from breach.disk.durable import sync
from breach.errors import StoreError
from breach.log import kinds
from breach.log.entries import GENESIS, new_uuid
from breach.resources import path_of
from breach.storage.connection import connect, heads_path, lock_path, translated
from breach.storage.engine import engine_over
from breach.storage.heads import Heads
from breach.storage.posix import Lock, on_network
from breach.storage.schema import VERSION
from breach.storage.writing import STORE, Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def create(path: str, key: bytes, clock: Callable[[], datetime]) -> bool:
    """Make a store at ``path`` under the 32-byte ``key``, unless there is one: whether it was made. Raises StoreError."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with Lock(lock_path(path)):
            if os.path.exists(path):
                return False
            _make(path, key, clock)
            sync(folder)
    except OSError as error:
        raise StoreError("store-not-made", path=path, said=error.strerror or "") from error
    return True


def _make(path: str, key: bytes, clock: Callable[[], datetime]) -> None:
    part = f"{path}.part"
    # What lies beside a store that is gone belongs to that store: a new one must not read its log.
    for name in (part, *(f"{base}{side}" for base in (part, path) for side in ("-wal", "-shm", "-journal"))):
        if os.path.exists(name):
            os.remove(name)
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection = connect(part, key, create=True)
    try:
        upgrade(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO chain (id, uuid, n, head) VALUES (?, ?, 0, ?)", (STORE, new_uuid(), GENESIS))
        writer = Writer(connection, clock, path)
        writer.append(STORE, kinds.STORE_OPENED, {"schema": VERSION}, actor="", role="")
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA journal_mode = {'DELETE' if on_network(os.path.dirname(path) or '.') else 'WAL'}")
    except dbapi2.Error as error:
        raise translated(error, path, key) from error
    finally:
        connection.close()
    Heads(heads_path(path)).write(key, writer.last, writer.heads)
    os.replace(part, path)


def schema_of(path: str, key: bytes) -> int:
    """The schema's version of the store at ``path``. Raises StoreError."""
    connection = connect(path, key, older_ok=True)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def upgrade(connection: dbapi2.Connection) -> None:
    """Run every migration that the store behind ``connection`` lacks, each in its own transaction."""
    config = Config()
    config.set_main_option("script_location", path_of("storage/migrations"))
    config.set_main_option("path_separator", "os")
    engine = engine_over(connection)
    with engine.connect() as over:
        config.attributes["connection"] = over
        command.upgrade(config, "head")
        over.commit()
