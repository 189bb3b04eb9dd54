"""Every clock of every file. What is kept with the file is read; where facts, law or profile changed since, it is worked out again and kept.

Reading kept clocks loads neither the law nor the catalogue; ``breach.service.clock_work`` does the working out.
"""

from __future__ import annotations

import sys

from breach.domain.clock_rows import DueRow, next_of, state_of, view
from breach.domain.instants import from_z
from breach.service.law_stamp import stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from typing import Any

    from breach.service.desk import Desk
    from breach.service.ports import FileRow


class Clock:
    """A clock of a file, for a face to show."""

    __slots__ = ("exercise", "ref", "row", "title")

    def __init__(self, ref: str, row: DueRow, *, exercise: bool) -> None:
        self.ref = ref
        self.row = row
        self.exercise = exercise

    def data(self, desk: Desk) -> dict[str, Any]:
        """The element of ``clock --json``."""
        return view(self.row, self.ref, exercise=self.exercise, now=desk.now(), zone=desk.zone, lang=desk.lang)

    def state(self, now: datetime) -> str:
        """``running``, ``met``, ``late`` or ``not_applicable`` at ``now``."""
        return state_of(self.row, now)


def all_open(desk: Desk) -> list[Clock]:
    """The clocks of every open file, what bites first on top."""
    now, mark = desk.now(), stamp(desk.store)
    found: list[Clock] = []
    dirty: dict[int, str] = {}
    for ref, exercise, due_stamp, until, chain, *values in desk.store.open_due():
        if not _fresh(due_stamp, until, mark, now):
            dirty[chain] = ref
        elif values[0] is not None:
            found.append(Clock(ref, DueRow(*values), exercise=bool(exercise)))
    if dirty or desk.store.meta("due_plan") != mark:
        from breach.service import clock_work

        for ref in dirty.values():
            row = desk.store.find(ref)
            found += [Clock(ref, due, exercise=row.exercise) for due in clock_work.refresh(desk, row, mark)]
        clock_work.plan(desk, mark)
    return sorted(found, key=lambda clock: (*clock.row.urgency(), clock.ref))


def kept_open(desk: Desk, mark: str) -> Iterator[tuple[int, Clock | None]]:
    """The clocks kept with every open file under the stamp ``mark``, each with the file's chain; None for a file whose clocks no longer hold."""
    now = desk.now()
    for ref, exercise, due_stamp, until, chain, *values in desk.store.open_due():
        if not _fresh(due_stamp, until, mark, now):
            yield chain, None
        elif values[0] is not None:
            yield chain, Clock(ref, DueRow(*map(_one, values)), exercise=bool(exercise))


def _one(value: Any) -> Any:
    """``value``, a text that stands with many files as one object: ten thousand files name a handful of clocks."""
    return sys.intern(value) if type(value) is str else value


def next_due(desk: Desk, rows: Iterable[FileRow]) -> dict[str, str | None]:
    """By reference, of the open files of ``rows``, when the most urgent dated clock ends (UTC text). What is kept with the file is read, no clock."""
    now, mark = desk.now(), stamp(desk.store)
    return {
        row.ref: row.next_due if _fresh(row.due_stamp, row.due_until, mark, now) else next_of(clock.row for clock in of_file(desk, row))
        for row in rows
        if row.state == "open"
    }


def of_file(desk: Desk, row: FileRow) -> list[Clock]:
    """The clocks of one file, open or closed."""
    return of_row(desk, row, stamp(desk.store))


def of_row(desk: Desk, row: FileRow, mark: str) -> list[Clock]:
    """The clocks of one file under the stamp ``mark``, which is asked for once where many files are shown."""
    if _fresh(row.due_stamp, row.due_until, mark, desk.now()):
        rows = desk.store.due(row.chain)
    else:
        from breach.service import clock_work

        rows = clock_work.refresh(desk, row, mark)
    return [Clock(row.ref, due, exercise=row.exercise) for due in rows]


def kept_for(row: FileRow, mark: str, now: datetime) -> bool:
    """Whether the clocks kept with ``row`` hold under ``mark`` at ``now``: reading them works nothing out."""
    return _fresh(row.due_stamp, row.due_until, mark, now)


def plan_ahead(desk: Desk, mark: str) -> None:
    """Keep the clocks of a file that is yet to be opened, where those kept are of another law or profile."""
    if desk.store.meta("due_plan") != mark:
        from breach.service import clock_work

        clock_work.plan(desk, mark)


def forged(desk: Desk) -> list[str]:
    """References of the open files whose kept clocks, or what lists show of them, are not those that their entries give now."""
    from breach.errors import StoreError
    from breach.service import clock_work
    from breach.service.files import read_row

    now, mark, found = desk.now(), stamp(desk.store), []
    for row in desk.store.files(None):
        if row.state == "open" and _fresh(row.due_stamp, row.due_until, mark, now):
            try:
                kept = desk.store.due(row.chain)
                right = clock_work.worked_out(read_row(desk, row), now)
            except StoreError:
                found.append(row.ref)
                continue
            if row.next_due != next_of(right) or [one.values() for one in kept] != [one.values() for one in right]:
                found.append(row.ref)
    return found


def _fresh(due_stamp: str | None, until: str | None, mark: str, now: datetime) -> bool:
    return due_stamp == mark and not (until and now >= from_z(until))


def lines_of(desk: Desk, clocks: Sequence[Clock]) -> list[str]:
    """One line in words per clock, in columns."""
    from breach.domain import clock_words
    from breach.i18n import t

    wide, now = max((len(clock.row.clock) for clock in clocks), default=0), desk.now()
    marks = {True: t("clock.exercise") + " ", False: ""}
    return [f"{marks[clock.exercise]}{clock.ref:<9}  {clock.row.clock:<{wide}}  {clock_words.line(clock.row, now, desk.zone)}" for clock in clocks]
