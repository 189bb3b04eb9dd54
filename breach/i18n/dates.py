"""Instants and durations in words, in the language in use."""

from __future__ import annotations

from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime, tzinfo


HOURS_AT_A_GLANCE = 100
"""From here on, days are easier to read."""


def duration(seconds: int) -> str:
    """``31 h 12`` for whole seconds; minutes below one hour, days from one hundred hours on."""
    minutes = seconds // 60
    hours, rest = divmod(minutes, 60)
    if hours >= HOURS_AT_A_GLANCE:
        return t("dates.days", days=hours // 24, hours=hours % 24)
    if hours:
        return t("dates.hours", hours=hours, minutes=f"{rest:02d}")
    return t("dates.minutes", minutes=rest) if minutes else t("dates.seconds", seconds=seconds)


def when(instant: datetime, zone: tzinfo, name: str, *, year: bool = False) -> str:
    """``mar. 24 nov. 14:37 Paris``: ``instant`` in ``zone``, whose IANA ``name`` gives the place; in the hour that comes twice when the clocks go
    back, with its offset: ``02:11 (UTC+1)``.
    """
    local = instant.astimezone(zone)
    place = name.rpartition("/")[2].replace("_", " ")
    day = t(f"dates.day-{local.weekday()}")
    month = t(f"dates.month-{local.month}")
    key = "dates.when-year" if year else "dates.when"
    return t(key, day=day, date=local.day, month=month, year=local.year, time=f"{local:%H:%M}{_which(local)}", place=place)


def _which(local: datetime) -> str:
    """Which of two it is, where the clock shows the time of ``local`` twice; "" for every other time. Offsets say it in every zone: not every change
    is between summer and winter.
    """
    offset = local.utcoffset()
    if offset is None or local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return ""
    seconds = int(offset.total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return t("dates.offset", offset=f"{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else ""))
