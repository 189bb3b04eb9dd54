"""Instants: read strictly, kept in UTC, shown in a zone.

An instant is a ``datetime`` in UTC; a naive one is refused. Nothing here reads a clock: time is an argument (the host's clock is read in
``breach.clock_source`` alone). Hours are elapsed hours, so arithmetic is done in UTC (law: 72 h of GDPR Art. 33(1) are hours, and a local
wall clock is wrong by one hour on each clock-change night).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from breach.errors import InputError

_FORM = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<time>\d\d:\d\d(?::\d\d(?:[.]\d{1,6})?)?)"
    r"(?P<offset>[Zz]|[+-]\d\d:\d\d)?(?:\[(?P<zone>[A-Za-z0-9_+/-]{1,64})\])?",
)
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(2199, 12, 31, tzinfo=UTC)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone ``name`` ("Europe/Paris"). Raises InputError ``unknown-zone``."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("unknown-zone", zone=name[:80]) from error


def need_utc(instant: datetime) -> datetime:
    """``instant`` in UTC. Raises ValueError for a naive one: a program's fault, not a user's."""
    if instant.tzinfo is None:
        raise ValueError(instant)
    return instant.astimezone(UTC)


def parse(text: str, zone: str | None = None) -> datetime:
    """The instant that ``text`` names, in UTC.

    Accepts RFC 3339 with an offset (``2026-11-22T02:10:00+01:00``), local time with a zone (RFC 9557, ``2026-11-22T02:10[Europe/Paris]``)
    and bare local time, which takes ``zone`` and is refused where there is none. A local time that happens twice or never is refused with
    the possible instants named. Raises InputError.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise InputError("bad-instant", text=text[:80])
    try:
        wall = datetime.fromisoformat(f"{found['day']}T{found['time']}")
        if found["offset"]:
            offset = "+00:00" if found["offset"] in "Zz" else found["offset"]
            instant = datetime.fromisoformat(f"{found['day']}T{found['time']}{offset}").astimezone(UTC)
        elif found["zone"] or zone:
            instant = from_wall(wall, found["zone"] or zone or "")
        else:
            raise InputError("instant-without-zone", text=text[:80])
    except (ValueError, OverflowError) as error:
        raise InputError("impossible-instant", text=text[:80]) from error
    if found["offset"] and found["zone"] and instant.astimezone(zone_of(found["zone"])).utcoffset() != wall.replace(tzinfo=UTC) - instant:
        raise InputError("offset-against-zone", text=text[:80], zone=found["zone"])
    return within(instant, text)


def within(instant: datetime, text: str) -> datetime:
    """``instant`` where it lies in the years that a breach file can name (1970 to 2199). Raises InputError ``impossible-instant``."""
    if not FIRST <= instant <= LAST:
        raise InputError("impossible-instant", text=text[:80])
    return instant


def from_wall(wall: datetime, zone: str) -> datetime:
    """The instant at which clocks in ``zone`` show ``wall`` (naive). Raises InputError where they show it twice or never."""
    place = zone_of(zone)
    candidates = {wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    real = sorted(c for c in candidates if c.astimezone(place).replace(tzinfo=None, fold=0) == wall)
    shown = f"{wall.isoformat(timespec='minutes')}[{zone}]"
    if not real:
        near = " / ".join(sorted(c.astimezone(place).isoformat(timespec="minutes") for c in candidates))
        raise InputError("local-time-never", text=shown, possible=near)
    if len(real) > 1:
        raise InputError("local-time-twice", text=shown, possible=" / ".join(c.astimezone(place).isoformat(timespec="minutes") for c in real))
    return real[0]


def to_z(instant: datetime) -> str:
    """``2026-11-22T02:10:03Z``: UTC with whole seconds (a fraction is cut)."""
    return need_utc(instant).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_z_micro(instant: datetime) -> str:
    """``2026-11-22T02:10:03.123456Z``: UTC with microseconds, as entries hold it."""
    utc = instant if instant.tzinfo is UTC else need_utc(instant)
    return f"{utc.isoformat(timespec='microseconds')[:26]}Z"


def from_z(text: str) -> datetime:
    """The instant of a text that this program wrote by ``to_z`` or ``to_z_micro``."""
    return datetime.fromisoformat(text)


def to_local(instant: datetime, zone: str) -> str:
    """``2026-11-22T03:10:03+01:00``: ISO 8601 with seconds and offset in ``zone``."""
    return need_utc(instant).astimezone(zone_of(zone)).isoformat(timespec="seconds")


def add_hours(instant: datetime, hours: int) -> datetime:
    """``instant`` plus ``hours`` elapsed hours, in UTC."""
    return need_utc(instant) + timedelta(hours=hours)
