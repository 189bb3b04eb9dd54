"""Deadlines for a calendar, read back by a library that is not ours."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Breach


def test_a_calendar_reads_the_deadlines_and_their_alarms(breach: Breach) -> None:
    breach.ok("log", "Accès vu ; virgule, et \\ barre")
    breach.ok("aware", "1", "--at", "2026-11-20T10:00:00+01:00", "--by", "Alix", "--basis", "x")
    breach.ok("log", "--exercise", "un exercice", "--aware", "2026-11-20T12:00:00+01:00")
    path = breach.home / "d.ics"
    breach.ok("clock", "--ics", path)
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    events = [event for event in calendar.walk("VEVENT") if "CNIL" in str(event["SUMMARY"])]
    assert {event["DTSTART"].dt for event in events} >= {datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 11, tzinfo=UTC)}
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))
    for event in events:
        assert "DTEND" not in event
        assert not event.errors
        alarms = event.walk("VALARM")
        assert alarms
        assert all(alarm["TRIGGER"].dt < timedelta(0) for alarm in alarms)
        assert all(str(alarm["ACTION"]) == "DISPLAY" and str(event["SUMMARY"]) in str(alarm["DESCRIPTION"]) for alarm in alarms)
    assert any(str(event["SUMMARY"]).startswith("EXERCICE EX-2026-0001") for event in events)
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))


def _hours(path: Path) -> dict[str, list[int]]:
    """By clock, how many hours before its end the alarms of the calendar at ``path`` ring."""
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    return {
        str(event["UID"]).split("-", 2)[2].rpartition("-")[0]: [round(-a["TRIGGER"].dt.total_seconds() / 3600) for a in event.walk("VALARM")]
        for event in calendar.walk("VEVENT")
    }


def test_each_reminder_is_an_alarm_and_a_clock_may_have_its_own(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    breach.ok("log", "un accès", "--aware", "2026-11-20T10:00:00+01:00")
    breach.ok("clock", "--ics", breach.home / "d.ics")
    assert _hours(breach.home / "d.ics") == {"gdpr-33-1": [48, 24, 12, 4, 1]}
    monkeypatch.setenv("BREACH_CONFIG", str(breach.file("config.toml", "reminders = [6]\n[reminders_by_clock]\ngdpr-33-1 = [30, 2]\n")))
    breach.ok("clock", "--ics", breach.home / "d.ics")
    assert _hours(breach.home / "d.ics") == {"gdpr-33-1": [30, 2]}


def test_doctor_names_a_clock_that_nobody_has(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BREACH_CONFIG", str(breach.file("config.toml", "[reminders_by_clock]\ngdpr-33-2 = [4]\npromise = [4]\ncnil = [4]\n")))
    breach("log", "x")
    said = [line["message"] for line in json.loads(breach("doctor", "--json").out)["findings"] if line["id"] == "unknown-config-key"]
    assert len(said) == 1
    assert "reminders_by_clock.cnil" in said[0]
