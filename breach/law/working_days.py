"""Working days, for the few periods that a regime itself moves past a day off. The 72 hours know none: they run through all of them.

Known are the public holidays of France as a whole. Good Friday and 26 December (days off in Alsace-Moselle alone) and the days that only an
overseas department keeps count as working days, and so do other countries' holidays: that never makes an end later than the law does.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from dateutil.easter import easter

from breach.domain.instants import zone_of

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension Day, Whit Monday (Labour Code L3133-1)."""
_SATURDAY = 5
_LAST_SECOND = time(23, 59, 59)


def holidays(year: int, country: str) -> frozenset[date]:
    """The public holidays of ``year`` in ``country`` (ISO 3166) that are known here: those of France."""
    if country != "FR":
        return frozenset()
    moving = {easter(year) + timedelta(days=days) for days in _AFTER_EASTER}
    return frozenset({date(year, month, day) for month, day in _FIXED} | moving)


def is_working_day(day: date, country: str) -> bool:
    """Whether ``day`` is neither a Saturday, nor a Sunday, nor a known public holiday of ``country`` (ISO 3166)."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year, country)


def next_working_day(day: date, country: str) -> date:
    """The first working day after ``day`` in ``country`` (ISO 3166)."""
    following = day + timedelta(days=1)
    while not is_working_day(following, country):
        following += timedelta(days=1)
    return following


def end_of_two_working_days(start: datetime, zone: str, country: str) -> datetime:
    """The end (UTC) of the second whole working day after ``start`` (UTC), on the calendar of the IANA ``zone``.

    What Reg. 1182/71 Art. 3(5) would give a period of two days or more. Whether it helps a period in hours is disputed: no clock uses this,
    it is a note for the reasons for delay.
    """
    place = zone_of(zone)
    first = next_working_day(start.astimezone(place).date(), country)
    return datetime.combine(next_working_day(first, country), _LAST_SECOND, place).astimezone(UTC)
