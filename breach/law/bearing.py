"""Which facts bear on a duty: those that the rules read, and those from which they follow. A title or a text changes no duty."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from breach.domain.facts import Fact, fact_of
from breach.law.rules import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

ALSO = frozenset({"cause", "records_count", "youngest_age", "people_count_by_country"})
"""Facts from which others follow (``cause`` gives ``malicious``), and those of the volume and the people that EDPB 9/2022 § 102 ff. weigh."""


@functools.cache
def bearing() -> frozenset[str]:
    """The ids of the facts that bear on a duty."""
    return frozenset(load().specs) | ALSO


def changed(before: Mapping[str, Fact], then: datetime, after: Mapping[str, Fact], now: datetime) -> list[str]:
    """The facts that bear on a duty and say something else at ``now`` than they did at ``then`` (both UTC), by id.

    Compared is what a fact says, not how it came to be known: an assumption that was confirmed has not changed, one that expired has, and what
    was first unknown and is known now has.
    """
    return [name for name in sorted(bearing() & (set(before) | set(after))) if _says(before, name, then) != _says(after, name, now)]


def _says(facts: Mapping[str, Fact], name: str, at: datetime) -> object:
    fact = fact_of(facts, name, at)
    if fact.state == "unknown":
        return None
    return (fact.low, fact.high) if fact.state == "estimated" else fact.value
