"""The embedded store: one encrypted file, its heads beside it. What is read stands in ``asking``, ``files`` and ``reading``; written in ``writing``;
searched in ``lists``.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from breach.errors import StoreError
from breach.log import kinds
from breach.storage.asking import STORE
from breach.storage.connection import connect, heads_path, lock_path, translated
from breach.storage.files import FileRow
from breach.storage.heads import Heads
from breach.storage.posix import Lock
from breach.storage.reading import Reading
from breach.storage.writing import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from typing import Any

__all__ = ["FileRow", "Store"]


_LEFT = "SELECT (SELECT value FROM meta WHERE key = 'moved'), (SELECT hash FROM entry WHERE seq = ?)"
_INDEX_STRAYS = """SELECT search.chain, search.n FROM search LEFT JOIN text ON text.id = search.rowid
    WHERE text.id IS NULL OR text.body IS NOT search.body OR text.chain IS NOT search.chain OR text.n IS NOT search.n"""


class Store(Reading):
    """An open embedded store. ``path``: its file. Close it, or let the process end: what was acknowledged is on disk."""

    def __init__(self, path: str, key: bytes, *, older_ok: bool = False, read_only: bool = False) -> None:
        """Open the store at ``path`` with the 32-byte ``key``; one of an older schema only where ``older_ok``. Raises StoreError.

        ``read_only``: the database refuses every change through this connection.
        """
        self.path = path
        self.key = key
        self._db = connect(path, key, older_ok=older_ok)
        if read_only:
            self._db.execute("PRAGMA query_only = ON")
        self.read_only = read_only
        self._file = _identity(path)
        self._heads = Heads(heads_path(path))

    def close(self) -> None:
        """Let the file go."""
        self._heads.close()
        self._db.close()

    @property
    def raw_connection(self) -> dbapi2.Connection:
        """The driver's connection, for ``lists`` to reach through SQLAlchemy."""
        return self._db

    @contextmanager
    def writing(self, clock: Callable[[], datetime]) -> Iterator[Writer]:
        """One transaction: all of the block's entries, or none. ``clock`` gives the instant of recording, read inside the lock.

        Raises StoreError; ``store-replaced`` where the file was put in another's place (restored, key changed) since this opened it.
        """
        self.refuse_reader()
        with self.alone():
            try:
                self._db.execute("BEGIN IMMEDIATE")
                writer = Writer(self._db, clock, self.path)
                try:
                    lost = [] if self._as_left() else self._found_otherwise()
                    if lost:
                        writer.append(STORE, kinds.TAIL_LOST, {"lost": lost}, actor="", role="")
                    yield writer
                    self._db.execute("COMMIT")
                except BaseException:
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
                    raise
            except dbapi2.Error as error:
                raise translated(error, self.path, self.key) from error
            if writer.last[0]:
                self._write_heads(writer)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Write or copy alone, and from or to the file that was opened. Raises StoreError."""
        lock = Lock(lock_path(self.path))
        try:
            lock.__enter__()
        except TimeoutError as error:
            raise StoreError("store-busy", path=self.path) from error
        except OSError as error:
            code = "disk-full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "folder-read-only"
            raise StoreError(code, path=self.path) from error
        try:
            if _identity(self.path) != self._file:
                raise StoreError("store-replaced", path=self.path)
            yield
        finally:
            lock.__exit__(None, None, None)

    def _as_left(self) -> bool:
        """Whether the store is here, and ends where the heads file knows: one query, for every writer."""
        last = self._heads.last()
        moved, mark = self._all(_LEFT, (last[0] if last else 0,))[0]
        return not moved and last is not None and mark == last[1]

    def _found_otherwise(self) -> list[dict[str, object]]:
        self.refuse_moved()
        return self.lost()

    def _write_heads(self, writer: Writer) -> None:
        try:
            self._heads.write(self.key, writer.last, writer.heads)
            for chain in writer.gone:
                self._heads.clear(chain)
        except OSError as error:
            raise StoreError("heads-not-written", path=heads_path(self.path), said=error.strerror or "") from error

    # -- what can be asked ---------------------------------------------------------------------------------------------------------------

    def _all(self, sql: str, args: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            rows: list[tuple[Any, ...]] = self._db.execute(sql, args).fetchall()
        except dbapi2.Error as error:
            raise translated(error, self.path, self.key) from error
        return rows

    def _each(self, sql: str, args: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._db.execute(sql, args)
        except dbapi2.Error as error:
            raise translated(error, self.path, self.key) from error

    def size(self) -> int:
        """The store's size on disk, in bytes."""
        return sum(os.path.getsize(name) for name in (self.path, f"{self.path}-wal") if os.path.exists(name))

    def search(self, words: Sequence[str], collection: str = "") -> list[tuple[str, int, str]]:
        """(reference, entry number, text) of the texts that hold every one of ``words`` (their beginnings), newest first, at most 200: of the
        organisation's own files, or of ``collection``.
        """
        from breach.storage.lists import found

        return found(self._db, words, collection)

    def strays(self) -> list[tuple[str, int, int, str]]:
        """As of every store; here also the rows of the search index that are no text's, or no more."""
        return [*super().strays(), *(("search", int(chain or 0), int(n or 0), "") for chain, n in self._all(_INDEX_STRAYS))]

    def scrub(self) -> bool:
        """Leave no copy of what was erased in the index, in free pages or in the log; False where another process still reads. Raises StoreError."""
        from breach.storage.erasing import scrub

        with self.alone():
            return scrub(self._db, self.path)

    def forget_typing(self, words: Sequence[str]) -> int:
        """Take ``words`` out of the unfinished texts beside the store: how many were changed. Raises StoreError."""
        from breach.storage.erasing import forget_typing

        return forget_typing(self.path, self.key, words)

    def copies_beside(self) -> list[tuple[str, str]]:
        """Copies that no entry tells of, each with its kind: earlier stores that lie beside this one."""
        from breach.storage.erasing import copies_beside

        return [("beside", path) for path in copies_beside(self.path)]


def _identity(path: str) -> tuple[int, int]:
    """What tells the file at ``path`` from another that took its place; (0, 0) where there is none."""
    try:
        about = os.stat(path)
    except OSError:
        return 0, 0
    return about.st_dev, about.st_ino
