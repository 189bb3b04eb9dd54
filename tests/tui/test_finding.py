"""A word takes one to the next fact that holds it, in its question, its answers, its id or its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.service.facts import assignments, change
from breach.service.opening import open_file
from breach.tui.screens.fact import FactForm
from breach.tui.screens.file import FileScreen
from breach.tui.widgets.lines import Lines
from tests.tui.driving import drive, press, seen, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def here(app: BreachApp) -> str:
    return app.screen.query_one("#facts-lines", Lines).here


async def find(pilot: Pilot[Any], word: str) -> None:
    await press(pilot, "t")
    await typed(pilot, word)
    await press(pilot, "enter")


@pytest.mark.parametrize(
    ("lang", "word", "fact"),
    [
        ("fr", "ORIGÎNE", "origin"),
        ("fr", "sauvegardé utilisable", "backup_available"),
        ("fr", "people_count", "people_count"),
        ("fr", "iban", "data_types"),
        ("en", "usable backup", "backup_available"),
        ("en", "iban", "data_types"),
        ("fr", "rançongiciel", "incident_type"),
        ("en", "ransomware", "incident_type"),
    ],
)
def test_a_word_leads_to_the_fact_that_holds_it(house: House, lang: str, word: str, fact: str) -> None:
    ref = open_file(house.desk, "un").ref
    change(house.desk, ref, assignments(house.desk, ["data_types=iban"]))
    i18n.use(lang)
    house.desk.lang = lang

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f")
        await find(pilot, word)
        assert here(app) == fact
        assert any(line.startswith("› ") for line in seen(app).splitlines())
        await press(pilot, "enter")
        assert isinstance(app.screen, FactForm)
        assert app.screen.definition.id == fact

    drive(house.app(), script)


def test_the_language_waits_for_an_open_question(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "t")
        await typed(pilot, "iban")
        await press(pilot, "f9")
        assert i18n.current() == "fr"
        await press(pilot, "enter")
        assert here(app) == "data_types"
        await press(pilot, "n", "y", "f9", "down", "enter")
        assert "complémentaire" in seen(app).split("— il manque")[0]
        await press(pilot, "f9")
        assert i18n.current() == "en"

    drive(house.app(), script)


def test_the_same_word_again_goes_on_to_the_next_and_round(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f")
        await find(pilot, "personnes")
        first, found = here(app), [here(app)]
        while len(found) < 90:
            await press(pilot, "t", "enter")
            if here(app) == first:
                break
            found.append(here(app))
        assert 2 < len(found) < 90
        assert len(set(found)) == len(found)

    drive(house.app(), script)


@pytest.mark.parametrize(("lang", "said"), [("fr", "Rien ici ne contient"), ("en", "Nothing here holds “zzz”")])
def test_nothing_found_is_said_and_moves_nothing(house: House, lang: str, said: str) -> None:
    open_file(house.desk, "un")
    i18n.use(lang)
    house.desk.lang = lang

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "down")
        before = here(app)
        await find(pilot, "zzz")
        assert any(said in held.message.replace("\u00a0", " ").replace("\u202f", " ") for held in app._notifications)
        assert here(app) == before
        await press(pilot, "t", "escape")
        assert isinstance(app.screen, FileScreen)
        await find(pilot, "«»")
        assert here(app) == before

    drive(house.app(), script)


def test_it_looks_through_what_is_unknown_where_only_that_is_shown(house: House) -> None:
    ref = open_file(house.desk, "un").ref
    change(house.desk, ref, assignments(house.desk, ["systems=zanzibar"]))

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "u")
        await find(pilot, "zanzibar")
        assert any("Rien ici ne contient" in held.message for held in app._notifications)
        await find(pilot, "origine")
        assert here(app) == "origin"

    drive(house.app(), script)
