"""What an authority would ask of the awareness on file: a late, round or missing one is challenged, with the decided cases. No clock changes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from breach import resources
from breach.domain.facts import Facts, fact_of, instant_of
from breach.domain.instants import zone_of
from breach.i18n import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FROM_PROCESSOR = ("processor", "sub_processor")
FROM_GROUP = ("group_entity",)


@dataclass(frozen=True, slots=True)
class Case:
    """A decided case: what it was about in both languages, its source, and the date of the evidence."""

    id: str
    fr: str
    en: str
    source: str
    checked_on: str
    to_check: bool


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question to whoever keeps the file. ``params``: instants (UTC), durations and words that its text names."""

    id: str
    fr: str
    en: str
    source: str
    cases: tuple[Case, ...]
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is known of awareness. ``signed``: the instant (UTC) that a person signed, ``by`` whom; ``candidates``: what else is defensible;
    ``dpo``: the data-protection officer's name; ``zone``: IANA, in which a round hour is one.
    """

    signed: datetime | None
    by: str
    candidates: tuple[datetime, ...]
    dpo: str
    zone: str


def challenges(ladder: Ladder, facts: Facts, now: datetime) -> list[Challenge]:
    """Every challenge to the awareness at ``now`` (UTC), in the order of the data."""
    found = [*_of_none(ladder, facts, now), *_of_one(ladder, facts, now), *_of_links(ladder, facts, now)]
    order = list(_data()[1])
    return sorted((_made(name, params) for name, params in found), key=lambda challenge: order.index(challenge.id))


def _of_none(ladder: Ladder, facts: Facts, now: datetime) -> Iterator[tuple[str, dict[str, object]]]:
    """While no awareness is signed."""
    if ladder.signed is not None:
        return
    signal, suspicion = _first_signal(facts, now), instant_of(facts, "suspected_at", now)
    if ladder.candidates:
        yield "unsigned", {}
    elif signal is not None:
        yield "missing", {"age": now - signal}
    if len(ladder.candidates) > 1:
        yield "several", {"count": len(ladder.candidates)}
    if suspicion is not None and not ladder.candidates and now - suspicion > _mark("open-suspicion"):
        yield "open-suspicion", {"age": now - suspicion, "due": suspicion + timedelta(hours=72)}


def _of_one(ladder: Ladder, facts: Facts, now: datetime) -> Iterator[tuple[str, dict[str, object]]]:
    """Once one is signed, or put forward alone."""
    at = ladder.signed or (ladder.candidates[0] if len(ladder.candidates) == 1 else None)
    if at is None:
        return
    signal = _first_signal(facts, now)
    gap = at - signal if signal is not None else timedelta()
    if ladder.signed and ladder.candidates:
        yield "several", {"count": len(ladder.candidates) + 1}
    if gap > _mark("late"):
        yield "late", {"gap": gap}
    local = at.astimezone(zone_of(ladder.zone))
    if local.minute == 0 and local.second == 0:
        yield "round", {"at": at}
    for rung in ("occurred_from", "first_signal_at", "suspected_at"):
        before = instant_of(facts, rung, now)
        if before is not None and at < before:
            yield "order", {"at": at, "rung": rung, "before": before}
    if gap > timedelta() and ladder.dpo and ladder.by.strip().casefold() == ladder.dpo.strip().casefold():
        yield "dpo", {"gap": gap}


def _of_links(ladder: Ladder, facts: Facts, now: datetime) -> Iterator[tuple[str, dict[str, object]]]:
    """Who told us before the awareness that was signed."""
    for kinds, challenge in ((FROM_PROCESSOR, "processor"), (FROM_GROUP, "group")):
        for name, told in _told(facts, now, kinds):
            if ladder.signed and told < ladder.signed:
                yield challenge, {"party": name, "told": told, "at": ladder.signed}


def told_by_processors(facts: Facts, now: datetime) -> list[tuple[str, datetime]]:
    """Who works for us and told us, and when (UTC)."""
    return _told(facts, now, FROM_PROCESSOR)


def _told(facts: Facts, now: datetime, kinds: tuple[str, ...]) -> list[tuple[str, datetime]]:
    parties = fact_of(facts, "parties", now).value
    rows = parties if isinstance(parties, tuple) else ()
    return [(str(row.get("name") or "—"), at) for row in rows if row.get("kind") in kinds and isinstance(at := row.get("told_us_at"), datetime)]


def _first_signal(facts: Facts, now: datetime) -> datetime | None:
    found = [at for at in (instant_of(facts, name, now) for name in ("first_signal_at", "suspected_at")) if at is not None]
    return min(found, default=None)


def _mark(name: str) -> timedelta:
    return timedelta(hours=_data()[1][name]["hours"])


def _made(name: str, params: Mapping[str, object]) -> Challenge:
    cases, said = _data()
    held = said[name]
    return Challenge(name, french(held["fr"]), held["en"], held["source"], tuple(cases[case] for case in held["cases"]), params)


@cache
def _data() -> tuple[dict[str, Case], dict[str, dict[str, Any]]]:
    held = tomllib.loads(resources.read_text("law/challenges/awareness.toml"))
    cases = {
        row["id"]: Case(row["id"], french(row["fr"]), row["en"], row["source"], row["checked_on"].isoformat(), row["to_check"])
        for row in held["case"]
    }
    return cases, {row["id"]: row for row in held["challenge"]}
