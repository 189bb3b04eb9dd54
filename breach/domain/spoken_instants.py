"""Instants in words, as people say them at night: « il y a 20 min », « 03:10 », « hier 18h30 », ``20 min ago``, ``yesterday 18:30``.

Strict: what is not one of these forms is none of them, and what could mean two instants is refused. Instants of the clock-change nights are
refused as everywhere. Both languages are read whatever the language of the interface.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from breach.domain.instants import from_wall, need_utc, within, zone_of
from breach.errors import InputError

_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "seconde", "secondes", "second", "seconds"), 1),
    **dict.fromkeys(("m", "mn", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "heure", "heures", "hour", "hours"), 3600),
    **dict.fromkeys(("j", "d", "jour", "jours", "day", "days"), 86400),
}
_NOW = ("maintenant", "a l'instant", "now", "just now")
_DAYS = {
    **dict.fromkeys(("aujourd'hui", "ce matin", "cet apres-midi", "ce soir", "today"), 0),
    **dict.fromkeys(("hier", "yesterday"), -1),
    **dict.fromkeys(("avant-hier", "the day before yesterday"), -2),
    **dict.fromkeys(("demain", "tomorrow"), 1),
}
_WEEK = (
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
)
_PART = r"(\d{1,4})\s*([a-z]+)"
_SPAN = rf"{_PART}(?:\s*(?:et|and)?\s*{_PART}|\s*(\d{{2}}))?"
_AGO = re.compile(rf"il y a {_SPAN}|{_SPAN} ago")
_AHEAD = re.compile(rf"(?:dans|in) {_SPAN}")
_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)|\s*h(?:\s*(?P<past>[0-5]\d))?|\s*heures?)")
_ONE = re.compile(r"\b(?:une?|an?)\b(?= (?:heure|hour|minute|seconde|second|jour|day))")
_HALF_DAY = timedelta(hours=12)
_LONGEST = 366 * 86400


def is_spoken(text: str) -> bool:
    """Whether ``text`` is no date in figures, and so must be one in words."""
    return not re.match(r"\s*\d{4}-\d\d-\d\d", text)


def read(text: str, now: datetime, zone: str | None, *, ahead: bool = False) -> datetime:
    """The instant (UTC) that ``text`` says at ``now`` (UTC) in ``zone``. A time of day alone is the last one that clocks showed, up to twelve
    hours ago; with ``ahead`` the next one.

    Raises InputError ``bad-spoken-instant``, ``spoken-instant-unclear``, ``instant-without-zone``, ``local-time-never``, ``local-time-twice``.
    """
    said = _plain(text)
    if said in _NOW:
        return need_utc(now)
    found = _AGO.fullmatch(said)
    if found:
        return within(need_utc(now) - _span(found, text), text)
    found = _AHEAD.fullmatch(said)
    if found and ahead:
        return within(need_utc(now) + _span(found, text), text)
    day, time = _day_and_time(said, text)
    if zone is None:
        raise InputError("instant-without-zone", text=text[:80])
    return within(_of_day(day, time, now, zone, text, ahead=ahead), text)


def _plain(text: str) -> str:
    """``text`` in small letters without accents, its blanks single."""
    import unicodedata

    bare = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    return _ONE.sub("1", " ".join("".join(c for c in bare if not unicodedata.combining(c)).split()))


def _span(found: re.Match[str], text: str) -> timedelta:
    groups = [held for held in found.groups() if held is not None]
    seconds, before = 0, 0
    for number, unit in zip(groups[::2], [*groups[1::2], ""], strict=False):
        size = _UNITS.get(unit, 0) if unit else 60 if before == 3600 else 0
        if not size or (before and size >= before):
            raise InputError("bad-spoken-instant", text=text[:80])
        seconds, before = seconds + int(number) * size, size
    if seconds > _LONGEST:
        raise InputError("bad-spoken-instant", text=text[:80])
    return timedelta(seconds=seconds)


def _day_and_time(said: str, text: str) -> tuple[str, tuple[int, int]]:
    """The words of the day ("" for none), and hour and minute."""
    words = said.replace(" a ", " ").replace(" at ", " ")
    for cut in range(len(words) + 1):
        if cut and words[cut - 1] != " ":
            continue
        found = _TIME.fullmatch(words[cut:])
        if found:
            day = words[:cut].strip()
            if day and day not in _DAYS and not _weekday(day):
                break
            return day, (int(found["hour"]), int(found["minute"] or found["past"] or 0))
    raise InputError("bad-spoken-instant", text=text[:80])


def _weekday(day: str) -> int:
    """1 for Monday to 7 for Sunday, 0 for no name of a day."""
    return next((place for place, names in enumerate(_WEEK, 1) if day in names or day.removesuffix(" dernier").removeprefix("last ") in names), 0)


def _of_day(day: str, time: tuple[int, int], now: datetime, zone: str, text: str, *, ahead: bool) -> datetime:
    local = now.astimezone(zone_of(zone))

    def at(days: int) -> datetime:
        date = local.date() + timedelta(days=days)
        return from_wall(datetime(date.year, date.month, date.day, *time), zone)  # noqa: DTZ001 - a wall clock's reading, put in its zone by from_wall

    if day in _DAYS:
        return at(_DAYS[day])
    if day:
        back = (local.isoweekday() - _weekday(day)) % 7
        if back == 0 or ahead:
            raise InputError("spoken-instant-unclear", text=text[:80])
        return at(-back)
    today = at(0)
    if ahead:
        return today if today > now else at(1)
    if today <= now:
        return today
    before = at(-1)
    if now - before > _HALF_DAY:
        raise InputError("spoken-instant-unclear", text=text[:80])
    return before
