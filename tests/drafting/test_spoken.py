"""Dates, hours and numbers in words."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from breach.drafting import spoken

PARIS = "Europe/Paris"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("instant", "zone", "fr", "en"),
    [
        (datetime(2026, 11, 19, 6, 55, tzinfo=UTC), PARIS, "19 novembre 2026 à 7 h 55 (heure de Paris)", "19 November 2026 at 07:55 (Paris time)"),
        (datetime(2026, 5, 1, 10, 0, tzinfo=UTC), PARIS, "1er mai 2026 à 12 h (heure de Paris)", "1 May 2026 at 12:00 (Paris time)"),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            PARIS,
            "25 octobre 2026 à 2 h 30 (UTC+02:00) (heure de Paris)",
            "25 October 2026 at 02:30 (UTC+02:00) (Paris time)",
        ),
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            PARIS,
            "25 octobre 2026 à 2 h 30 (UTC+01:00) (heure de Paris)",
            "25 October 2026 at 02:30 (UTC+01:00) (Paris time)",
        ),
        (
            datetime(2026, 1, 1, 3, 5, tzinfo=UTC),
            "America/Martinique",
            "31 décembre 2025 à 23 h 05 (heure de Martinique)",
            "31 December 2025 at 23:05 (Martinique time)",
        ),
        (
            datetime(2026, 1, 1, 3, 5, tzinfo=UTC),
            "Asia/Tokyo",
            "1er janvier 2026 à 12 h 05 (fuseau Asia/Tokyo)",
            "1 January 2026 at 12:05 (Asia/Tokyo time zone)",
        ),
    ],
)
def test_moments(instant: datetime, zone: str, fr: str, en: str) -> None:
    assert plain(spoken.moment(instant, "fr", zone)) == fr
    assert plain(spoken.moment(instant, "en", zone)) == en


def test_french_dates_do_not_break() -> None:
    assert spoken.moment(datetime(2026, 11, 19, 6, 55, tzinfo=UTC), "fr", PARIS).startswith("19\u00a0novembre 2026 à 7\u00a0h\u00a055")


def test_numbers_and_ranges_stay_what_they_are() -> None:
    assert spoken.span(9, 3500, "fr") == "entre 9 et 3\u202f500"
    assert spoken.span(9, 3500, "en") == "between 9 and 3,500"
    assert spoken.span(100, None, "fr") == "au moins 100"
    assert spoken.span(None, 50, "fr") == "au plus 50"
    assert spoken.span(7, 7, "fr") == "environ 7"
    assert spoken.span(None, None, "fr") == ""
    assert spoken.number(Decimal("1234.50"), "fr") == "1\u202f234,5"
    assert spoken.number(Decimal("1234.50"), "en") == "1,234.5"


def test_lists() -> None:
    assert spoken.listed([], "fr") == ""
    assert spoken.listed(["a"], "fr") == "a"
    assert spoken.listed(["a", "b", "c"], "fr") == "a, b et c"
    assert spoken.listed(["a", "b", "c"], "en") == "a, b and c"
