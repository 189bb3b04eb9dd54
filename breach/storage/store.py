"""The embedded store: one encrypted file, its heads beside it. Reading here; writing in ``writing``; lists and searches over all in ``lists``."""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from breach.domain.clock_rows import COLUMNS, DueRow
from breach.domain.instants import from_z
from breach.errors import InputError, StoreError
from breach.log import kinds
from breach.log.entries import Entry, attach
from breach.storage.connection import connect, heads_path, lock_path, translated
from breach.storage.heads import Heads
from breach.storage.posix import Lock
from breach.storage.writing import STORE, Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from typing import Any

_REF = re.compile(r"(EX-)?(?:(\d{4})-)?0*(\d{1,9})", re.IGNORECASE)
_FILE = "SELECT chain, uuid, ref, exercise, opened_at, state, title, due_stamp, due_until FROM file"


class FileRow:
    """What lists show of a breach file: its chain, identity, reference, and summary. Instants are UTC texts."""

    __slots__ = ("chain", "due_stamp", "due_until", "exercise", "opened_at", "ref", "state", "title", "uuid")

    def __init__(
        self,
        chain: int,
        uuid: str,
        ref: str,
        exercise: int,
        opened_at: str,
        state: str,
        title: str,
        due_stamp: str | None,
        due_until: str | None,
    ) -> None:
        self.chain = chain
        self.uuid = uuid
        self.ref = ref
        self.exercise = bool(exercise)
        self.opened_at = opened_at
        self.state = state
        self.title = title
        self.due_stamp = due_stamp
        self.due_until = due_until


