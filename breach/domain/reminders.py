"""When a deadline is reminded of: so many hours before its end, once each. A pure function of the kept clocks."""

from __future__ import annotations

from datetime import timedelta

from breach.domain.instants import from_z

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from breach.domain.clock_rows import DueRow


def moments(row: DueRow, hours: Sequence[int]) -> list[tuple[datetime, int]]:
    """When ``row`` is reminded of (UTC), each with how many of ``hours`` are then left, earliest first; nothing for a clock that is settled,
    superseded or without a date. A moment that lies no later than the clock's own start reminds of nothing.
    """
    if not row.due_at or not row.governs():
        return []
    due = from_z(row.due_at)
    begun = from_z(row.anchor_at) if row.anchor_at else None
    found = sorted(((due - timedelta(hours=held), held) for held in set(hours)), key=lambda moment: moment[0])
    return [(at, held) for at, held in found if begun is None or at > begun]


def reached(row: DueRow, hours: Sequence[int], now: datetime) -> int | None:
    """The last reminder of ``row`` that has come at ``now`` (UTC), in hours before its end; None before the first."""
    return next((held for at, held in reversed(moments(row, hours)) if at <= now), None)


def following(row: DueRow, hours: Sequence[int], now: datetime) -> datetime | None:
    """When the next reminder of ``row`` comes after ``now`` (UTC), None where there is none."""
    return next((at for at, _ in moments(row, hours) if at > now), None)
