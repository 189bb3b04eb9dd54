"""Lists to walk through: each line whole, one place in hand, and the next question after an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.service.files import read
from breach.service.opening import open_file
from breach.tui.screens.form import Form
from tests.tui.driving import drive, plain, press, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def test_an_answer_that_takes_two_lines_stays_whole_once_another_is_marked(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:origin", lambda _done: None)
        await pilot.pause()
        await press(pilot, "tab", "down", "down", "space", "down", "down")
        assert "[x] mail_lost_or_opened" in plain(app) or "[x] Courrier perdu" in plain(app)
        assert "Piratage, logiciel malveillant, hameçonnage" in plain(app)

    drive(house.app(), script)


def test_an_answer_is_in_hand_only_while_keys_come_to_the_list(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:observed_harm", lambda _done: None)
        await pilot.pause()
        assert "› [ ] oui" not in plain(app)
        await press(pilot, "tab")
        assert "› [ ] oui" in plain(app)

    drive(house.app(), script)


def test_after_an_answer_that_leaves_a_fact_unknown_the_next_question_is_in_hand(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f", "end", "u", "enter")
        first = app.screen
        assert isinstance(first, Form)
        await typed(pilot, "inconnu")
        await press(pilot, "ctrl+s", "enter")
        assert isinstance(app.screen, Form)
        assert app.screen.place != first.place
        await press(pilot, "escape", "up", "enter", "escape", "enter")
        assert isinstance(app.screen, Form)
        assert app.screen.place == first.place

    drive(house.app(), script)
    assert [fact.state for fact in read(house.desk, ref).facts.values() if fact.state == "unknown"]
