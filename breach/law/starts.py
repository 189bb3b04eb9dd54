"""From when a clock runs: its anchor in the facts, in the filings or among what came back; else what stands in for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from breach.domain.facts import Facts, fact_of
from breach.law import durations
from breach.law.record import Record, Start

if TYPE_CHECKING:
    from collections.abc import Mapping

FILED, ENTRY = "filed:", "entry:"
"""How an anchor is written that is no fact: a filing with one of the forms, an entry of the record."""
CAP = "cap"
"""The status of a start that stands in for an anchor that has not come yet, while the limit from elsewhere still runs."""
AWARE = "aware_at"


def starts_of(clock: Mapping[str, Any], record: Record, facts: Facts, now: datetime) -> list[Start]:
    """Every start that the record or the facts give ``clock``: of its anchor, else of what stands in for it."""
    anchor = clock["anchor"]
    if anchor.startswith(ENTRY):
        return [Start(event.at, "signed", event) for event in record.events.get(anchor[len(ENTRY) :], ())]
    if anchor.startswith(FILED):
        return _from_filings(clock, record)
    for name in (anchor, *clock.get("anchor_else", ())):
        found = _of_fact(name, record, facts, now)
        if found:
            return found if name == anchor else [Start(s.at, "candidate", fact=name) for s in found if s.status != "superseded"]
    return _from_cap(clock, record, facts, now)


def started_from_fact(facts: Facts, anchor: str, now: datetime) -> list[Start]:
    """The candidate start that the fact ``anchor`` gives, none where it is unknown."""
    value = fact_of(facts, anchor, now).value
    return [Start(value, "candidate")] if isinstance(value, datetime) else []


def capped(clock: Mapping[str, Any], aware: object) -> datetime | None:
    """The end (UTC) that ``clock`` has from elsewhere than its own anchor; None where that did not start."""
    return durations.end_of(clock["cap"], aware, "UTC") if isinstance(aware, datetime) else None


def within(clock: Mapping[str, Any], due: datetime | None, start: datetime, facts: Facts, now: datetime) -> datetime | None:
    """``due``, no later than the limit that ``clock`` has from elsewhere; where ``start`` itself comes after that limit, ``due`` as it is."""
    limit = capped(clock, fact_of(facts, clock["cap"]["anchor"], now).value)
    return due if due is None or limit is None or start > limit else min(due, limit)


def _of_fact(name: str, record: Record, facts: Facts, now: datetime) -> list[Start]:
    """A fact that somebody put on record as known starts its clock; one that is assumed or follows from another is a candidate.

    Awareness alone is more than a fact: a person signs it.
    """
    given = list(record.starts.get(name, ()))
    if given or name == AWARE:
        return given or started_from_fact(facts, name, now)
    fact = fact_of(facts, name, now)
    signed = fact.state == "known" and fact.entry is not None and name != "discovered_at"
    return [Start(start.at, "signed") for start in started_from_fact(facts, name, now)] if signed else started_from_fact(facts, name, now)


def _from_cap(clock: Mapping[str, Any], record: Record, facts: Facts, now: datetime) -> list[Start]:
    if "cap" not in clock:
        return []
    governing = [start for start in _of_fact(clock["cap"]["anchor"], record, facts, now) if start.status != "superseded"]
    return [Start(start.at, CAP, fact=clock["cap"]["anchor"]) for start in governing if (limit := capped(clock, start.at)) and now <= limit]


def _from_filings(clock: Mapping[str, Any], record: Record) -> list[Start]:
    wanted = clock["anchor"][len(FILED) :].split(",")
    types = clock.get("anchor_types")
    found = [f.at for f in record.filings if f.form in wanted and (types is None or f.kind in types) and not f.party]
    return [Start(found[-1 if clock.get("anchor_which") == "last" else 0], "signed")] if found else []
