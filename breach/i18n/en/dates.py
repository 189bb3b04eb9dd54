"""English words: dates."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "days": "{days} d {hours} h",
    "hours": "{hours} h {minutes}",
    "minutes": "{minutes} min",
    "seconds": "{seconds} s",
    "when": "{day} {date} {month} {time} {place}",
    "when-year": "{day} {date} {month} {year} {time} {place}",
    "offset": " (UTC{offset})",
    "day-0": "Mon",
    "day-1": "Tue",
    "day-2": "Wed",
    "day-3": "Thu",
    "day-4": "Fri",
    "day-5": "Sat",
    "day-6": "Sun",
    "month-1": "Jan",
    "month-2": "Feb",
    "month-3": "Mar",
    "month-4": "Apr",
    "month-5": "May",
    "month-6": "Jun",
    "month-7": "Jul",
    "month-8": "Aug",
    "month-9": "Sep",
    "month-10": "Oct",
    "month-11": "Nov",
    "month-12": "Dec",
}
