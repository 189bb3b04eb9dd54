"""Which clocks run for a file, from which start, until when: regimes as dated data, applied to facts, profile and record.

A duration is looked up by the day of its start, so a case keeps the law that applied to it. Lateness that was frozen at a filing is taken
from the filing and never worked out again. A clock ends only by a decision or by the law, never by a score.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from breach import resources
from breach.domain.clock_rows import DueRow, seconds
from breach.domain.facts import Facts, fact_of
from breach.domain.instants import from_z, to_z
from breach.law.triggers import holds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Start:
    """A start of a clock: the anchor's instant (UTC), and ``signed``, ``candidate`` or ``superseded``."""

    at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A real filing: form, type, when (UTC), and the lateness frozen at it: seconds by (clock, start as UTC text)."""

    form: str
    kind: str
    at: datetime
    frozen: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """What a file's record says to the clocks. ``starts``: by anchor fact; ``sendings``: instants (UTC) at which people were told;
    ``choices``: the standing decisions, choice and instant by question; ``suspected``: since when something is suspected (UTC).
    """

    starts: Mapping[str, Sequence[Start]]
    filings: Sequence[Filing] = ()
    sendings: Sequence[datetime] = ()
    choices: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    suspected: datetime | None = None


@cache
def regimes() -> tuple[Mapping[str, Any], ...]:
    """Every regime, read from its TOML."""
    return tuple(tomllib.loads(resources.read_text(name)) for name in resources.names("law/regimes", ".toml"))


def rows(record: Record, facts: Facts, promises: Sequence[Mapping[str, Any]], now: datetime) -> list[DueRow]:
    """Every clock of a file at ``now`` (UTC), most urgent first: one row a start, one row where it has not started.

    ``promises``: public promises and contract clauses of the profile, in the form of a regime's clock (see ``breach.service.clocks``).
    """
    clocks = [clock for regime in regimes() for clock in regime["clock"]] + list(promises)
    found = [row for clock in clocks for row in _of_clock(clock, record, facts, now)]
    return sorted(found, key=DueRow.urgency)


def changes_at(facts: Facts, now: datetime) -> datetime | None:
    """The next instant (UTC) at which an assumption expires and the clocks must be worked out again; None where there is none."""
    ends = [fact.until for fact in facts.values() if fact.state == "assumed" and fact.until is not None and fact.until > now]
    return min(ends, default=None)


def _of_clock(clock: Mapping[str, Any], record: Record, facts: Facts, now: datetime) -> list[DueRow]:
    # A level of risk that a promise names never ends its clock by itself: the assessment proposes, a person decides.
    if holds(clock.get("when", {}), facts, now) is False:
        return []
    starts = record.starts.get(clock["anchor"], ())
    bare = _bare(clock, hours_on(clock, now.date()))
    if not starts:
        bare.since = to_z(record.suspected) if record.suspected else None
        return [_ended(bare, clock, record)]
    found = []
    for start in starts:
        row = _bare(clock, hours_on(clock, start.at.date())).started(start.at, start.status)
        if not _settled(row, clock, record):
            row = _ended(row, clock, record)
        found.append(row)
    return found


def _bare(clock: Mapping[str, Any], hours: int | None) -> DueRow:
    return DueRow(
        clock["id"],
        clock["recipient_fr"],
        clock["recipient_en"],
        clock["anchor"],
        None,
        "",
        None,
        "not_started",
        None,
        None,
        None,
        hours,
        clock["why_fr"],
        clock["why_en"],
        clock["source"],
        int(clock["to_check"]),
        None,
    )


def hours_on(clock: Mapping[str, Any], day: date) -> int | None:
    """The elapsed hours that ``clock`` allows when it starts on ``day``; None where the text gives none."""
    valid = [d for d in clock["duration"] if d["from"] <= day < d.get("until", date.max)]
    return valid[-1].get("hours") if valid else None


def _ended(row: DueRow, clock: Mapping[str, Any], record: Record) -> DueRow:
    for end in clock.get("ended_by", ()):
        choice = record.choices.get(end["question"])
        if choice is not None and choice[0] == end["choice"]:
            row.settled, row.settled_at = "not_applicable", to_z(choice[1])
    return row


def _settled(row: DueRow, clock: Mapping[str, Any], record: Record) -> bool:
    """Let the first filing or sending on record settle ``row``: whether there was one.

    First in the order of entry: lateness that was frozen stands whatever was corrected, and whatever was recorded since.
    """
    done = [(f.at, f.frozen.get((row.clock, row.anchor_at or ""))) for f in record.filings if f.form in clock.get("met_by_forms", ())]
    if clock.get("met_by_sending"):
        done += [(at, None) for at in record.sendings]
    if not done:
        return False
    at, frozen = done[0]
    row.settled_at = to_z(at)
    late = frozen if frozen is not None else seconds(from_z(row.due_at), at) if row.due_at else 0
    row.settled, row.late_by = ("late", late) if late else ("met", None)
    return True


def lateness(row: DueRow, at: datetime) -> int:
    """Seconds by which a filing at ``at`` (UTC) comes after the end of ``row``; 0 where in time or where there is no end."""
    return seconds(from_z(row.due_at), at) if row.due_at else 0


def started_from_fact(facts: Facts, anchor: str, now: datetime) -> list[Start]:
    """The candidate start that the fact ``anchor`` gives, none where it is unknown."""
    value = fact_of(facts, anchor, now).value
    return [Start(value, "candidate")] if isinstance(value, datetime) else []


def due_of(start: datetime, hours: int) -> datetime:
    """``start`` plus ``hours`` elapsed hours (UTC)."""
    return start + timedelta(hours=hours)
