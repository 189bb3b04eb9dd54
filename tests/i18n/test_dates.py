"""Instants in words: in the hour that comes twice they say which one it is, at every other time they do not."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from breach.i18n import current, dates, use


def said(at: str, zone: str, lang: str, *, year: bool = False) -> str:
    before = current()
    use(lang)
    try:
        return dates.when(datetime.fromisoformat(at).astimezone(UTC), ZoneInfo(zone), zone, year=year)
    finally:
        use(before)


@pytest.mark.parametrize(
    ("at", "zone", "fr", "en"),
    [
        ("2026-10-24T23:59Z", "Europe/Paris", "dim. 25 oct. 01:59 Paris", "Sun 25 Oct 01:59 Paris"),
        ("2026-10-25T00:00Z", "Europe/Paris", "dim. 25 oct. 02:00 (UTC+2) Paris", "Sun 25 Oct 02:00 (UTC+2) Paris"),
        ("2026-10-25T00:11Z", "Europe/Paris", "dim. 25 oct. 02:11 (UTC+2) Paris", "Sun 25 Oct 02:11 (UTC+2) Paris"),
        ("2026-10-25T01:11Z", "Europe/Paris", "dim. 25 oct. 02:11 (UTC+1) Paris", "Sun 25 Oct 02:11 (UTC+1) Paris"),
        ("2026-10-25T01:59Z", "Europe/Paris", "dim. 25 oct. 02:59 (UTC+1) Paris", "Sun 25 Oct 02:59 (UTC+1) Paris"),
        ("2026-10-25T02:00Z", "Europe/Paris", "dim. 25 oct. 03:00 Paris", "Sun 25 Oct 03:00 Paris"),
        ("2026-03-29T01:00Z", "Europe/Paris", "dim. 29 mars 03:00 Paris", "Sun 29 Mar 03:00 Paris"),
        ("2026-11-01T05:30Z", "America/New_York", "dim. 1 nov. 01:30 (UTC-4) New York", "Sun 1 Nov 01:30 (UTC-4) New York"),
        ("2026-11-01T06:30Z", "America/New_York", "dim. 1 nov. 01:30 (UTC-5) New York", "Sun 1 Nov 01:30 (UTC-5) New York"),
        ("2026-04-04T15:15Z", "Australia/Lord_Howe", "dim. 5 avr. 01:45 (UTC+10:30) Lord Howe", "Sun 5 Apr 01:45 (UTC+10:30) Lord Howe"),
        ("2026-10-25T01:11Z", "UTC", "dim. 25 oct. 01:11 UTC", "Sun 25 Oct 01:11 UTC"),
    ],
)
def test_only_an_hour_that_comes_twice_says_which_one_it_is(at: str, zone: str, fr: str, en: str) -> None:
    for lang, wanted in (("fr", fr), ("en", en)):
        assert said(at, zone, lang) == wanted


def test_with_the_year_it_is_said_too() -> None:
    assert said("2026-10-25T01:11Z", "Europe/Paris", "fr", year=True) == "dim. 25 oct. 2026 02:11 (UTC+1) Paris"
