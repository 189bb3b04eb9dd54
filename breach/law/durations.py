"""How long a clock allows, by the day of its start, and when that ends: elapsed hours, calendar days, calendar months.

Hours are counted in UTC. Days and months are counted on the organisation's calendar and end with the last hour of their last day
(Reg. 1182/71 Art. 3(2)); that regulation's own move to a working day is never relied on: a regime that has one says so (``roll``).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from breach.domain.instants import zone_of
from breach.law.working_days import is_working_day, next_working_day

if TYPE_CHECKING:
    from collections.abc import Mapping

_LAST_SECOND = time(23, 59, 59)


def valid_on(clock: Mapping[str, Any], day: date) -> Mapping[str, Any] | None:
    """The duration of ``clock`` in force on ``day``; None where no law gives it one then (not in force, or a proposal only)."""
    found = [d for d in clock["duration"] if "from" in d and d["from"] <= day < d.get("until", date.max)]
    return found[-1] if found else None


def hours_on(clock: Mapping[str, Any], day: date) -> int | None:
    """The elapsed hours that ``clock`` allows when it starts on ``day``; None where the text gives none."""
    held = valid_on(clock, day)
    return held.get("hours") if held else None


def end_of(duration: Mapping[str, Any], start: datetime, zone: str) -> datetime | None:
    """When ``duration`` ends that begins at ``start`` (UTC), on the calendar of the IANA ``zone``; None where it has no length."""
    if "hours" in duration:
        return start + timedelta(hours=duration["hours"])
    if "days" not in duration and "months" not in duration:
        return None
    local = start.astimezone(zone_of(zone)).date()
    # Whole months on from the 31st end on the last day that the month has (Reg. 1182/71 Art. 3(2)(c)).
    last = local + relativedelta(months=duration.get("months", 0)) + timedelta(days=duration.get("days", 0))
    return datetime.combine(last, _LAST_SECOND, zone_of(zone)).astimezone(UTC)


def rolled(due: datetime, hour: int, zone: str, country: str) -> datetime:
    """``due`` (UTC), moved to ``hour`` o'clock of the next working day in ``country`` (ISO 3166) where it falls on a day off in ``zone``."""
    day = due.astimezone(zone_of(zone)).date()
    if is_working_day(day, country):
        return due
    return datetime.combine(next_working_day(day, country), time(hour), zone_of(zone)).astimezone(UTC)
