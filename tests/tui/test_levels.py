"""Escape goes one level up, never more; the way out is always in the last line; the DPO's list and the lists of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach.service.facts import assignments, change
from breach.service.opening import open_file
from breach.tui.screens.board import Board
from breach.tui.screens.file import FileScreen
from breach.tui.screens.review import ReviewScreen
from breach.tui.screens.reviews import Reviews
from breach.tui.steps.letters import LetterStep
from breach.tui.steps.papers import NoticeStep
from tests.tui.driving import drive, plain, press, seen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def step(app: BreachApp) -> str:
    assert isinstance(app.screen, FileScreen)
    return app.screen.current


@pytest.mark.parametrize("known", [False, True], ids=["young", "aware"])
def test_from_a_step_to_where_the_file_was_entered_then_to_the_board(house: House, *, known: bool) -> None:
    at = house.desk.instant("2026-11-21T03:10+01:00") if known else None
    open_file(house.desk, "un", aware=at, by="Léa" if known else "", basis="journaux" if known else "")
    home = "log" if known else "now"

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "c", "escape")
        assert step(app) == home
        await press(pilot, "escape")
        assert isinstance(app.screen, Board)
        await press(pilot, "enter", "b", "escape")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)


def test_from_a_playbook_that_was_chosen_to_their_list_first(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        assert "Marches à suivre proposées" in plain(app)
        assert "Entrée Ouvrir" in plain(app)
        await press(pilot, "enter")
        assert "La première heure" in plain(app)
        assert "Entrée Cocher" in plain(app)
        await press(pilot, "escape")
        assert "Marches à suivre proposées" in plain(app)
        assert "Entrée Ouvrir" in plain(app)
        await press(pilot, "escape")
        assert step(app) == "now"

    drive(house.app(), script)


@pytest.mark.parametrize("columns", [80, 40])
def test_the_way_out_is_in_the_last_line_of_every_step(house: House, columns: int) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        for key in "bgqfecnmd":
            await press(pilot, key)
            last = seen(app).splitlines()[-1].replace("\u00a0", " ")
            assert last.endswith("Échap Retour  F1 Aide  ^T Noter"), key
        await press(pilot, "f6")
        assert "Échap Retour" in seen(app).splitlines()[-1].replace("\u00a0", " ")

    drive(house.app(), script, (columns, 24))


def test_the_list_of_what_is_to_be_reviewed_opens_the_review(house: House) -> None:
    open_file(house.desk, "un")
    ref = open_file(house.desk, "deux").ref
    change(house.desk, ref, assignments(house.desk, ["people_count=3"]))

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "f8")
        assert isinstance(app.screen, Reviews)
        shown = plain(app)
        assert "2 dossiers attendent un regard." in shown
        assert shown.index(ref) < shown.index("2026-0001")  # where more is new comes first
        assert "2 entrées nouvelles" in shown
        await press(pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.ref == ref
        await press(pilot, "escape")
        assert isinstance(app.screen, Reviews)
        assert "1 dossier attend un regard." in plain(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)


def test_a_type_or_a_template_is_chosen_in_a_list_that_begins_at_the_one_in_view(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "y", "down", "enter")
        assert app.screen.query_one(NoticeStep).paper.which == "complementary"
        await press(pilot, "y", "up", "enter")
        assert app.screen.query_one(NoticeStep).paper.which == "initial"
        await press(pilot, "y", "down", "escape")
        assert app.screen.query_one(NoticeStep).paper.which == "initial"
        await press(pilot, "m", "v")
        assert "› Lettre aux personnes, par courriel" in plain(app)
        await press(pilot, "down", "enter")
        assert app.screen.query_one(LetterStep).paper.channel != "email"

    drive(house.app(), script)
