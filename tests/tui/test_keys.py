"""Keys: each does something on each screen without a crash; none needs Shift or AltGr in France; all of them are in footer, palette and help."""

from __future__ import annotations

import string
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.i18n import has
from breach.service.opening import open_file
from breach.tui import commands
from breach.tui.commands import Command
from breach.tui.host import Option
from breach.tui.screens.board import Board
from breach.tui.screens.choice import Choice
from breach.tui.screens.file import FileScreen
from breach.tui.screens.reader import Reader
from breach.tui.widgets.lines import Lines
from tests.tui.driving import drive, plain, press, seen
from tests.tui.places import PLACES, PREFIXES, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

ALL = [*(value for value in vars(commands).values() if isinstance(value, Command)), *commands.STEPS, *commands.FILTERS]
SIDEWAYS = (commands.NEXT_STEP, commands.PREVIOUS_STEP, commands.NEXT_FILTER, commands.PREVIOUS_FILTER, commands.EARLIER, commands.LATER)
UNSHIFTED = {*string.ascii_lowercase, *(f"f{n}" for n in range(1, 13)), "escape", "enter", "space", "tab", "up", "down", "left", "right", "delete"}


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_no_default_key_needs_shift_or_is_a_prefix(command: Command) -> None:
    for key in command.keys.split(","):
        assert key not in PREFIXES
        assert key.removeprefix("ctrl+") in UNSHIFTED


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_letters_of_movement_stay_movement(command: Command) -> None:
    if command not in SIDEWAYS:
        assert not set(command.keys.split(",")) & set("hjkl")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_every_command_has_its_words(command: Command, lang: str) -> None:
    before = i18n.current()
    i18n.use(lang)
    try:
        assert has(f"{command.area}.{command.id}.label")
        assert has(f"{command.area}.{command.id}.help")
    finally:
        i18n.use(before)


@pytest.mark.parametrize("group", [(commands.BOARD), (commands.FILE), (commands.FORM)], ids=["board", "file", "form"])
def test_no_key_stands_twice_on_a_screen(group: tuple[Command, ...]) -> None:
    keys = [key for command in (*group, *commands.EVERYWHERE) for key in command.keys.split(",")]
    assert len(keys) == len(set(keys))


OTHERS = 4
"""How many bound keys beside a screen's own commands are pressed on it; all of them are pressed by ``bench/every_key.py``."""


def own_of(app: BreachApp) -> set[str]:
    """The keys of the commands of the screen in front, the ways from step to step left out."""
    return {key for command, node in app.commands_here() if node is not app for key in command.keys.split(",")}


def sampled(place: str, own: set[str], keys: Sequence[str]) -> list[str]:
    """The keys of the screen's own commands, and ``OTHERS`` more of the widgets' and of what works everywhere: the same ones each time."""
    rest = sorted(set(keys) - own)
    return [key for key in keys if key in own] + Random(place).sample(rest, min(OTHERS, len(rest)))


@pytest.mark.parametrize("place", PLACES)
def test_keys_on_every_screen(house: House, place: str) -> None:
    open_file(house.desk, "Un courriel est parti", exercise=True)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert await walk(app, pilot, place, lambda keys: sampled(place, own_of(app), keys)) > OTHERS

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


def test_keys_that_clash_and_actions_that_do_not_exist_are_named_at_the_start(house: House) -> None:
    house.settings.key_bindings = {"new": "s", "nowt": "f11", "evidence": "g", "search": "f3"}

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        text = " ".join(plain(app).replace("│", " ").split())
        assert "« nowt » n’est pas une action" in text
        assert "g a plusieurs sens sur un même écran : evidence, step-log" in text
        assert "search" not in text.partition("Corriger")[0]
        await press(pilot, "enter", "s")
        assert "Que s'est-il passé" in plain(app)

    drive(house.app(), script)


@pytest.mark.parametrize("held", [{}, {"note": "f11"}, {"new": "z,f11", "search": "n"}])
def test_keys_that_do_not_clash_are_not_named(house: House, held: dict[str, object]) -> None:
    house.settings.key_bindings = held

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert isinstance(app.screen, Board)
        await pilot.pause()

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
        await pilot.click("StepStrip", offset=(22, 0))
        await pilot.pause()
        assert isinstance(app.screen, FileScreen)
        assert app.screen.current == "playbook"

    drive(house.app(), script)


@pytest.mark.parametrize(("lang", "words"), [("fr", "Aucun résultat"), ("en", "Nothing found")])
def test_the_palette_says_that_nothing_is_found(house: House, lang: str, words: str) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        i18n.use(lang)
        await press(pilot, "ctrl+p", *"zzz")
        assert words in plain(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Choice)
        await press(pilot, "backspace", "backspace", "backspace")
        assert words not in plain(app)
        assert app.screen.query_one(Lines).here

    drive(house.app(), script)


def test_the_palette_puts_whole_words_first(house: House) -> None:
    options = [Option("c", "Consigner une preuve"), Option("f", "Signerait"), Option("s", "Signer le projet")]
    got: list[str | None] = []

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.choose("?", "", options, got.append, searched=True)
        await press(pilot, *"signer")
        lines = app.screen.query_one(Lines)
        assert [lines.get_option_at_index(n).id for n in range(3)] == ["2", "1", "0"]
        await press(pilot, "enter")

    drive(house.app(), script)
    assert got == ["s"]


def test_the_palette_finds_without_accents(house: House) -> None:
    got: list[str | None] = []

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.choose("?", "", [Option("a", "Archive"), Option("e", "Écrire l’intégrité")], got.append, searched=True)
        await press(pilot, *"ecrire", "space", *"integ", "enter")

    drive(house.app(), script)
    assert got == ["e"]
