"""Which of a file's clocks says most, where no date decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breach.service.clocks import Clock

_LAW = "gdpr-"


def most_telling_first(clocks: Iterable[Clock]) -> list[Clock]:
    """What bites first on top; among clocks without a date the law's before a promise or a contract, then the id, so that the order stands."""
    return sorted(clocks, key=_key)


def _key(clock: Clock) -> tuple[int, bool, str, str]:
    rank, at = clock.row.urgency()
    return rank, rank > 0 and not clock.row.clock.startswith(_LAW), at, clock.row.clock
