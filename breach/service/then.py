"""A file as it was known at each of its entries: its clocks, its assessment, its facts and its decisions then. For reading; nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.catalogue.loader import load
from breach.domain import clock_words, decided_lines
from breach.domain.decided_words import of
from breach.domain.instants import from_z, zone_of
from breach.i18n import t
from breach.log import kinds
from breach.log.fold import fold
from breach.service import assessing, verdict
from breach.service.clock_work import worked_out
from breach.service.decided import act_data, told
from breach.service.files import Opened, profile_in, profiles_of, typed
from breach.service.gist import on_one_line
from breach.service.handover import facts_by_state
from breach.service.handover_words import fact_line
from breach.service.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from breach.log.entries import Entry
    from breach.service.desk import Desk
    from breach.service.ports import FileRow

WEIGHTY = {
    kinds.AWARE: "A",
    kinds.DECISION: "D",
    kinds.FILED: "N",
    kinds.SENT: "P",
}
"""The entries from which the file is looked back on most: letters, shown on the slider and jumped to."""


@dataclass(frozen=True, slots=True)
class Point:
    """An entry as a point to look back from: its number, when it was recorded (UTC), its kind, and its letter ("" for most)."""

    n: int
    at: datetime
    kind: str
    letter: str


@dataclass(frozen=True, slots=True)
class Then:
    """The file at a point: the entry's number, when it was recorded (UTC), its kind, who wrote it and its text; ``parts``: by name their lines."""

    n: int
    at: datetime
    kind: str
    actor: str
    text: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


class Past:
    """The past of the file ``row``: its entries and the organisation's profiles, read once."""

    def __init__(self, desk: Desk, row: FileRow) -> None:
        self._desk = desk
        self._row = row
        self._entries = desk.store.history(row.chain)
        self._profiles = profiles_of(desk)
        self.points = [Point(entry.n, from_z(entry.recorded_at), entry.kind, WEIGHTY.get(entry.kind, "")) for entry in self._entries]
        """Every entry, oldest first."""

    def at(self, n: int) -> Then:
        """The file as it was known once its entry ``n`` was recorded."""
        file, at = fold(self._entries[:n]), self.points[n - 1].at
        opened = Opened(self._row, file, typed(file, load()), profile_in(self._profiles, at))
        line, people = file.timeline[-1], self._desk.store.people()
        parts = _parts(self._desk, opened, at, self._entries)
        return Then(
            line.n,
            at,
            line.kind,
            people.get(line.actor, line.actor),
            on_one_line(line, self._desk.lang, self._desk.zone),
            parts,
        )


def at_instant(found: Sequence[Point], at: datetime) -> int:
    """The number of the last of the points ``found`` that was on record at ``at`` (UTC); 0 where none was."""
    return max((point.n for point in found if point.at <= at), default=0)


def _parts(desk: Desk, opened: Opened, at: datetime, entries: list[Entry]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What stood at ``at``, part by part; a part of which nothing was there says so."""
    facts, people, zone = facts_by_state(opened, desk, at), desk.store.people(), zone_of(desk.zone)
    assessed = assessing.appraised(desk, opened, now=at)
    acts = {
        "decisions": told(desk, opened, at, entries),
        "opinions": [act_data(act, people) for act in opened.file.opinions],
        "filings": [act_data(act, people) for act in opened.file.filings],
        "ratifications": [act_data(act, people) for act in opened.file.ratifications],
    }
    found = {
        "clocks": [clock_words.line(row, at, desk.zone) for row in worked_out(opened, at)],
        "advice": [verdict.line(assessed.made)],
        "decided": decided_lines.decisions(acts, zone, desk.zone),
        "filings": decided_lines.filings(acts, zone, desk.zone),
        "waiting": [of(item.data(), desk.zone) for item in waiting(opened, at)],
        "known": [fact_line(item) for item in facts["known"]],
        "assumed": [fact_line(item) for item in facts["assumed"]],
        "unknown": [str(item["question"]) for item in facts["unknown"]],
        "assessment": assessing.in_words(assessed, desk.lang),
    }
    return tuple((name, tuple(lines) or (t("review.nothing"),)) for name, lines in found.items())
