"""The ledger in the facts step: what is owed first, asked and answered from there, and what the notice still has to get."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from breach.service import questions
from breach.service.files import read
from breach.service.opening import open_file
from breach.tui.screens.form import Form
from tests.tui.driving import drive, plain, press, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def asked(house: House) -> str:
    ref = open_file(house.desk, "Archive exposée").ref
    questions.ask(house.desk, ref, "Exploitation", "Combien de lignes ?", field="records_count", due="2026-11-22T05:00+01:00")
    questions.ask(house.desk, ref, "RSSI", "Qui a le lien ?")
    return ref


def test_what_is_owed_stands_first_and_late_is_said(house: House) -> None:
    asked(house)
    before = house.desk.clock

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "u")
        text = plain(app)
        assert text.index("Demandé, réponse attendue") < text.index("Combien de lignes") < text.index("Qui a le lien")
        assert text.index("Qui a le lien") < text.index("Décide d’un devoir, demandé à personne")
        assert "EN RETARD" not in text
        house.desk.clock = lambda: before() + timedelta(hours=3)
        app.pulse.tick()
        await pilot.pause()
        assert "! Combien de lignes ?" in plain(app)
        assert "EN RETARD de 1 h 10" in plain(app)

    drive(house.app(), script)


def test_a_question_about_no_fact_is_answered_and_a_fact_is_asked_for(house: House) -> None:
    ref = asked(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "u", "down", "w", "p")
        assert not isinstance(app.screen, Form)
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert app.screen.place == f"answer:{ref}:3"
        await typed(pilot, "personne")
        await press(pilot, "ctrl+s")
        assert "Qui a le lien" not in plain(app)
        await press(pilot, "down", "p")
        assert isinstance(app.screen, Form)
        assert app.screen.place.startswith(f"ask:{ref}:")

    drive(house.app(), script)
    assert [act.n for act in read(house.desk, ref).file.open_questions()] == [2]


def test_the_notice_says_what_is_still_to_be_got(house: House) -> None:
    asked(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n")
        text = plain(app)
        assert "À obtenir : - Combien de lignes ? — demandé à Exploitation" in text
        assert "autres faits que personne n’est chargé de trouver (f u)" in text
        assert "Qui a le lien" not in text

    drive(house.app(), script)


def test_asking_for_the_kinds_of_data_is_asking_for_what_the_form_wants_of_them(house: House) -> None:
    ref = open_file(house.desk, "Archive exposée").ref
    questions.ask(house.desk, ref, "Paie", "Quelles données ?", field="data_types")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n")
        assert "Quelles données ? — demandé à Paie" in plain(app)

    drive(house.app(), script)


def test_arrows_lead_from_a_line_to_the_answers_and_what_was_said_does_not_cover_what_comes(house: House) -> None:
    ref = open_file(house.desk, "Archive exposée").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:recipient", app.page.changed)
        await pilot.pause()
        await press(pilot, "down", "down", "space", "up")
        assert isinstance(app.screen, Form)
        assert app.screen.values()["value"] == "trusted"
        await press(pilot, "ctrl+s")
        app.open_form(f"aware:{ref}", app.page.changed)
        await pilot.pause()
        await typed(pilot, "il y a 20 min")
        await press(pilot, "down", "down")
        await typed(pilot, "vu")
        await press(pilot, "ctrl+s")
        assert any("il y a 20 min" in held.message for held in app._notifications)
        await press(pilot, "ctrl+s")
        assert not any("il y a 20 min" in held.message for held in app._notifications)

    drive(house.app(), script)
    assert read(house.desk, ref).facts["recipient"].value == "trusted"


def test_one_fact_asked_of_two_people_is_two_lines_each_with_its_answer(house: House) -> None:
    ref = open_file(house.desk, "Archive exposée").ref
    first = questions.ask(house.desk, ref, "RSSI", "Combien de personnes ?", field="people_count")[1].n
    second = questions.ask(house.desk, ref, "DSI", "Combien, d’après la base ?", field="people_count")[1].n
    assert first != second

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "u")
        assert "RSSI" in plain(app)
        assert "DSI" in plain(app)
        for entry in (first, second):
            await press(pilot, "r")
            assert isinstance(app.screen, Form)
            assert app.screen.place == f"answer:{ref}:{entry}"
            await press(pilot, "escape", "down")

    drive(house.app(), script)