class Store:
    """An open embedded store. ``path``: its file. Close it, or let the process end: what was acknowledged is on disk."""

    def __init__(self, path: str, key: bytes, *, older_ok: bool = False) -> None:
        """Open the store at ``path`` with the 32-byte ``key``; one of an older schema only where ``older_ok``. Raises StoreError."""
        self.path = path
        self.key = key
        self._db = connect(path, key, older_ok=older_ok)
        self._file = _identity(path)
        self._heads = Heads(heads_path(path))

    def close(self) -> None:
        """Let the file go."""
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
        with self._alone():
            try:
                self._db.execute("BEGIN IMMEDIATE")
                writer = Writer(self._db, clock, self.path)
                try:
                    lost = self.lost()
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
    def _alone(self) -> Iterator[None]:
        """Write alone, and to the file that was opened."""
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

    def _write_heads(self, writer: Writer) -> None:
        try:
            self._heads.write(self.key, writer.last, writer.heads)
        except OSError as error:
            raise StoreError("heads-not-written", path=heads_path(self.path), said=error.strerror or "") from error

    # -- what can be asked ---------------------------------------------------------------------------------------------------------------

    def _all(self, sql: str, args: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            rows: list[tuple[Any, ...]] = self._db.execute(sql, args).fetchall()
        except dbapi2.Error as error:
            raise translated(error, self.path, self.key) from error
        return rows

    def behind_heads(self) -> bool:
        """Whether the store's end is not the one that the heads file knows: entries were lost, or changed outside this program."""
        last = self._heads.last()
        if last is None:
            return False
        rows = self._all("SELECT hash FROM entry WHERE seq = ?", (last[0],))
        return not rows or rows[0][0] != last[1]

    def lost(self) -> list[dict[str, object]]:
        """Per chain that lies behind its head: its uuid, and the number and hash that the heads file knows."""
        if not self.behind_heads():
            return []
        found = []
        for chain, uuid in self._all("SELECT id, uuid FROM chain"):
            head = self._heads.of(chain)
            if head and not self._all("SELECT 1 FROM entry WHERE chain = ? AND n = ? AND hash = ?", (chain, *head)):
                found.append({"file": uuid, "n": head[0], "hash": head[1]})
        return found or [{"file": self.uuid(STORE), "n": 0, "hash": (self._heads.last() or (0, ""))[1]}]

    def head_beside(self, chain: int) -> tuple[int, str] | None:
        """The number and hash that the heads file knows for ``chain``."""
        return self._heads.of(chain)

    def has_heads(self) -> bool:
        """Whether the heads file is there."""
        return self._heads.exists()

    def uuid(self, chain: int) -> str:
        """The identity of ``chain``."""
        return str(self._all("SELECT uuid FROM chain WHERE id = ?", (chain,))[0][0])

    def meta(self, key: str) -> str | None:
        """The store's own value ``key``, None where it has none."""
        rows = self._all("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def find(self, ref: str) -> FileRow:
        """The file that ``ref`` names, whole or shortened to what is unique. Raises InputError ``no-such-file`` or ``ambiguous-file``."""
        found = _REF.fullmatch(ref.strip())
        rows: list[FileRow] = []
        if found:
            prefix, year, number = found.groups()
            rows = [FileRow(*row) for row in self._all(f"{_FILE} WHERE ref LIKE ? ORDER BY ref", (f"%-%{number}",))]
            rows = [row for row in rows if int(row.ref.rpartition("-")[2]) == int(number)]
            rows = [row for row in rows if not year or row.ref.removeprefix("EX-").startswith(f"{year}-")]
            if prefix or (year and len(ref.strip()) >= len("2026-0001")):
                rows = [row for row in rows if row.exercise == bool(prefix)]
        if not rows:
            raise InputError("no-such-file", ref=ref[:40])
        if len(rows) > 1:
            raise InputError("ambiguous-file", ref=ref[:40], refs=", ".join(row.ref for row in rows[:8]))
        return rows[0]

    def files(self) -> list[FileRow]:
        """Every breach file, in order of opening."""
        return [FileRow(*row) for row in self._all(f"{_FILE} ORDER BY chain")]

    def due(self, chain: int) -> list[DueRow]:
        """The clocks kept for ``chain`` (0: those of a file that was just opened)."""
        return [DueRow(*row) for row in self._all(f"SELECT {', '.join(COLUMNS)} FROM due WHERE chain = ? ORDER BY place", (chain,))]

    def open_due(self) -> list[tuple[Any, ...]]:
        """Of every open file: (ref, exercise, due_stamp, due_until, chain, the DueRow's values…), in one query."""
        columns = ", ".join(f"due.{name}" for name in COLUMNS)
        return self._all(
            f"SELECT file.ref, file.exercise, file.due_stamp, file.due_until, file.chain, {columns} FROM file"
            " LEFT JOIN due ON due.chain = file.chain WHERE file.state = 'open'"
        )

    def rows(self, chain: int) -> list[tuple[bytes, str]]:
        """The stored bytes and hashes of ``chain``, in order."""
        return [(bytes(raw), mark) for raw, mark in self._all("SELECT raw, hash FROM entry WHERE chain = ? ORDER BY seq", (chain,))]

    def texts(self, chain: int) -> dict[str, tuple[bytes, str]]:
        """The texts kept beside ``chain``, by fingerprint: (random bytes, text). Erased ones are absent."""
        rows = self._all("SELECT fingerprint, salt, body FROM text WHERE chain = ? AND body IS NOT NULL", (chain,))
        return {mark: (bytes(salt), body) for mark, salt, body in rows}

    def history(self, chain: int) -> list[Entry]:
        """The entries of ``chain`` in order, their texts put back into their bodies (None: erased)."""
        words: dict[int, dict[str, str | None]] = {}
        for n, name, body in self._all("SELECT n, name, body FROM text WHERE chain = ?", (chain,)):
            words.setdefault(n, {})[name] = body
        entries = [Entry(raw) for raw, _ in self.rows(chain)]
        for entry in entries:
            entry.words = words.get(entry.n, {})
            entry.body = attach(entry.body, entry.words)
        return entries

    def people(self) -> dict[str, str]:
        """The names of those who acted, by id."""
        return dict(self._all("SELECT id, name FROM person"))

    def person(self, known: str) -> tuple[str, str, str] | None:
        """(name, operating-system account, host) of the person ``known``."""
        rows = self._all("SELECT name, os_user, host FROM person WHERE id = ?", (known,))
        return (str(rows[0][0]), str(rows[0][1]), str(rows[0][2])) if rows else None

    def blobs(self, chain: int) -> list[tuple[int, str, int, bytes]]:
        """What is kept to the byte with the entries of ``chain``: (entry number, SHA-256, size, bytes)."""
        return [
            (n, mark, size, bytes(body))
            for n, mark, size, body in self._all("SELECT n, sha256, size, body FROM blob WHERE chain = ? ORDER BY id", (chain,))
        ]

    def chains(self) -> list[tuple[int, str]]:
        """Every chain: (id, uuid); the store's own comes first."""
        return [(number, uuid) for number, uuid in self._all("SELECT id, uuid FROM chain ORDER BY id")]

    def last_kind(self, kind: str) -> Entry | None:
        """The newest entry of ``kind`` in the store's own chain, texts not attached."""
        rows = self._all("SELECT raw FROM entry WHERE chain = ? AND kind = ? ORDER BY n DESC LIMIT 1", (STORE, kind))
        return Entry(bytes(rows[0][0])) if rows else None

    def size(self) -> int:
        """The store's size on disk, in bytes."""
        return sum(os.path.getsize(name) for name in (self.path, f"{self.path}-wal") if os.path.exists(name))

    def search(self, words: Sequence[str]) -> list[tuple[str, int, str]]:
        """(reference, entry number, text) of the texts that hold every one of ``words`` (their beginnings), newest first, at most 200."""
        from breach.storage.lists import found

        return found(self._db, words)

    def first_hash(self, uuid: str) -> str | None:
        """The hash of the first entry of the chain ``uuid``; None where there is none."""
        rows = self._all("SELECT hash FROM entry JOIN chain ON chain.id = entry.chain WHERE chain.uuid = ? AND entry.n = 1", (uuid,))
        return str(rows[0][0]) if rows else None

    def behind_clock(self, now: datetime) -> int:
        """Whole seconds by which the host's clock (``now``, UTC) lies before the newest entry of the store's own chain; 0 where it does not."""
        rows = self._all("SELECT recorded_at FROM entry WHERE chain = ? ORDER BY n DESC LIMIT 1", (STORE,))
        return max(0, -int((now - from_z(rows[0][0])).total_seconds())) if rows else 0


def _identity(path: str) -> tuple[int, int]:
    """What tells the file at ``path`` from another that took its place; (0, 0) where there is none."""
    try:
        about = os.stat(path)
    except OSError:
        return 0, 0
    return about.st_dev, about.st_ino
