"""When a deadline is reminded of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from breach.domain.clock_rows import DueRow
from breach.domain.instants import to_z
from breach.domain.reminders import following, moments, reached

START = datetime(2026, 11, 20, 10, tzinfo=UTC)
USUAL = [48, 24, 12, 4, 1]


def row(hours: int = 72, settled: str | None = None, status: str = "signed") -> DueRow:
    due = to_z(START + timedelta(hours=hours))
    return DueRow("gdpr-33-1", "CNIL", "CNIL", "aware_at", to_z(START), status, due, "dated", settled, None, None, hours, "", "", "", 0)


def after(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def test_the_last_that_came_is_the_one() -> None:
    found = [reached(row(), USUAL, after(hours)) for hours in (0, 23.99, 24, 47.9, 48, 60, 68, 71, 72, 100)]
    assert found == [None, None, 48, 48, 24, 12, 4, 1, 1, 1]


def test_the_next_one_is_known_ahead_and_ends() -> None:
    assert following(row(), USUAL, after(0)) == after(24)
    assert following(row(), USUAL, after(24)) == after(48)
    assert following(row(), USUAL, after(71)) is None


def test_hours_that_the_clock_never_had_remind_of_nothing() -> None:
    assert [hours for _, hours in moments(row(24), USUAL)] == [12, 4, 1]
    assert reached(row(24), USUAL, after(0)) is None
    assert moments(row(4), USUAL) == [(after(3), 1)]


def test_settled_superseded_and_undated_clocks_remind_of_nothing() -> None:
    undated = row()
    undated.due_at = None
    for held in (row(settled="met"), row(status="superseded"), undated):
        assert moments(held, USUAL) == []


def test_hours_come_once_in_any_order() -> None:
    assert [hours for _, hours in moments(row(), [4, 48, 4])] == [48, 4]
