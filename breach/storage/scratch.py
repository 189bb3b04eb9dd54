"""The scratch file: unfinished typing, encrypted beside the store and outside the chain.

Every keystroke is one small transaction in a write-ahead log, so a killed process loses none; a power cut may lose the last moments
(``synchronous = NORMAL``), which is the price of not waiting for the disk at every letter. What is finished is dropped, and overwritten.
"""

from __future__ import annotations

import os

from sqlcipher3 import dbapi2

from breach.errors import StoreError
from breach.storage.posix import on_network

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TABLE = "CREATE TABLE IF NOT EXISTS scratch (place TEXT PRIMARY KEY, text TEXT NOT NULL, cursor INTEGER NOT NULL, saved_at TEXT NOT NULL)"
_WAIT_S = 2.0


class Saved:
    """An unfinished text: ``place`` names the field it was typed in, ``cursor`` counts characters, ``saved_at`` is a UTC text."""

    __slots__ = ("cursor", "place", "saved_at", "text")

    def __init__(self, place: str, text: str, cursor: int, saved_at: str) -> None:
        self.place = place
        self.text = text
        self.cursor = cursor
        self.saved_at = saved_at


class Scratch:
    """The scratch file at ``path`` under the store's 32-byte ``key``. ``set_aside``: where an unreadable older one was moved, "" if none was."""

    def __init__(self, path: str, key: bytes) -> None:
        """Open it, or begin one (0600). Raises StoreError where the folder or the disk will not have it."""
        self.path = path
        self.set_aside = ""
        try:
            self._db = _open(path, key)
        except dbapi2.DatabaseError as error:
            if "not a database" not in str(error) and "hmac" not in str(error) and "malformed" not in str(error):
                raise _translated(error, path) from error
            self.set_aside = _set_aside(path)
            self._db = _open(path, key)

    def put(self, place: str, text: str, cursor: int, saved_at: str) -> None:
        """Keep ``text`` for ``place``, in place of what was there. Raises StoreError."""
        self._run("INSERT OR REPLACE INTO scratch VALUES (?, ?, ?, ?)", (place, _storable(text), cursor, saved_at))

    def get(self, place: str) -> Saved | None:
        """What is kept for ``place``. Raises StoreError."""
        rows = self._run("SELECT place, text, cursor, saved_at FROM scratch WHERE place = ?", (place,))
        return Saved(*rows[0]) if rows else None

    def all(self) -> list[Saved]:
        """Everything kept, the newest first. Raises StoreError."""
        return [Saved(*row) for row in self._run("SELECT place, text, cursor, saved_at FROM scratch ORDER BY saved_at DESC, place")]

    def drop(self, *places: str) -> None:
        """Forget what is kept for ``places``, in the file and in its log. Raises StoreError."""
        kept = [place for place in places if self._run("SELECT 1 FROM scratch WHERE place = ?", (place,))]
        for place in kept:
            self._run("DELETE FROM scratch WHERE place = ?", (place,))
        if kept:
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def scrub(self) -> None:
        """Leave no copy of what was dropped in free pages or in the log. Raises StoreError."""
        self._run("VACUUM")
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def reopen(self, key: bytes) -> None:
        """Open the file again after ``close``. Raises StoreError."""
        try:
            self._db = _open(self.path, key)
        except dbapi2.DatabaseError as error:
            raise _translated(error, self.path) from error

    def close(self) -> None:
        """Let the file go. What was not dropped stays."""
        self._db.close()

    def _run(self, sql: str, args: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            rows: list[tuple[Any, ...]] = self._db.execute(sql, args).fetchall()
        except dbapi2.Error as error:
            raise _translated(error, self.path) from error
        return rows


def _open(path: str, key: bytes) -> dbapi2.Connection:
    if not os.path.exists(path):
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise StoreError("scratch-not-kept", path=path, said=error.strerror or "") from error
    connection = dbapi2.connect(path, timeout=_WAIT_S, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA journal_mode = {'DELETE' if on_network(os.path.dirname(path) or '.') else 'WAL'}").fetchall()
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_TABLE)
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def _storable(text: str) -> str:
    """``text`` without halves of surrogate pairs, which no file can hold."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _set_aside(path: str) -> str:
    """Move a scratch file of another key, or a damaged one, out of the way: it must not stop a start. Its new name."""
    number = 1
    while os.path.exists(f"{path}.old{number}"):
        number += 1
    aside = f"{path}.old{number}"
    try:
        os.replace(path, aside)
    except OSError as error:
        raise StoreError("scratch-not-kept", path=path, said=error.strerror or "") from error
    for name in (f"{path}-wal", f"{path}-shm"):
        if os.path.exists(name):
            os.replace(name, aside + name.removeprefix(path))
    return aside


def _translated(error: Exception, path: str) -> StoreError:
    return StoreError("scratch-not-kept", path=path, said=str(error)[:200])
