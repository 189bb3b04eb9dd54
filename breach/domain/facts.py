"""A fact's value and how well it is known.

Unknown is a value: never 0, never "no". A range stays a range, never its middle. The vocabulary (ids, types, codes, questions) is data of
``breach.catalogue``; here is only what any fact can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

State = Literal["known", "estimated", "assumed", "unknown", "cannot_be_known"]


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A set of codes. ``at_least``: the set may hold more than these (it was given with ``unknown`` in it)."""

    codes: frozenset[str]
    at_least: bool = False


Scalar = bool | int | Decimal | str | datetime
Table = Mapping[str, Scalar | None]
"""One row of a list-of-tables fact (``parties``, ``other_bodies``); None is unknown."""
Value = Scalar | CodeSet | tuple[Table, ...] | Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as it stands.

    ``state`` says how well it is known; ``value`` is there when known or assumed; ``low`` and ``high`` (inclusive, None is open) when
    estimated. ``because`` holds the basis of an estimate, the reason of an assumption, or why it cannot be known. ``until`` (UTC) ends an
    assumption; past it the fact is unknown everywhere. ``entry`` is the number of the entry that set it, None outside a breach file.
    """

    state: State
    value: Value | None = None
    low: int | Decimal | None = None
    high: int | Decimal | None = None
    because: str | None = None
    until: datetime | None = None
    source: str | None = None
    learnt_at: datetime | None = None
    entry: int | None = None

    def expired(self, now: datetime) -> bool:
        """Whether this is an assumption whose time is over at ``now``."""
        return self.state == "assumed" and self.until is not None and now >= self.until


Facts = Mapping[str, Fact]
"""Facts by id. A key that is absent was not asked yet: for the rules the same as unknown."""

UNKNOWN = Fact("unknown")


def known(value: Value) -> Fact:
    """A known fact with nothing said about its source."""
    return Fact("known", value)


def fact_of(facts: Facts, fact_id: str, now: datetime) -> Fact:
    """The fact ``fact_id`` as the rules see it at ``now``: an expired assumption, an absent key and what cannot be known are UNKNOWN."""
    fact = facts.get(fact_id, UNKNOWN)
    return UNKNOWN if fact.state in ("unknown", "cannot_be_known") or fact.expired(now) else fact


def instant_of(facts: Facts, fact_id: str, now: datetime) -> datetime | None:
    """The instant (UTC) that ``fact_id`` is known to be at ``now``; None where it is not."""
    value = fact_of(facts, fact_id, now).value
    return value if isinstance(value, datetime) else None


def value_of(facts: Facts, fact_id: str, now: datetime) -> Value | None:
    """The known value of ``fact_id`` at ``now``; None when it is unknown, estimated or only assumed."""
    fact = fact_of(facts, fact_id, now)
    return fact.value if fact.state == "known" else None
