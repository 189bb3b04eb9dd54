"""The time slider: the whole file as it was known at an earlier entry or instant, marked as such, and never changed by looking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.service import decisions, facts, questions, then
from breach.service.opening import open_file
from breach.tui.screens.then import ThenScreen, slider
from tests.house import NOW
from tests.tui.driving import drive, plain, press, seen, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.fixture
def lived(house: House) -> str:
    """A file of five entries, an hour apart: opened, aware by its opening, people counted, decided, counted again."""
    desk, moment = house.desk, {"is": NOW}
    desk.clock = lambda: moment["is"]
    ref = open_file(desk, "Archive exposée", aware=NOW - timedelta(hours=1), by="Marie", basis="fichier vu").ref

    def hour() -> None:
        moment["is"] += timedelta(hours=1)

    hour()
    facts.change(desk, ref, facts.assignments(desk, ["people_count=400"]))
    hour()
    decisions.decide(desk, ref, "notify-authority", "notify", "Risque probable")
    hour()
    facts.change(desk, ref, facts.assignments(desk, ["people_count=12000"]), "recompté")
    hour()
    return ref


def test_what_was_known_then_is_shown_and_nothing_that_came_later(house: House, lived: str) -> None:
    before = [point.n for point in then.Past(house.desk, house.desk.store.find(lived)).points]

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f6")
        assert isinstance(app.screen, ThenScreen)
        text = plain(app)
        assert f"{lived} TEL QUE CONNU LE dim. 22 nov. 2026 06:10 Paris — lecture seule" in text
        assert "Nombre approximatif de personnes" in text.split("[")[0]
        assert "12000" in text.replace("12 000", "12000")
        assert "Avis : autorité, notifier (à établir)" in text
        assert text.index("Décidé") < text.index("Évaluation")
        assert "Risque probable" in text
        await press(pilot, "r", "left")
        text = plain(app)
        assert "TEL QUE CONNU LE dim. 22 nov. 2026 04:10 Paris" in text
        assert "400" in text
        assert "12000" not in text.replace("12 000", "12000")
        assert "Risque probable" not in text
        assert "CNIL : reste 70 h 00" in text
        await press(pilot, "s")
        assert "Risque probable" in plain(app)
        await press(pilot, "h", "h", "h", "h", "h")
        assert "Entrée 1 sur" in plain(app)

    drive(house.app(), script, (120, 200))
    assert [point.n for point in then.Past(house.desk, house.desk.store.find(lived)).points] == before


def test_an_instant_is_typed_in_words_or_figures(house: House, lived: str) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f6", "a", "ctrl+u")
        await typed(pilot, "2026-11-22T05:30")
        await press(pilot, "ctrl+s")
        assert "TEL QUE CONNU LE dim. 22 nov. 2026 05:10 Paris" in plain(app)
        house.desk.clock = lambda: NOW + timedelta(days=1)
        await press(pilot, "a", "ctrl+u")
        await typed(pilot, "hier")
        await press(pilot, "escape")
        assert isinstance(app.screen, ThenScreen), "nothing would have been recorded: nothing is asked"
        await press(pilot, "a", "ctrl+u", "ctrl+s")
        assert "TEL QUE CONNU LE dim. 22 nov. 2026 06:10 Paris" in plain(app), "empty is now, as the hint says"
        await press(pilot, "a", "ctrl+u")
        await typed(pilot, "2026-11-20T05:30")
        await press(pilot, "ctrl+s")
        assert "Entrée 1 sur" in plain(app)
        assert any("n’existait pas encore" in held.message for held in app._notifications)
        assert not list(app.scratch.all())

    drive(house.app(), script)


def test_it_opens_at_the_entry_in_hand_and_speaks_english(house: House, lived: str) -> None:
    i18n.use("en")
    house.desk.lang = "en"

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g", "home", "f6")
        text = plain(app)
        assert "AS IT WAS KNOWN ON Sun 22 Nov 2026 03:10 Paris" in text
        assert "Entry 1 of" in text
        await press(pilot, "f9")
        assert "TEL QUE CONNU LE" in plain(app)
        assert max(map(len, seen(app).split("\n"))) <= 80

    drive(house.app(), script)


def test_the_slider_fits_and_marks_what_weighs(house: House, lived: str) -> None:
    points = then.Past(house.desk, house.desk.store.find(lived)).points
    line, marks = slider(points, len(points), 74)
    assert line.endswith("█]")
    assert len(line) == len(points) + 2
    assert marks.count("D") == marks.count("A") == 1
    narrow, _ = slider(points, 1, 2)
    assert narrow == "[█─]"
    assert then.at_instant(points, NOW - timedelta(days=1)) == 0


def test_the_log_says_what_each_entry_is_about(house: House, lived: str) -> None:
    questions.ask(house.desk, lived, "RSSI", "Qui a le lien ?")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g")
        text = plain(app)
        assert "« Nombre approximatif de personnes concernées » : 400" in text
        assert "concernées » : 12 000 · recompté" in text
        assert "Notifier l'autorité ? notifier · Risque probable" in text
        assert "RSSI · Qui a le lien ?" in text
        await press(pilot, "f9")
        assert "Approximate number of people concerned" in plain(app)
        await press(pilot, "home", "down", "down", "enter")
        assert "Approximate number of people concerned" in plain(app)

    drive(house.app(), script, (100, 40))
