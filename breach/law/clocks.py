"""Which clocks run for a file, from which start, until when: regimes as dated data, applied to facts, profile and record.

A duration is looked up by the day of its start, so a case keeps the law that applied to it. Lateness that was frozen at a filing is taken
from the filing and never worked out again. A clock ends only by a decision or by the law, never by a score.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from breach.domain.clock_rows import DueRow, seconds
from breach.domain.facts import Facts, fact_of
from breach.domain.instants import from_z, to_z
from breach.i18n import t
from breach.law import durations
from breach.law.recipients import Recipient, recipients_of
from breach.law.regime_data import clocks_of_law, settles
from breach.law.setting import Setting
from breach.law.starts import CAP, ENTRY, FILED, capped, started_from_fact, starts_of, within
from breach.law.triggers import holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from breach.law.record import Filing, Record, Start

    Clock = Mapping[str, Any]


def rows(
    record: Record,
    facts: Facts,
    promises: Sequence[Clock],
    now: datetime,
    setting: Setting | None = None,
    law: Sequence[Clock] | None = None,
) -> list[DueRow]:
    """Every clock of a file at ``now`` (UTC), most urgent first: one row a start, one row where it has not started.

    ``promises``: public promises and contract clauses of the profile, in the form of a regime's clock (see ``breach.service.promises``).
    ``setting``: what the profile says of the organisation; default: nothing but the usual zone. ``law``: the clocks of the regimes.
    """
    clocks = [*(clocks_of_law() if law is None else law), *promises]
    return sorted((row for row, *_ in _each(clocks, record, facts, now, setting or Setting())), key=DueRow.urgency)


def settled_by(
    record: Record, filing: Filing, facts: Facts, promises: Sequence[Clock], now: datetime, setting: Setting | None = None
) -> list[DueRow]:
    """The clocks that ``filing`` settles which nothing settled before it: what its lateness is frozen against."""
    before = {_key(row) for row in rows(record, facts, promises, now, setting) if row.settled in ("met", "late")}
    after = rows(replace(record, filings=[*record.filings, filing]), facts, promises, now, setting)
    return [row for row in after if row.settled in ("met", "late") and _key(row) not in before and row.settled_at == to_z(filing.at)]


def addressees(
    record: Record, form: str, kind: str, facts: Facts, promises: Sequence[Clock], now: datetime, setting: Setting | None = None
) -> list[str]:
    """Those among whom a filing of ``form`` and type ``kind`` must name one: clients, authorities, or entries to answer. Empty: it need name none."""
    named: dict[str, None] = {}
    for row, clock, recipient, start in _each([*clocks_of_law(), *promises], record, facts, now, setting or Setting()):
        if not settles(clock, form, kind) or row.settled in ("met", "late"):
            continue
        if start is not None and start.event is not None:
            named.setdefault(start.event.key)
        elif recipient.takes(form, ""):
            return []
        else:
            named.setdefault(row.to_fr)
    return list(named)


def changes_at(facts: Facts, now: datetime, setting: Setting | None = None) -> datetime | None:
    """The next instant (UTC) at which time alone changes a clock: an assumption expires, or a limit passes that held only until then."""
    ends = [fact.until for fact in facts.values() if fact.state == "assumed" and fact.until is not None and fact.until > now]
    flags = (setting or Setting()).flags
    for clock in clocks_of_law():
        if clock.get("cap") and flags.get(clock.get("flag", "")) == "yes":
            end = capped(clock, fact_of(facts, clock["cap"]["anchor"], now).value)
            ends += [end] if end and end > now else []
    return min(ends, default=None)


def steady_since(facts: Facts, now: datetime, setting: Setting) -> date:
    """The day since which none of the laws that concern a file has changed, as they stand at ``now`` (UTC)."""
    day = setting.day(now)
    held = [durations.valid_on(clock, day) for clock in clocks_of_law() if _concerned(clock, facts, now, setting)]
    return max((duration["from"] for duration in held if duration), default=date.min)


def lateness(row: DueRow, at: datetime) -> int:
    """Seconds by which a filing at ``at`` (UTC) comes after the end of ``row``; 0 where in time or where there is no end."""
    return seconds(from_z(row.due_at), at) if row.due_at else 0


def _key(row: DueRow) -> tuple[str, str, str, str | None]:
    return row.clock, row.to_fr, row.anchor_fact, row.anchor_at


def _each(
    clocks: Sequence[Clock], record: Record, facts: Facts, now: datetime, setting: Setting
) -> Iterator[tuple[DueRow, Clock, Recipient, Start | None]]:
    for clock in clocks:
        if not _concerned(clock, facts, now, setting):
            continue
        starts = starts_of(clock, record, facts, now)
        for to in recipients_of(clock, facts, now, setting):
            for start in _told_once(to.clock, starts, setting):
                row = _started(_bare(to, start, setting), to.clock, start, facts, now, setting)
                if row.settled is None and not _settled(row, to, record, start, facts, now):
                    _ended(row, to.clock, record, start)
                yield row, to.clock, to, start
            if not starts and not clock.get("quiet"):
                yield _waiting(to, record, facts, now, setting), to.clock, to, None


def _told_once(clock: Clock, starts: Sequence[Start], setting: Setting) -> list[Start]:
    """``starts`` for which a law was in force; where none was, the one that governs: that there is nothing to file is said once."""
    live = [start for start in starts if durations.valid_on(clock, setting.day(start.at)) is not None]
    return live or sorted(starts, key=lambda start: start.status == "superseded")[:1]


def _concerned(clock: Clock, facts: Facts, now: datetime, setting: Setting) -> bool:
    """Whether ``clock`` may run here. A regime that the profile does not say applies costs nothing; an unknown fact closes none.

    A level of risk that a promise names never ends its clock by itself: the assessment proposes, a person decides.
    """
    flag = clock.get("flag")
    if flag and setting.flags.get(flag) != "yes":
        return False
    return holds(clock.get("when", {}), facts, now, flags=setting.flags) is not False


def _bare(to: Recipient, start: Start | None, setting: Setting) -> DueRow:
    clock = to.clock
    held = durations.valid_on(clock, setting.day(start.at)) if start else None
    words = {**clock, **{key: held[key] for key in ("why_fr", "why_en", "source") if held and key in held}}
    label_fr, label_en = (start.event.label_fr, start.event.label_en) if start and start.event else ("", "")
    return DueRow(
        clock["id"],
        to.name_fr,
        to.name_en,
        clock["anchor"],
        None,
        "",
        None,
        "not_started",
        None,
        None,
        None,
        None,
        f"{label_fr} {words['why_fr']}".strip(),
        f"{label_en} {words['why_en']}".strip(),
        words["source"],
        int(clock["to_check"] or to.to_check),
        None,
    )


def _waiting(to: Recipient, record: Record, facts: Facts, now: datetime, setting: Setting) -> DueRow:
    """The row of a clock that has not started."""
    row = _bare(to, None, setting)
    row.since = to_z(record.suspected) if record.suspected else None
    held = durations.valid_on(to.clock, setting.day(now))
    if held is None:
        return _not_in_force(row, to.clock)
    row.hours = held.get("hours")
    if not _settled(row, to, record, None, facts, now):
        _ended(row, to.clock, record, None)
    return row


def _not_in_force(row: DueRow, clock: Clock) -> DueRow:
    row.settled = "not_applicable"
    row.why_fr = f"{clock.get('not_in_force_fr') or t('clock.not-in-force', 'fr')} {row.why_fr}"
    row.why_en = f"{clock.get('not_in_force_en') or t('clock.not-in-force', 'en')} {row.why_en}"
    return row


def _started(row: DueRow, clock: Clock, start: Start, facts: Facts, now: datetime, setting: Setting) -> DueRow:
    duration = durations.valid_on(clock, setting.day(start.at))
    row.anchor_fact, row.anchor_at, row.anchor_status = start.fact or row.anchor_fact, to_z(start.at), start.status
    if duration is None:
        return _not_in_force(row, clock)
    row.hours = duration.get("hours")
    due = (start.event.due if start.event else None) or durations.end_of(duration, start.at, setting.zone)
    if start.status == CAP:
        due, row.anchor_status = capped(clock, start.at), "candidate"
    elif "cap" in clock:
        due = within(clock, due, start.at, facts, now)
    roll = clock.get("roll")
    if roll and due and holds(roll.get("when", {}), facts, now, flags=setting.flags) is True:
        due = durations.rolled(due, roll["hour"], setting.zone, setting.country)
    row.kind, row.due_at = ("dated", to_z(due)) if due else ("without_undue_delay", None)
    return row


def _ended(row: DueRow, clock: Clock, record: Record, start: Start | None) -> None:
    if start and start.event and start.event.ended_at:
        row.settled, row.settled_at = "not_applicable", to_z(start.event.ended_at)
    for end in clock.get("ended_by", ()):
        choice = record.choices.get(end["question"])
        if choice is not None and choice[0] == end["choice"]:
            row.settled, row.settled_at = "not_applicable", to_z(choice[1])


def _settled(row: DueRow, to: Recipient, record: Record, start: Start | None, facts: Facts, now: datetime) -> bool:
    """Let the first filing or sending on record settle ``row``: whether there was one.

    First in the order of entry: lateness that was frozen stands whatever was corrected, and whatever was recorded since.
    """
    clock = to.clock
    done: list[tuple[datetime, int | None]] = []
    if start is not None:  # what was filed before any start says nothing on whether it was in time
        done += [(f.at, f.frozen.get((row.clock, row.anchor_at or ""))) for f in record.filings if _answers(f, to, start)]
        done += [(at, None) for at in record.sendings if clock.get("met_by_sending") and _follows(clock, at, start)]
        done += [(start.event.met_at, None)] if start.event and start.event.met_at else []
    if clock.get("met_by_fact"):
        done += [(told.at, None) for told in started_from_fact(facts, clock["met_by_fact"], now)]
    done += [(to.told_at, None)] if to.told_at else []
    if not done:
        return False
    at, frozen = done[0]
    row.settled_at = to_z(at)
    late = frozen if frozen is not None else lateness(row, at)
    row.settled, row.late_by = ("late", late) if late else ("met", None)
    return True


def _answers(filing: Filing, to: Recipient, start: Start) -> bool:
    if not settles(to.clock, filing.form, filing.kind) or not _follows(to.clock, filing.at, start):
        return False
    return filing.party == start.event.key if start.event else to.takes(filing.form, filing.party)


def _follows(clock: Clock, at: datetime, start: Start) -> bool:
    """Whether a filing at ``at`` (UTC) can answer ``start``: what follows another filing or an entry must come after it."""
    return at >= start.at or not clock["anchor"].startswith((FILED, ENTRY))
