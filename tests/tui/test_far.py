"""At the other end of a slow line, everything typed without waiting: nothing is lost, and nothing lands where it was not meant."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from textual.events import Key

from breach.service.opening import open_file
from breach.tui.screens.choice import Choice
from breach.tui.screens.decision import DecisionForm
from breach.tui.screens.new import NewForm
from breach.tui.screens.problem import Problem
from tests.tui.driving import drive, plain, press, settled, typed
from tests.tui.terminal import Far, recorded

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

LATE_S = 0.3
SAVE, NOTE, QUIT = "\x13", "\x14", "\x11"
OPENING = "Un courriel est parti, nc ctjk rien d'autre"
"""Full of letters that are keys of the board."""


async def burst(app: BreachApp, pilot: Pilot[Any], *keys: str) -> None:
    """Press ``keys`` at once, waiting for none of them."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))
    for _ in range(len(keys) + 5):
        await settled(pilot)


def test_a_file_a_note_and_a_fact_are_typed_without_waiting(house: House) -> None:
    far = Far(house.path, LATE_S)
    far.wait_for("Touche n")
    far.type(f"n{OPENING}{SAVE}")
    far.type(f"{NOTE}appel au DPO, pas de rponse{SAVE}")
    far.type(f"sintegrity{SAVE}")
    entries = recorded(far, house.path, 3)
    far.kill()
    assert [entry.kind for entry in entries] == ["opened", "note", "facts"], far.text()[-1500:]
    assert entries[0].body["text"] == OPENING
    assert entries[1].body["text"] == "appel au DPO, pas de rponse"
    assert "integrity" in str(entries[2].body["facts"]["nature"])


def test_letters_sent_one_by_one_come_in_whole(house: House) -> None:
    far = Far(house.path, LATE_S)
    far.wait_for("Touche n")
    for letter in f"n{OPENING}{SAVE}{NOTE}la suite{SAVE}":
        far.type(letter)
        time.sleep(0.01)
    entries = recorded(far, house.path, 2)
    far.type(QUIT)
    assert far.end() == 0
    assert [entry.body["text"] for entry in entries] == [OPENING, "la suite"]


def test_a_key_typed_before_an_error_does_not_close_it_unread(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await burst(app, pilot, "n", "ctrl+s", "enter", "x")
        assert isinstance(app.screen, Problem)
        assert [note.message for note in app._notifications] == ["2 touches tapées avant cet écran n’ont pas compté."]
        await press(pilot, "enter")
        assert isinstance(app.screen, NewForm)
        assert app.screen.values()["text"] == ""

    drive(house.app(), script)


def test_a_key_typed_before_an_offer_does_not_answer_it(house: House) -> None:
    open_file(house.desk, "un")

    async def begin(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+t")
        await typed(pilot, "pas fini")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "escape")
        await burst(app, pilot, "ctrl+t", "x", "enter")
        assert "pas fini" in plain(app)
        assert isinstance(app.screen, Choice)

    drive(house.app(), begin)
    drive(house.app(), script)


def test_keys_go_through_boxes_that_were_asked_for(house: House) -> None:
    open_file(house.desk, "un", exercise=True)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await burst(app, pilot, "enter", "d", "a", "enter", "tab", *"abc")
        assert isinstance(app.screen, DecisionForm)
        assert "abc" in plain(app)
        await burst(app, pilot, "escape", "escape", "ctrl+t", *"note", "ctrl+s")
        assert isinstance(app.screen, DecisionForm)

    drive(house.app(), script)
