"""A drill in the terminal UI: what happens is told in two lines that cover nothing, is read again by a key, and everything is an exercise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, TextArea

from breach.i18n import use
from breach.service import drills
from breach.service.desk import Desk
from breach.service.files import read
from breach.service.injects import Injects
from breach.tui import commands
from breach.tui.screens.locked import Locked
from breach.tui.screens.new import NewForm
from breach.tui.screens.reader import Reader
from breach.tui.widgets.drill import DrillBar
from tests.tui.driving import drive, press, seen, settled, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

STARTS = datetime(2026, 11, 18, 23, 5, tzinfo=UTC)


@pytest.fixture
def hour(house: House) -> dict[str, int]:
    """The store of ``house`` as that of the drill ``wimi``; the number under ``minute`` is how far the story is."""
    moment = {"minute": 12, "seconds": 0}
    drills.begin(house.desk.store, "fr", drills.scenario("wimi"), 1, 60, STARTS)

    def clock() -> datetime:
        moment["seconds"] += 1
        return STARTS.fromtimestamp(STARTS.timestamp() + moment["minute"] * 60 + moment["seconds"] / 1000, UTC)

    old = house.desk
    house.desk = Desk(old.store, old.actor, clock, "fr", "Europe/Paris")
    house.desk.drafting = old.drafting
    return moment


def test_what_happens_stands_on_top_and_covers_no_form(house: House, hour: dict[str, int]) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "Pic de connexions" in seen(app)
        assert "EXERCICE" in seen(app).splitlines()[0]
        await press(pilot, "n")
        await typed(pilot, "x" * 200)
        lines, held = seen(app).splitlines(), app.focused
        assert held is not None
        hour["minute"] = 330
        app.pulse.drill()
        await settled(pilot)
        later = seen(app).splitlines()
        assert "Un client demande" in later[1]
        assert later[2:] == lines[2:]
        assert app.focused is held
        assert not app._notifications

    drive(house.app(), script)


def test_a_key_shows_everything_so_far_also_while_typing(house: House, hour: dict[str, int]) -> None:
    hour["minute"] = 330

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        await typed(pilot, "en cours")
        assert "événements, 2 à lire" in seen(app)
        assert "66 h 29" in seen(app)
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, Reader)
        text = seen(app)
        assert text.index("Un client demande") < text.index("Pic de connexions", text.index("Un client demande"))
        await press(pilot, "escape")
        assert isinstance(app.screen, NewForm)
        assert isinstance(app.focused, TextArea | Input)
        assert "en cours" in seen(app)
        assert "à lire" not in seen(app)

    drive(house.app(), script)


def test_everything_opened_in_a_drill_is_an_exercise_and_nothing_offers_otherwise(house: House, hour: dict[str, int]) -> None:
    del hour

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        text = seen(app)
        assert "EXERCICE" in text
        assert "incident réel" not in text.lower()
        assert commands.EXERCISE not in [command for command, _ in app.commands_here()]
        await press(pilot, "f4")
        assert "incident réel" not in seen(app).lower()
        await typed(pilot, "Pic de connexions")
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    (row,) = house.desk.store.files(None)
    assert row.exercise
    assert read(house.desk, row.ref).row.ref.startswith("EX-")


def test_what_the_drill_is_about_is_read_again_below_what_happened(house: House, hour: dict[str, int]) -> None:
    del hour

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+o")
        text = seen(app)
        title = text.index("connexions en masse sur l’espace client")
        assert text.rindex("Pic de connexions") < title < text.index("Rien ne sera envoyé, rien ne compte")

    drive(house.app(), script)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_bar_of_the_hour_that_comes_twice_says_which_one_it_is_in_80_columns(house: House, lang: str) -> None:
    night = drills.scenario("night-ransomware")
    drills.begin(house.desk.store, lang, night, 1, 60, night.starts)
    use(lang)
    lines = set()
    for minute in (200, 220, 260):
        at = night.starts + timedelta(minutes=minute)
        desk = Desk(house.desk.store, house.desk.actor, partial(max, at, at), lang, "Europe/Paris")
        line = f" EXERCICE  {Injects(desk).status('^O')}"
        assert len(line) < 80
        assert ("1 à lire" if lang == "fr" else "1 to read") in line.replace("\u00a0", " ")
        lines.add(line)
    assert {"(UTC+2)" in line for line in lines} == {True, False}
    assert sum("(UTC+1)" in line for line in lines) == 1


def test_the_bar_stays_when_the_language_changes_and_says_when_the_time_is_over(house: House, hour: dict[str, int]) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "f9")
        assert len(app.screen.query(DrillBar)) == 1
        assert "A peak of successful logins" in seen(app)
        await press(pilot, "f9")
        hour["minute"] = 72 * 60
        app.pulse.drill()
        await settled(pilot)
        assert "72 heures écoulées" in seen(app)

    drive(house.app(), script)


def test_nothing_of_the_story_stands_on_the_lock_and_it_is_told_afterwards(house: House, hour: dict[str, int]) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "f12")
        hour["minute"] = 330
        app.pulse.drill()
        await settled(pilot)
        assert "Un client demande" not in seen(app)
        assert "Pic de connexions" not in seen(app)
        await press(pilot, "ctrl+o")
        assert "Un client demande" not in seen(app)
        await press(pilot, "enter")
        app.pulse.drill()
        await settled(pilot)
        assert "Un client demande" in seen(app)

    drive(house.app(), script)


def test_outside_a_drill_there_is_no_bar_and_the_key_does_nothing(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert not app.screen.query(DrillBar)
        await press(pilot, "ctrl+o")
        assert not isinstance(app.screen, Reader)
        assert commands.INJECTS not in [command for command, _ in app.commands_here()]
        await press(pilot, "n")
        assert commands.EXERCISE in [command for command, _ in app.commands_here()]

    drive(house.app(), script)


def test_behind_the_lock_nothing_of_the_drill_is_said(house: House, hour: dict[str, int]) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "f12")
        assert isinstance(app.screen, Locked)
        hour["minute"] = 330
        app.pulse.drill()
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, Locked)
        assert not app.screen.query(DrillBar)
        assert "Un client demande" not in seen(app)
        await press(pilot, "enter")
        app.pulse.drill()
        await settled(pilot)
        assert "Un client demande" in seen(app)

    drive(house.app(), script)
