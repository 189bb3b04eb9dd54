"""Reminders of deadlines: which one stands now, and putting on record that a screen showed it and that somebody saw it.

What was read is kept between two looks: while nobody wrote and no moment came, a look is one small query.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from breach.domain.instants import from_z, to_z
from breach.domain.reminders import following, reached
from breach.errors import BreachError
from breach.log import kinds
from breach.log.fold import fold
from breach.service import clocks
from breach.service.law_stamp import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.service.desk import Acting, Desk
    from breach.service.ports import FileRow

AT_ONCE = 5
"""How many files whose kept clocks no longer hold are worked out in one look."""
MOST = 100
"""How many reminders stand at once at most, the most urgent ones."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that nobody acknowledged: ``hours`` before the end of the clock ``row`` of the file ``ref``. ``entry``: the number of the
    entry that says it was shown, None where none does yet.
    """

    chain: int
    ref: str
    exercise: bool
    row: DueRow
    hours: int
    entry: int | None = None

    @property
    def key(self) -> tuple[int, str, str, int]:
        """What tells it from every other reminder, whether on record or not."""
        return self.chain, self.row.clock, self.row.due_at or "", self.hours


class Reminders:
    """The reminders of the open files of ``desk``; ``hours_of`` gives the hours for a clock's id. Nothing is reminded of under a told time."""

    def __init__(self, desk: Desk, hours_of: Callable[[str], Sequence[int]]) -> None:
        self._desk = desk
        self._hours_of = hours_of
        self._mark = ""
        self._seq = -1
        self._wake: datetime | None = None
        self._files: dict[int, tuple[str, bool, list[DueRow]]] = {}
        self._state: dict[int, tuple[datetime, list[Reminder]]] = {}
        self._stale: list[int] = []
        self._records: dict[int, dict[tuple[int, str, str, int], tuple[int, bool]]] = {}
        self._seen_here: set[tuple[int, str, str, int]] = set()
        self._shown: tuple[int, str, str, int] | None = None
        self._standing: list[Reminder] = []

    def standing(self) -> list[Reminder]:
        """The reminders that have come and that nobody acknowledged, the most urgent first. One that was shown stands until it is acknowledged,
        past the clock's end too; others end with it. Raises BreachError.
        """
        if self._desk.fixed is not None:
            return []
        if self._renewed() or self._wake is None or self._desk.now() >= self._wake or self._stale:
            self._work_out()
        return self._standing

    def shown(self, reminder: Reminder) -> None:
        """Put on record that ``reminder`` was shown, unless it is on record; where the store is only read, nothing is. Raises BreachError."""
        self._shown = reminder.key
        if reminder.entry is not None or self._desk.store.read_only:
            return
        row = self._desk.store.file_of(reminder.chain)
        if row is None:
            return
        with self._desk.acting() as act:
            self._on_record(act, row, reminder)

    def acknowledge(self, reminder: Reminder) -> None:
        """Put on record that the desk's person saw ``reminder``; where the store is only read, it leaves this screen alone. Raises BreachError."""
        row = self._desk.store.file_of(reminder.chain)
        if row is not None and not self._desk.store.read_only:
            with self._desk.acting() as act:
                entry, seen = self._on_record(act, row, reminder)
                if not seen:
                    act.append(row, kinds.REMINDER_SEEN, {"entry": entry})
        self._seen_here.add(reminder.key)
        self._wake = None

    def _on_record(self, act: Acting, row: FileRow, reminder: Reminder) -> tuple[int, bool]:
        """The entry that says ``reminder`` was shown, and whether somebody saw it; written where the file has none: a colleague's screen may have
        written it a moment ago, or somebody may have retracted it.
        """
        held = self._recorded(reminder.chain).get(reminder.key)
        if held is not None:
            return held
        body = {"clock": reminder.row.clock, "due_at": reminder.row.due_at, "hours": reminder.hours}
        return act.append(row, kinds.REMINDED, body).n, False

    def coming(self) -> list[datetime]:
        """When reminders come from now on (UTC), without what they are about: for who may not read the files. Raises BreachError."""
        self.standing()
        now = self._desk.now()
        found = (following(row, self._hours_of(row.clock), now) for _, _, rows in self._files.values() for row in rows)
        return sorted(at for at in found if at is not None)

    # -- reading

    def _renewed(self) -> bool:
        """Read what changed since the last look: whether anything did."""
        store, mark = self._desk.store, stamp(self._desk.store)
        seq = store.last_seq()
        if (seq, mark) == (self._seq, self._mark):
            return False
        if self._seq < 0 or mark != self._mark:
            self._read_all(mark)
        else:
            for chain in store.touched(self._seq):
                self._records.pop(chain, None)
                self._read(chain)
        self._seq, self._mark = seq, mark
        return True

    def _read_all(self, mark: str) -> None:
        self._files, self._records, self._state = {}, {}, {}
        stale: dict[int, None] = {}
        for chain, clock in clocks.kept_open(self._desk, mark):
            if clock is None:
                stale[chain] = None
            elif clock.row.due_at and clock.row.governs():  # of what has no date, or is over, nothing is ever reminded
                self._files.setdefault(chain, (clock.ref, clock.exercise, []))[2].append(clock.row)
        self._stale = list(stale)

    def _read(self, chain: int) -> None:
        row = self._desk.store.file_of(chain)
        self._files.pop(chain, None)
        self._state.pop(chain, None)
        if row is not None and row.state == "open":
            self._files[chain] = (row.ref, row.exercise, _rows(self._desk, row))

    def _recorded(self, chain: int) -> dict[tuple[int, str, str, int], tuple[int, bool]]:
        """What the file says of its reminders, read anew: entry number and whether somebody saw it, by key."""
        file = fold(self._desk.store.of_kinds(chain, kinds.REMINDED, kinds.REMINDER_SEEN, kinds.RETRACT))
        seen = {act.body["entry"] for act in file.reminders_seen}
        self._records[chain] = {(chain, a.body["clock"], a.body["due_at"], a.body["hours"]): (a.n, a.n in seen) for a in file.reminders}
        return self._records[chain]

    # -- working out

    def _work_out(self) -> None:
        for chain in self._stale[:AT_ONCE]:
            self._read(chain)
        self._stale = self._stale[AT_ONCE:]
        now = self._desk.now()
        come = sorted(self._come(now), key=lambda reminder: (reminder.row.due_at or "", reminder.ref))
        self._standing = []
        for reminder in come:
            records = self._records[reminder.chain] if reminder.chain in self._records else self._recorded(reminder.chain)
            entry, seen = records.get(reminder.key, (None, False))
            if not seen and reminder.key not in self._seen_here:
                self._standing.append(replace(reminder, entry=entry))
            if len(self._standing) == MOST:
                break
        self._wake = min((until for until, _ in self._state.values()), default=_FAR)

    def _come(self, now: datetime) -> Iterator[Reminder]:
        text = to_z(now)
        for chain in self._files:
            until, come = self._state.get(chain, (now, []))
            if now >= until:
                come = self._see(chain, now)
            yield from (reminder for reminder in come if (reminder.row.due_at or "") > text or reminder.key == self._shown)

    def _see(self, chain: int, now: datetime) -> list[Reminder]:
        """What has come for the file of ``chain``; kept until something else comes, or one of its clocks ends."""
        ref, exercise, rows = self._files[chain]
        come, moments = [], [_FAR]
        for row in rows:
            hours = self._hours_of(row.clock)
            last, ahead = reached(row, hours, now), following(row, hours, now)
            if last is not None:
                come.append(Reminder(chain, ref, exercise, row, last))
                moments += [at for at in (from_z(row.due_at or ""),) if at > now]
            moments += [ahead] if ahead is not None else []
        self._state[chain] = (min(moments), come)
        return come


_FAR = from_z("9999-01-01T00:00:00Z")


def _rows(desk: Desk, row: FileRow) -> list[DueRow]:
    try:
        return [clock.row for clock in clocks.of_file(desk, row)]
    except BreachError:
        return []  # a file that cannot be worked out says so on its own screen; it must not silence the others
