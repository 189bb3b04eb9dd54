"""French words: dates."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "days": "{days} j {hours} h",
    "hours": "{hours} h {minutes}",
    "minutes": "{minutes} min",
    "seconds": "{seconds} s",
    "when": "{day} {date} {month} {time} {place}",
    "when-year": "{day} {date} {month} {year} {time} {place}",
    "offset": " (UTC{offset})",
    "day-0": "lun.",
    "day-1": "mar.",
    "day-2": "mer.",
    "day-3": "jeu.",
    "day-4": "ven.",
    "day-5": "sam.",
    "day-6": "dim.",
    "month-1": "janv.",
    "month-2": "févr.",
    "month-3": "mars",
    "month-4": "avr.",
    "month-5": "mai",
    "month-6": "juin",
    "month-7": "juil.",
    "month-8": "août",
    "month-9": "sept.",
    "month-10": "oct.",
    "month-11": "nov.",
    "month-12": "déc.",
}
