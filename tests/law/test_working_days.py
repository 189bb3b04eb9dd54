"""French working days against a library's, the calendar's traps of the 72 hours, and what never lengthens them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays as oracle
import pytest

from breach.domain.instants import to_z
from breach.law.clocks import rows
from breach.law.durations import end_of, rolled
from breach.law.record import Record, Start
from breach.law.setting import Setting
from breach.law.working_days import end_of_two_working_days, holidays, is_working_day, next_working_day

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize("year", range(2018, 2061))
def test_the_holidays_are_those_of_the_whole_country(year: int) -> None:
    assert holidays(year, "FR") == set(oracle.country_holidays("FR", years=year))


def test_what_only_a_part_of_the_country_keeps_is_worked() -> None:
    assert is_working_day(date(2026, 4, 3), "FR")  # Good Friday, Alsace-Moselle
    assert is_working_day(date(2025, 12, 26), "FR")
    assert {date(2026, 4, 3), date(2026, 12, 26)} <= set(oracle.country_holidays("FR", subdiv="57", years=2026))


def test_another_country_has_its_weekends_alone() -> None:
    assert is_working_day(date(2026, 7, 14), "DE")
    assert not is_working_day(date(2026, 11, 22), "DE")


def test_the_next_working_day() -> None:
    assert next_working_day(date(2026, 11, 20), "FR") == date(2026, 11, 23)
    assert next_working_day(date(2026, 12, 24), "FR") == date(2026, 12, 28)
    assert next_working_day(date(2026, 4, 30), "FR") == date(2026, 5, 4)


def test_a_roll_moves_only_what_falls_on_a_day_off() -> None:
    friday = datetime(2026, 11, 20, 14, tzinfo=PARIS).astimezone(UTC)
    assert rolled(friday, 12, "Europe/Paris", "FR") == friday
    late_saturday = datetime(2026, 11, 21, 23, tzinfo=PARIS)
    assert rolled(late_saturday.astimezone(UTC), 12, "Europe/Paris", "FR") == datetime(2026, 11, 23, 12, tzinfo=PARIS).astimezone(UTC)


TRAPS = [  # law.md's own sums, and the host's zone plays no part
    ((2026, 10, 23, 18, 0), (2026, 10, 26, 17, 0)),
    ((2027, 3, 26, 18, 0), (2027, 3, 29, 19, 0)),
    ((2026, 11, 20, 17, 15), (2026, 11, 23, 17, 15)),
    ((2026, 12, 24, 10, 0), (2026, 12, 27, 10, 0)),
]


@pytest.mark.parametrize(("aware", "due"), TRAPS)
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Martinique", "Indian/Reunion", "Pacific/Kiritimati"])
def test_no_calendar_moves_the_72_hours(aware: tuple[int, ...], due: tuple[int, ...], zone: str) -> None:
    start = datetime(*aware, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type,misc]
    end = datetime(*due, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type,misc]
    found = rows(Record({"aware_at": [Start(start, "signed")]}), {}, (), start, Setting({}, "FR", zone))
    assert next(row.due_at for row in found if row.clock == "gdpr-33-1") == to_z(end)


def test_two_working_days_are_a_note_and_no_clock_uses_them() -> None:
    friday = datetime(2026, 11, 20, 17, 15, tzinfo=PARIS).astimezone(UTC)
    assert end_of_two_working_days(friday, "Europe/Paris", "FR") == datetime(2026, 11, 24, 23, 59, 59, tzinfo=PARIS).astimezone(UTC)
    monday = datetime(2026, 11, 23, 9, tzinfo=PARIS).astimezone(UTC)
    assert end_of_two_working_days(monday, "Europe/Paris", "FR") < monday + timedelta(hours=72)


def test_days_and_months_are_counted_where_the_organisation_is() -> None:
    start = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # already the 21st in Paris, still the 20th in Martinique
    assert end_of({"days": 3}, start, "Europe/Paris") == datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC)
    assert end_of({"days": 3}, start, "America/Martinique") == datetime(2026, 11, 24, 3, 59, 59, tzinfo=UTC)
    assert end_of({"months": 1}, datetime(2028, 1, 31, 12, tzinfo=UTC), "UTC") == datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)
    assert end_of({}, start, "UTC") is None
