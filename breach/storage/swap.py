"""Putting a whole store in the place of another: the copy is made, changed and checked beside it, and takes its name in one step.

A kill at any moment leaves the old store or the new one, whole. Used for restoring, for a change of key, and for migrations.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from breach.disk.durable import sync
from breach.errors import StoreError
from breach.storage.connection import connect, heads_path, translated
from breach.storage.heads import Heads
from breach.storage.posix import on_network
from breach.storage.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

SIDES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database."""


def part_of(path: str) -> str:
    """The name under which the successor of the store at ``path`` is made."""
    return f"{path}.part"


def clear(path: str) -> None:
    """Remove the file ``path`` and what SQLite keeps beside it, where they are: what a kill left behind."""
    for name in (path, *(f"{path}{side}" for side in SIDES)):
        if os.path.lexists(name):
            os.remove(name)


def copy(source: dbapi2.Connection, target: str, key: bytes) -> None:
    """Copy the whole database behind ``source`` to the new file ``target``, encrypted under ``key``, durably.

    Raises StoreError ``damaged-store`` (SQLite copies a page whose checksum is wrong without a word, and gives it a right one), OSError.
    """
    check_pages(source, target)
    clear(target)
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection = connect(target, key, create=True)
    try:
        source.backup(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
        check_structure(connection, target)
    except dbapi2.Error as error:
        raise translated(error, target) from error
    finally:
        connection.close()
    sync(target)


def check_pages(connection: dbapi2.Connection, path: str) -> None:
    """Check every page on disk against its checksum, used or not. Raises StoreError ``damaged-store``."""
    for again in (False, True):  # a page that a log is being brought into just now may be read half written
        try:
            wrong = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        except dbapi2.Error as error:
            raise translated(error, path) from error
        if not wrong:
            return
        if again:
            raise StoreError("damaged-store", path=path)


def check_structure(connection: dbapi2.Connection, path: str) -> None:
    """Check every table, index and page link. Raises StoreError ``damaged-store``."""
    try:
        said = connection.execute("PRAGMA integrity_check").fetchone()
    except dbapi2.Error as error:
        raise translated(error, path) from error
    if said is None or said[0] != "ok":
        raise StoreError("damaged-store", path=path)


def amend(path: str, key: bytes, clock: Callable[[], datetime], act: Callable[[Writer], None]) -> None:
    """Let ``act`` write to the copy at ``path``, in one transaction. Raises StoreError."""
    connection = connect(path, key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        act(Writer(connection, clock, path))
        connection.execute("COMMIT")
    except dbapi2.Error as error:
        raise translated(error, path, key) from error
    finally:
        connection.close()


def settle(connection: dbapi2.Connection, path: str) -> None:
    """Bring everything of the open store at ``path`` into its one file, so that the write-ahead log can go. Raises StoreError ``store-busy``."""
    try:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except dbapi2.Error as error:
        raise translated(error, path) from error
    if busy:
        raise StoreError("store-busy", path=path)


def install(path: str, part: str, key: bytes) -> None:
    """Give the checked copy ``part`` the name ``path``, and write its heads. The caller holds the lock and has settled and closed the old one.

    Raises StoreError, OSError.
    """
    _log_mode(part, key)
    for side in SIDES:
        if os.path.lexists(f"{path}{side}"):
            os.remove(f"{path}{side}")
    # Without heads nothing is called lost; with those of the other store, everything might be.
    if os.path.lexists(heads_path(path)):
        os.remove(heads_path(path))
    os.replace(part, path)
    sync(os.path.dirname(path) or ".")
    rewrite_heads(path, key)


def rewrite_heads(path: str, key: bytes) -> None:
    """Write the heads of every chain of the store at ``path`` anew. Raises StoreError, OSError."""
    connection = connect(path, key, older_ok=True)
    try:
        chains = {number: (n, head) for number, n, head in connection.execute("SELECT id, n, head FROM chain")}
        last = connection.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    except dbapi2.Error as error:
        raise translated(error, path, key) from error
    finally:
        connection.close()
    Heads(heads_path(path)).write(key, last, chains)


def _log_mode(part: str, key: bytes) -> None:
    connection = connect(part, key)
    try:
        connection.execute(f"PRAGMA journal_mode = {'DELETE' if on_network(os.path.dirname(part) or '.') else 'WAL'}")
    finally:
        connection.close()
    sync(part)
