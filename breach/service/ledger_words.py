"""The ledger of unknowns in words: the same on the command line and on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import zone_of
from breach.i18n import dates, t
from breach.service.ledger import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from breach.service.ledger import Unknown


def grouped(found: Iterable[Unknown]) -> list[tuple[str, list[Unknown]]]:
    """``found`` by group in their order, each with its heading; groups in which nothing stands are left out."""
    held = list(found)
    by = [(group, [item for item in held if item.group == group]) for group in GROUPS]
    return [(t(f"ledger.group-{group}"), items) for group, items in by if items]


def line(item: Unknown, now: datetime, zone: str) -> str:
    """One unknown: its question, who was asked, since when and by when, late in words, and what wants it."""
    marks = [t(f"ledger.{mark}") for mark in ("duty" if item.duty else "", item.wanted) if mark and mark != item.group]
    asked = f" — {owner(item, now, zone)}" if item.entry else ""
    return item.question + asked + (f" [{', '.join(marks)}]" if marks else "")


def owner(item: Unknown, now: datetime, zone: str) -> str:
    """Who was asked, since when, by when."""
    place = zone_of(zone)
    words = t("ledger.asked", to=item.to or "—", since=dates.when(item.since, place, zone))
    if item.due:
        words += t("ledger.due", at=dates.when(item.due, place, zone))
    late = item.late_by(now)
    return words + (t("ledger.late", late=dates.duration(late)) if late else "")


def lines(found: Sequence[Unknown], now: datetime, zone: str) -> list[str]:
    """The whole ledger, group by group."""
    return [words for heading, items in grouped(found) for words in (heading, *(f"  {line(item, now, zone)}" for item in items), "")][:-1]
