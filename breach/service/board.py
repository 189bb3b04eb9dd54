"""Every file in a line each, most urgent first, kept in step with the store: what did not change is not read again.

The order is that of ``breach list``, but for files without a date, of which the newest comes first. No clock is read for it: the end of a file's
most urgent dated clock is kept with the file (``breach.service.clocks``).
"""

from __future__ import annotations

from itertools import takewhile

from breach.domain.clock_rows import next_of
from breach.domain.instants import from_z
from breach.domain.mandate import same_person
from breach.service import clocks
from breach.service.kept_waiting import PREFIX, kept
from breach.service.law_stamp import stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Store

OPEN, LATE, MINE, EXERCISES, CLOSED = FILTERS = ("open", "late", "mine", "exercises", "closed")
"""Which files are looked at: open ones; those of them that are late, that I wrote in, that are exercises; closed ones."""
STORE = 1
"""The id of the store's own chain."""
AT_ONCE = 5000
"""How many entries are looked at together where one's own files are looked for."""


class Board:
    """The files of ``desk``'s store, as ``renew`` last read them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._files: dict[int, FileRow] = {}
        self._waiting: dict[str, list[str]] = {}
        self._seq = -1
        self._order: dict[str, list[FileRow]] = {}
        self._mark = ""
        self._worked: set[int] = set()
        self.mine: set[int] | None = None
        self._mine_to = 0

    def renew(self) -> bool:
        """Read what was recorded since the last time, all of it the first time; whether there was anything. Raises StoreError."""
        store = self._desk.store
        seq, mark = store.last_seq(), stamp(store)
        if mark != self._mark:
            self._worked.clear()
        changed = mark != self._mark
        if seq != self._seq:
            touched = store.touched(self._seq) if self._seq >= 0 else [STORE]
            if STORE in touched:  # a profile, a destroyed file, the first time
                self._files = {row.chain: row for row in store.files()}
                self._waiting = kept(self._desk)
            for chain in touched:
                self._read(chain)
            changed = True
        self._seq, self._mark = seq, mark
        if changed:
            self._order.clear()
        return changed

    def _read(self, chain: int) -> None:
        if chain == STORE:
            return
        row = self._desk.store.file_of(chain)
        if row is None or "/" in row.ref:  # files of collections are other people's
            self._files.pop(chain, None)
            return
        self._files[chain] = row
        self._worked.discard(chain)
        word = self._desk.store.meta(f"{PREFIX}{row.ref}") or ""
        self._waiting[row.ref] = word.split(",") if word else []

    def rows(self, wanted: str) -> list[FileRow]:
        """The files of the filter ``wanted``, most urgent first; closed ones the last opened first."""
        if wanted not in self._order:
            self._order[wanted] = self._rows(wanted)
        if wanted != LATE:
            return self._order[wanted]
        now = self._desk.now()
        return list(takewhile(lambda row: bool(row.next_due) and from_z(row.next_due or "") < now, self._order[LATE]))

    def _rows(self, wanted: str) -> list[FileRow]:
        if wanted == CLOSED:
            return sorted((row for row in self._files.values() if row.state != "open"), key=lambda row: row.chain, reverse=True)
        if wanted == MINE:
            return [row for row in self.rows(OPEN) if row.chain in (self.mine or ())]
        if wanted == EXERCISES:
            return [row for row in self.rows(OPEN) if row.exercise]
        found = [row for row in self._files.values() if row.state == "open"]
        dated = sorted((row for row in found if row.next_due), key=lambda row: (row.next_due or "", row.chain))
        undated = sorted((row for row in found if not row.next_due), key=lambda row: row.chain, reverse=True)
        return [*dated, *undated]

    def count(self, wanted: str) -> int | None:
        """How many files ``wanted`` has; None where one's own were not looked for yet."""
        return None if wanted == MINE and self.mine is None else len(self.rows(wanted))

    def waiting(self, ref: str) -> list[str]:
        """The kinds of what waits in the file ``ref``."""
        return self._waiting.get(ref, [])

    # -- clocks

    def clocks_of(self, row: FileRow) -> list[clocks.Clock]:
        """The clocks of ``row`` that stand, worked out where those kept do not hold any more."""
        row, held = self._files.get(row.chain, row), not self.is_stale(row)
        found = clocks.of_row(self._desk, row, self._mark)
        if not held:
            self._worked_out(row, found)
        return [clock for clock in found if clock.row.governs()]

    def _worked_out(self, row: FileRow, found: list[clocks.Clock]) -> None:
        """The end of ``row`` may be another now. Where nothing can be kept (a disk that became read-only) it is not worked out at every look."""
        self._read(row.chain)
        again = self._files.get(row.chain, row)
        if not clocks.kept_for(again, self._mark, self._desk.now()):
            self._worked.add(row.chain)
        again.next_due = next_of(clock.row for clock in found)

    def reorder(self) -> None:
        """Put the files in order by what was worked out since: ten thousand are not sorted after each."""
        self._order.clear()

    def work_out(self, most: int) -> None:
        """Work out the first ``most`` files whose kept clocks do not hold any more, before any is counted or put in order."""
        first = self.stale()[:most]
        for row in first:
            self.clocks_of(row)
        if first:
            self.reorder()

    def stale(self) -> list[FileRow]:
        """The open files, most urgent first, whose kept clocks do not hold any more: another law or profile, or a day that changes them."""
        return [row for row in self.rows(OPEN) if self.is_stale(row)]

    def is_stale(self, row: FileRow) -> bool:
        """Whether the clocks kept with ``row`` do not hold any more, and were not worked out by this either."""
        row = self._files.get(row.chain, row)  # as it is now: the one in hand may have been read before
        return row.chain not in self._worked and not clocks.kept_for(row, self._mark, self._desk.now())

    def plan_ahead(self) -> None:
        """Keep the clocks of a file that is yet to be opened, so that ``breach log`` need not read the law."""
        clocks.plan_ahead(self._desk, self._mark)

    # -- one's own

    def look_for_mine(self, store: Store, stopped: Callable[[], bool]) -> tuple[set[int], int] | None:
        """The files in which this desk's person wrote since the last look, over ``store`` (which may be another connection), and up to which entry;
        None where it was broken off.
        """
        own = {known for known, name in store.people().items() if same_person(name, self._desk.actor.name)}
        at, end, found = self._mine_to, store.last_seq(), set[int]()
        while at < end:
            if stopped():
                return None
            upto = min(at + AT_ONCE, end)
            found |= store.acted_in(own, at, upto) if own else set()
            at = upto
        return found, end

    def found_mine(self, found: set[int], upto: int) -> None:
        """Take over what ``look_for_mine`` found."""
        self.mine = (self.mine or set()) | found
        self._mine_to = upto
        self._order.pop(MINE, None)
