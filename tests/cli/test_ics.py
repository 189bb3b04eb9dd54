"""Deadlines for a calendar, read back by a library that is not ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar

if TYPE_CHECKING:
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
