"""Which files a store holds, by what reference, and when they are due."""

from __future__ import annotations

import re

from breach.domain.clock_rows import COLUMNS, DueRow
from breach.errors import InputError
from breach.log import kinds
from breach.log.entries import Entry
from breach.storage.asking import STORE, Asking
from breach.storage.cover import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_REF = re.compile(r"(EX-)?(?:(\d{4})-)?0*(\d{1,9})", re.IGNORECASE)
_FILE = (
    "SELECT file.chain, chain.uuid, ref, exercise, opened_at, state, title, due_stamp, due_until, next_due FROM file"
    f" JOIN chain ON chain.id = file.chain AND chain.n > 0 AND chain.id <> {STORE}"
)
"""What lists show of the files that have entries: a row that belongs to no chain is nobody's file (``strays`` names it)."""


class FileRow:
    """What lists show of a breach file: its chain, identity, reference, and summary. Instants are UTC texts.

    ``next_due``: the end of its most urgent dated clock, as kept under ``due_stamp`` until ``due_until``.
    """

    __slots__ = ("chain", "due_stamp", "due_until", "exercise", "next_due", "opened_at", "ref", "state", "title", "uuid")

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
        next_due: str | None,
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
        self.next_due = next_due


class Files(Asking):
    """A store, as far as its files are listed."""

    def find(self, ref: str) -> FileRow:
        """The file that ``ref`` names, whole or shortened to what is unique; in a collection whole only.

        Raises InputError ``no-such-file`` or ``ambiguous-file``.
        """
        if "/" in ref:
            rows = [self._file_row(row) for row in self._all(f"{_FILE} WHERE ref = ?", (ref.strip(),))]
            if not rows:
                raise InputError("no-such-file", ref=ref[:60])
            return rows[0]
        found = _REF.fullmatch(ref.strip())
        rows = []
        if found:
            prefix, year, number = found.groups()
            rows = [self._file_row(row) for row in self._all(f"{_FILE} WHERE ref LIKE ? AND ref NOT LIKE ? ORDER BY ref", (f"%-%{number}", "%/%"))]
            rows = [row for row in rows if int(row.ref.rpartition("-")[2]) == int(number)]
            rows = [row for row in rows if not year or row.ref.removeprefix("EX-").startswith(f"{year}-")]
            if prefix or (year and len(ref.strip()) >= len("2026-0001")):
                rows = [row for row in rows if row.exercise == bool(prefix)]
        if not rows:
            raise self._not_found(ref)
        if len(rows) > 1:
            raise InputError("ambiguous-file", ref=ref[:40], refs=", ".join(row.ref for row in rows[:8]))
        return rows[0]

    def _not_found(self, ref: str) -> InputError:
        """What to say of a reference that no file has: destroyed on record, or never given."""
        for (raw,) in self._all("SELECT raw FROM entry WHERE chain = ? AND kind = ? ORDER BY n DESC", (STORE, kinds.FILE_DESTROYED)):
            entry = Entry(bytes(raw))
            if entry.body["ref"].casefold() == ref.strip().casefold():
                return InputError("file-was-destroyed", ref=entry.body["ref"], at=entry.recorded_at, n=entry.n)
        return InputError("no-such-file", ref=ref[:40])

    def files(self, collection: str | None = "") -> list[FileRow]:
        """The organisation's own breach files, or those of ``collection``, or (None) all of them, in order of opening."""
        if collection is None:
            rows = self._all(f"{_FILE} ORDER BY file.chain")
        elif collection:
            rows = self._all(f"{_FILE} WHERE substr(ref, 1, ?) = ? ORDER BY file.chain", (len(collection) + 1, f"{collection}/"))
        else:
            rows = self._all(f"{_FILE} WHERE ref NOT LIKE ? ORDER BY file.chain", ("%/%",))
        return [self._file_row(row) for row in rows]

    def file_of(self, chain: int) -> FileRow | None:
        """The file whose chain is ``chain``; None where it has no file, or no more."""
        rows = self._all(f"{_FILE} WHERE file.chain = ?", (chain,))
        return self._file_row(rows[0]) if rows else None

    def collections(self) -> list[str]:
        """The names of the collections."""
        return [str(row[0])[:-2] for row in self._all("SELECT ref FROM file WHERE ref LIKE ? ORDER BY ref", ("%/1",))]

    def _file_row(self, row: tuple[Any, ...]) -> FileRow:
        found = FileRow(*row)
        if self.cover is not PLAIN:
            found.title = self._shown(found.title, "title", found.uuid)
        return found

    def due(self, chain: int) -> list[DueRow]:
        """The clocks kept for ``chain`` (0: those of a file that was just opened)."""
        return [DueRow(*row) for row in self._all(f"SELECT {', '.join(COLUMNS)} FROM due WHERE chain = ? ORDER BY place", (chain,))]

    def open_due(self) -> Iterable[tuple[Any, ...]]:
        """Of every open file: (ref, exercise, due_stamp, due_until, chain, the DueRow's values…), in one query."""
        columns = ", ".join(f"due.{name}" for name in COLUMNS)
        return self._each(
            f"SELECT file.ref, file.exercise, file.due_stamp, file.due_until, file.chain, {columns} FROM file"
            f" JOIN chain ON chain.id = file.chain AND chain.n > 0 AND chain.id <> {STORE}"
            " LEFT JOIN due ON due.chain = file.chain WHERE file.state = 'open'"
        )
