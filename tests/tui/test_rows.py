"""The line in hand is always in sight: keys must never work on one that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from breach.service.facts import assignments, change
from breach.service.opening import open_file
from breach.tui.widgets.rows import Rows
from tests.tui.driving import drive, press, seen, settled

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

LONG = 30


@pytest.fixture
def long(house: House) -> House:
    """A file with a log of several screens."""
    ref = open_file(house.desk, "un").ref
    for count in range(LONG):
        change(house.desk, ref, assignments(house.desk, [f"people_count={count}"]))
    return house


def in_hand(app: BreachApp) -> str:
    """The number of the entry that bears the mark on the screen, "" where the mark is not seen."""
    return next((line.split()[1] for line in seen(app).splitlines() if line.startswith("› ")), "")


def timeline(app: BreachApp) -> Rows:
    return app.screen.query_one("#timeline", Rows)


def test_a_log_that_is_opened_again_shows_it(long: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g", "f")
        timeline(app).scroll_to(y=0, animate=False, immediate=True)  # as a smaller or a larger screen may leave it
        await press(pilot, "g")
        assert in_hand(app) == str(timeline(app).here)

    drive(long.app(), script)


def test_the_wheel_takes_it_along(long: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g")
        assert in_hand(app) == str(LONG + 1)
        for _ in range(12):
            app.screen._forward_event(events.MouseScrollUp(timeline(app), 5, 10, 0, -1, 0, shift=False, meta=False, ctrl=False))
            await settled(pilot)
        assert 0 < int(in_hand(app)) < LONG + 1
        assert in_hand(app) == timeline(app).here
        await press(pilot, "down")
        assert in_hand(app) == timeline(app).here

    drive(long.app(), script)
