"""Keys: each does something on each screen without a crash; none needs Shift or AltGr in France; all of them are in footer, palette and help."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import pytest
from textual import _wait

from breach import i18n
from breach.i18n import has
from breach.service.opening import open_file
from breach.tui import commands
from breach.tui.commands import Command
from breach.tui.screens.board import Board
from breach.tui.screens.choice import Choice
from breach.tui.screens.file import FileScreen
from breach.tui.screens.reader import Reader
from tests.tui.driving import drive, plain, press, seen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

ALL = [value for value in vars(commands).values() if isinstance(value, Command)] + list(commands.STEPS)
BESIDE = (commands.NEXT_STEP, commands.PREVIOUS_STEP)
UNSHIFTED = {*string.ascii_lowercase, *(f"f{n}" for n in range(1, 13)), "escape", "enter", "space", "tab", "up", "down", "left", "right", "delete"}
PREFIXES = {"ctrl+a", "ctrl+b"}


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_no_default_key_needs_shift_or_is_a_prefix(command: Command) -> None:
    for key in command.keys.split(","):
        assert key not in PREFIXES
        assert key.removeprefix("ctrl+") in UNSHIFTED


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_letters_of_movement_stay_movement(command: Command) -> None:
    if command not in (commands.NEXT_STEP, commands.PREVIOUS_STEP):
        assert not set(command.keys.split(",")) & set("hjkl")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_every_command_has_its_words(command: Command, lang: str) -> None:
    before = i18n.current()
    i18n.use(lang)
    try:
        assert has(f"tui.{command.id}.label")
        assert has(f"tui.{command.id}.help")
    finally:
        i18n.use(before)


@pytest.mark.parametrize("group", [(commands.BOARD), (commands.FILE), (commands.FORM)], ids=["board", "file", "form"])
def test_no_key_stands_twice_on_a_screen(group: tuple[Command, ...]) -> None:
    keys = [key for command in (*group, *commands.EVERYWHERE) for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


PLACES: dict[str, tuple[str, ...]] = {
    "board": (),
    "log": ("enter",),
    "facts": ("enter", "f", "down"),
    "assess": ("enter", "e"),
    "clock": ("enter", "c"),
    "notice": ("enter", "n"),
    "letter": ("enter", "m"),
    "decisions": ("enter", "d"),
    "new": ("n",),
    "note": ("ctrl+t",),
    "fact": ("enter", "s"),
    "aware": ("enter", "c", "a"),
    "choice": ("enter", "d", "a"),
    "decision": ("enter", "d", "a", "enter"),
    "export": ("enter", "n", "x"),
    "retract": ("enter", "r"),
    "reader": ("f1",),
    "problem": ("n", "ctrl+s"),
    "palette": ("ctrl+p",),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_key_on_every_screen(house: House, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go there, press every bound key, go back there after each. The ways from step to step are tried in the log alone: they are the screen's."""
    # Hundreds of keys: the pilot looks five times as often whether the application is idle.
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.001)
    open_file(house.desk, "Un courriel est parti", exercise=True)

    async def back(app: BreachApp, pilot: Pilot[Any]) -> None:
        while len(app.screen_stack) > 2:
            await app.pop_screen()
            await pilot.pause()
        for form in app.unfinished.forms():
            app.unfinished.drop(form)
        await press(pilot, *PLACES[place])

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await back(app, pilot)
        name = type(app.screen).__name__
        here = app.screen
        between = set() if place == "log" else {key for command in (*commands.STEPS, *BESIDE) for key in command.keys.split(",")}
        keys = [key for key in app.screen.active_bindings if key != "ctrl+q" and not (isinstance(here, FileScreen) and key in between)]
        assert not set(keys) & PREFIXES
        for key in keys:
            step = here.current if isinstance(here, FileScreen) else ""
            await pilot.press(key)
            assert app.is_running, key
            if key == "f9":
                await pilot.press(key)
            if app.screen is not here:
                await back(app, pilot)
                here = app.screen
            elif isinstance(here, FileScreen) and here.current != step:
                here.go(step)
            assert type(here).__name__ == name, key

    drive(house.app(), script)


def test_the_footer_keeps_help_however_narrow(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f")
        assert seen(app).split("\n")[-1].endswith("F1 Aide  ^T Noter")
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert "F1 Aide" in seen(app).split("\n")[-1]
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert seen(app).split("\n")[-1].startswith("Entrée Répondre  w Pourquoi")

    drive(house.app(), script)


def test_help_and_palette_name_every_command_of_the_screen(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "d")
        wanted = [command.help for command, _ in app.commands_here()]
        await press(pilot, "f1")
        assert isinstance(app.screen, Reader)
        assert not [words for words in wanted if words not in app.screen.text]
        await press(pilot, "escape", "ctrl+p")
        assert isinstance(app.screen, Choice)
        shown = [option.words for option in app.screen._options]
        assert not [words for words in wanted if not any(words in held for held in shown)]

    drive(house.app(), script)


def test_the_palette_does_what_is_chosen(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+p", *"ouvrir", "space", *"dire", "enter")
        assert "Que s'est-il passé" in plain(app)

    drive(house.app(), script)


def test_a_key_can_be_set_in_the_configuration(house: House) -> None:
    house.settings.key_bindings = {"new": "z"}

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert seen(app).split("\n")[-1].startswith("z Nouveau")
        await press(pilot, "n")
        assert isinstance(app.screen, Board)
        await press(pilot, "z")
        assert "Que s'est-il passé" in plain(app)

    drive(house.app(), script)


def test_the_footer_can_be_clicked(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await pilot.click("Footer", offset=(3, 0))
        await pilot.pause()
        assert "Que s'est-il passé" in plain(app)

    drive(house.app(), script)


def test_a_step_can_be_clicked(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await pilot.click("StepStrip", offset=(14, 0))
        await pilot.pause()
        assert isinstance(app.screen, FileScreen)
        assert app.screen.current == "facts"

    drive(house.app(), script)
