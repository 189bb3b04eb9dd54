"""The DPO's review: what is new stays new while it is open, and what follows from it is done from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.loader import load
from breach.log import kinds
from breach.service import decisions
from breach.service.files import read
from breach.service.opening import open_file
from breach.tui.screens.file import FileScreen
from breach.tui.screens.form import Form
from breach.tui.screens.reader import Reader
from breach.tui.screens.review import ReviewScreen
from tests.tui.driving import drive, plain, press, seen, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def test_an_opinion_a_question_and_a_sealed_note_are_given_from_the_review(house: House) -> None:
    house.desk.actor.role = "dpo"
    ref = open_file(house.desk, "Archive exposée").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f8")
        assert isinstance(app.screen, ReviewScreen)
        assert "Archive exposée" in plain(app)
        assert "Horloges CNIL : pas encore partie" in plain(app)  # in words, without the id that a command takes
        await press(pilot, "o", "down", "enter", "space", "tab")
        assert isinstance(app.screen, Form)
        assert app.screen.place == f"opinion:{ref}:notify-authority"
        await typed(pilot, "Il faut notifier")
        await press(pilot, "ctrl+s", "d")
        await typed(pilot, "RSSI")
        await press(pilot, "tab")
        await typed(pilot, "Qui a le lien ?")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, ReviewScreen)
        assert "Archive exposée" in plain(app)  # still new, as when it was opened
        await press(pilot, "escape")
        assert isinstance(app.screen, FileScreen)
        assert app.screen.state is not None
        assert app.screen.state.opened.file.entries == 4

    drive(house.app(), script, (100, 60))
    file = read(house.desk, ref).file
    assert [line.kind for line in file.timeline] == ["opened", kinds.REVIEWED, kinds.OPINION, kinds.ASKED]


def test_a_silence_is_approved_from_the_review(house: House) -> None:
    ref = open_file(house.desk, "Archive exposée").ref
    house.desk.actor.name, house.desk.actor.role = "Léa Autre", "lead"
    decisions.decide(house.desk, ref, "notify-authority", "do-not-notify", "Chiffré")
    house.desk.actor.name, house.desk.actor.role = "Solène Vauquelin", "management"

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f8", "p")
        assert isinstance(app.screen, Form)
        assert app.screen.place == f"approve:{ref}:2"
        await press(pilot, "escape", "escape", "f8")
        assert "Premier regard" not in plain(app)

    drive(house.app(), script)


def test_why_a_question_is_asked_from_its_form_in_both_languages(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:people_count", app.page.changed)
        await pilot.pause()
        await typed(pilot, "4")
        await press(pilot, "f3")
        assert isinstance(app.screen, Reader)
        definition = load().get("people_count")
        assert definition.question_en in app.screen.text
        assert definition.article in app.screen.text
        assert definition.example_en in app.screen.text
        await press(pilot, "escape")
        assert isinstance(app.screen, Form)
        assert app.screen.values()["value"] == "4"
        assert max(map(len, seen(app).split("\n"))) <= 80

    drive(house.app(), script)


def test_every_question_says_why_with_an_article_and_an_example() -> None:
    for definition in load().facts.values():
        assert definition.why_fr, definition.id
        assert definition.why_en, definition.id
        assert definition.example_fr or definition.of, definition.id  # "another one: which" is its own example
        assert definition.example_en or definition.of, definition.id
        assert definition.article or definition.id == "title"
