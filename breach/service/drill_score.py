"""A drill's score sheet: what was done, against what the law and the playbooks expect, with what to improve and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from breach.playbook.scenario import HOURS
from breach.service import drill_acts, drill_clocks, drill_follow
from breach.service.drill_lines import Case, Line
from breach.service.drills import running
from breach.service.files import read_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from breach.service.desk import Desk
    from breach.service.drills import Running
    from breach.service.files import Opened


@dataclass(frozen=True, slots=True)
class Sheet:
    """The score of ``drill`` at ``at`` (UTC). ``ref``: the file that is judged, "" where none was opened; ``over``: whether the 72 hours are."""

    drill: Running
    at: datetime
    ref: str
    over: bool
    lines: tuple[Line, ...]

    @property
    def kept(self) -> int:
        """How many lines are as expected."""
        return sum(line.ok is True for line in self.lines)

    @property
    def judged(self) -> int:
        """How many lines can be judged: an expectation whose time still runs is not."""
        return sum(line.ok is not None for line in self.lines)


def score(desk: Desk) -> Sheet:
    """The sheet of the drill that the store of ``desk`` holds, in the language of the desk. Raises InputError ``no-drill``.

    One incident has one file: that which says most is judged, and the others are named.
    """
    drill, now = running(desk), desk.now()
    files = [read_row(desk, row) for row in desk.store.files(None) if row.exercise]
    files = [opened for opened in files if opened.file.duplicate_of() is None]
    chosen = max(files, key=lambda opened: (opened.file.entries, opened.row.ref), default=None)
    over = now >= drill.scenario.starts + timedelta(hours=HOURS)
    case = Case(desk, drill, drill.scenario.told(drill.seed), chosen, now, over)
    return Sheet(drill, now, chosen.row.ref if chosen else "", over, tuple(_lines(case, files)))


def _lines(case: Case, files: list[Opened]) -> Iterator[Line]:
    yield drill_acts.first_record(case, files)
    if case.opened is None:
        return
    if len(files) > 1:
        yield drill_acts.one_file(case, [opened.row.ref for opened in files])
    yield drill_acts.aware(case)
    yield from drill_acts.facts(case)
    yield from drill_acts.decisions(case)
    if case.want.filing:
        yield drill_acts.filed(case)
    if case.want.letter:
        yield drill_acts.letter(case)
    yield from drill_clocks.others(case)
    yield drill_acts.stale_decisions(case)
    yield from drill_follow.injects(case)
    yield from drill_follow.playbooks(case)
