"""Instants, numbers and lists in words, French and English, as a letter or a form writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from breach.domain import instants
from breach.drafting.typography import thousands
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_NBSP = "\u00a0"


def zone_words(zone: str, lang: str) -> str:
    """``heure de Paris``, ``Paris time``; another zone by its own name."""
    try:
        return t(f"letters.zone.{zone}", lang)
    except KeyError:
        return t("letters.zone", lang, zone=zone)


def day(instant: datetime, lang: str, zone: str) -> str:
    """``19 novembre 2026``, ``19 November 2026``: the day of ``instant`` in ``zone``."""
    local = instant.astimezone(instants.zone_of(zone))
    number = "1er" if lang == "fr" and local.day == 1 else str(local.day)
    month = t(f"letters.month.{local.month}", lang)
    return f"{number}{_NBSP}{month} {local.year}"


def hour(instant: datetime, lang: str, zone: str) -> str:
    """``7 h 55``, ``07:55``; on the night when clocks go back, with its offset, since the hour happens twice."""
    place = instants.zone_of(zone)
    local = instant.astimezone(place)
    wall = local.replace(tzinfo=None)
    twice = wall.replace(tzinfo=place, fold=0).astimezone(UTC) != wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    offset = f" (UTC{local.strftime('%z')[:3]}:{local.strftime('%z')[3:]})" if twice else ""
    if lang == "fr":
        return f"{local.hour}{_NBSP}h{_NBSP}{local.minute:02d}{offset}" if local.minute else f"{local.hour}{_NBSP}h{offset}"
    return f"{local:%H:%M}{offset}"


def moment(instant: datetime, lang: str, zone: str, *, named_zone: bool = True) -> str:
    """``19 novembre 2026 à 7 h 55 (heure de Paris)``, ``19 November 2026 at 07:55 (Paris time)``."""
    joined = t("letters.moment", lang, day=day(instant, lang, zone), hour=hour(instant, lang, zone))
    return f"{joined} ({zone_words(zone, lang)})" if named_zone else joined


def number(value: Decimal | int, lang: str) -> str:
    """``1 200``, ``5,6`` in French; ``1,200``, ``5.6`` in English."""
    if isinstance(value, int):
        return thousands(value, lang)
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    mark = "," if lang == "fr" else "."
    return thousands(int(whole), lang) + (mark + rest if rest else "")


def span(low: Decimal | int | None, high: Decimal | int | None, lang: str) -> str:
    """``entre 9 et 3 500``, ``au moins 100``, ``au plus 50``: a range stays a range. With no end at all, an empty text."""
    if low is not None and high is not None:
        if low == high:
            return t("letters.about", lang, number=number(low, lang))
        return t("letters.between", lang, low=number(low, lang), high=number(high, lang))
    if low is not None:
        return t("letters.at-least", lang, number=number(low, lang))
    return t("letters.at-most", lang, number=number(high, lang)) if high is not None else ""


def listed(words: Sequence[str], lang: str) -> str:
    """``a, b et c``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {t('letters.and', lang)} {words[-1]}"
