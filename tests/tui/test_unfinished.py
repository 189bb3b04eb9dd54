"""Unfinished typing: journalled at every keystroke, offered with its first words, used only when chosen."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import TextArea

from breach import i18n
from breach.errors import StoreError
from breach.service.opening import open_file
from breach.storage.scratch import Scratch
from breach.tui.screens.board import Board
from breach.tui.screens.new import NewForm
from tests.house import KEY
from tests.tui.driving import drive, plain, press, typed
from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

AT = "2026-11-22T02:00:00Z"


def scratch_of(house: House) -> Scratch:
    return Scratch(f"{house.path}.scratch", KEY)


def left_behind(house: House, **texts: str) -> None:
    scratch = scratch_of(house)
    for place, text in texts.items():
        scratch.put(place, text, len(text), AT)
    scratch.close()


def test_every_keystroke_is_journalled(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        for count in range(1, 6):
            await pilot.press("x")
            await pilot.pause()
            saved = app.scratch.get("new#text")
            assert saved is not None
            assert saved.text == "x" * count
        await press(pilot, *["backspace"] * 5)
        assert app.scratch.get("new#text") is None

    drive(house.app(), script)


def test_an_unfinished_text_is_offered_at_the_next_start_and_never_silently_used(house: House) -> None:
    left_behind(house, **{"new#text": "Un courriel [b]est parti[/b] à la mauvaise adresse, avec la liste des clients"})

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        text = plain(app)
        assert "Texte inachevé" in text
        assert "Un courriel [b]est parti[/b]" in text
        await press(pilot, "escape")
        assert isinstance(app.screen, Board)
        await press(pilot, "n")
        assert app.screen_stack[-2].query_one(TextArea).text == ""
        await press(pilot, "enter")
        assert app.screen.query_one(TextArea).text.startswith("Un courriel [b]")
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    assert scratch_of(house).all() == []
    assert house.desk.store.history(house.desk.store.find("1").chain)[0].body["text"].endswith("la liste des clients")


def test_an_offered_text_can_be_thrown_away(house: House) -> None:
    left_behind(house, **{"new#text": "à jeter"})

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "down", "enter")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)
    assert scratch_of(house).all() == []


def test_an_exercise_is_taken_up_as_an_exercise(house: House) -> None:
    async def begin(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        await typed(pilot, "essai")
        await press(pilot, "f4")

    drive(house.app(), begin)
    assert [saved.place for saved in scratch_of(house).all()] == ["new:exercise#text"]

    async def go_on(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "EXERCICE" in plain(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, NewForm)
        assert app.screen.exercise
        await press(pilot, "ctrl+s")

    drive(house.app(), go_on)
    assert house.desk.store.files()[0].exercise
    assert scratch_of(house).all() == []


def test_a_form_with_several_fields_is_offered_as_one(house: House) -> None:
    ref = open_file(house.desk, "un").ref
    left_behind(house, **{f"aware:{ref}#basis": "journaux lus par l'équipe", f"aware:{ref}#at": "2026-11-21T03:10+01:00"})

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert plain(app).count("journaux lus") == 1
        await press(pilot, "enter", "enter", "ctrl+s")

    drive(house.app(), script)
    entry = house.desk.store.history(house.desk.store.find(ref).chain)[-1]
    assert (entry.kind, entry.body["basis"], entry.body["at"]) == ("aware", "journaux lus par l'équipe", "2026-11-21T02:10:00Z")


def test_leaving_with_a_text_asks(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        await typed(pilot, "pas fini")
        await press(pilot, "escape")
        assert "Quitter sans consigner" in plain(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, NewForm)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, Board)
        assert [saved.text for saved in app.scratch.all()] == ["pas fini"]
        await press(pilot, "n", "enter", "escape", "down", "enter")
        assert isinstance(app.screen, Board)
        assert list(app.scratch.all()) == []

    drive(house.app(), script)


@pytest.mark.parametrize("keys", [("space", "space"), ("enter", "enter", "space")], ids=["blanks", "line ends"])
@pytest.mark.parametrize("form", ["n", "ctrl+t"])
def test_blanks_alone_are_no_unfinished_text(house: House, form: str, keys: tuple[str, ...]) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, form, *keys)
        assert app.screen.query_one(TextArea).text.isspace()
        assert list(app.scratch.all()) == []
        await press(pilot, "escape")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)


def test_blanks_kept_by_an_earlier_version_are_not_offered_and_go_with_the_rest(house: House) -> None:
    left_behind(house, **{"new#text": " \n\n "})

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert isinstance(app.screen, Board)
        assert app.unfinished.forms() == []
        app.unfinished.drop("new")
        await pilot.pause()

    drive(house.app(), script)
    assert scratch_of(house).all() == []


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("fact:{ref}:people_count", {"fr": "Nombre approximatif de personnes", "en": "Approximate number of people"}),
        ("decide:{ref}:notify-authority", {"fr": "Notifier l'autorité ?", "en": "Notify the authority?"}),
        ("opinion:{ref}:close", {"fr": "Clore le dossier ?", "en": "Close the file?"}),
        ("retract:{ref}:3", {"fr": "entrée 3", "en": "entry 3"}),
        ("approve:{ref}:3", {"fr": "Approbation", "en": "Approval"}),
        ("result:{ref}:3", {"fr": "Résultat", "en": "Result"}),
        ("export:{ref}:notice.initial", {"fr": "Notification à la CNIL, initiale", "en": "initial"}),
        ("fact:{ref}:of_a_later_version", {"fr": "of_a_later_version", "en": "of_a_later_version"}),
    ],
)
def test_an_offer_says_in_words_what_it_belongs_to(house: House, detail: str, said: dict[str, str], lang: str) -> None:
    ref = open_file(house.desk, "un").ref
    form = detail.format(ref=ref)
    left_behind(house, **{f"{form}#value": "entre 9 et 3500 d'après l'export"})
    app = house.app()
    i18n.use(lang)
    house.desk.lang = lang
    words = app.unfinished.words(form).replace("\u00a0", " ").replace("\u202f", " ")
    assert said[lang] in words
    assert ref in words
    assert "entre 9 et 3500 d'après" in words
    assert detail.split(":")[2] not in words or detail.split(":")[2] in ("3", "of_a_later_version")
    app.scratch.close()


def test_a_text_of_a_file_that_is_gone_is_said_and_can_be_thrown_away(house: House) -> None:
    left_behind(house, **{"note:2031-0099#text": "orphelin", "later-version:x#y": "autre"})

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "orphelin" in plain(app)
        await press(pilot, "down", "enter", "enter")
        assert isinstance(app.screen, Board) is False
        await press(pilot, "escape")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)
    assert len(scratch_of(house).all()) == 2


def test_a_scratch_file_that_fails_is_said_once_and_never_stops_the_typing(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        def full(*_: object) -> None:
            raise StoreError("scratch-not-kept", path="x", said="disk full")

        app.scratch.put = full  # type: ignore[method-assign, assignment]
        await press(pilot, "n", "a")
        assert "ne peut pas être gardé" in plain(app)
        await press(pilot, "escape", "b", "c")
        assert app.screen.query_one(TextArea).text == "abc"

    drive(house.app(), script)


# -- a real kill


def test_a_text_survives_a_kill_in_a_real_terminal(house: House) -> None:
    one = Terminal(house.path)
    one.wait_for("Touche n")
    one.type("n")
    one.wait_for("Une ligne suffit")
    one.type("Un courriel est parti")
    end = time.monotonic() + 40
    while [saved.text for saved in scratch_of(house).all()] != ["Un courriel est parti"]:
        assert time.monotonic() < end
        time.sleep(0.1)
    one.kill()
    two = Terminal(house.path)
    two.wait_for("Un courriel est parti")
    two.type("\r")
    two.wait_for("Jeter")
    two.type("\r")
    two.wait_for("▌Un courriel est parti")
    two.forget()
    two.type("\x13")
    two.wait_for("2026-0001")
    two.type("\x11")
    two.process.wait(20)
    os.close(two.screen)
    assert house.desk.store.history(house.desk.store.find("1").chain)[0].body["text"] == "Un courriel est parti"


@pytest.mark.parametrize(("nohup", "ends"), [("", signal.SIGHUP), ("1", signal.SIGTERM)], ids=["hang-up", "hang-ups ignored"])
def test_it_ends_with_its_terminal_even_where_no_hang_up_comes(house: House, nohup: str, ends: int) -> None:
    left = Terminal(house.path, BREACH_TEST_NOHUP=nohup)
    left.wait_for("Touche n")
    os.close(left.screen)  # a session of its own without a controlling terminal: the system sends no signal
    try:
        assert left.process.wait(20) == -ends
    finally:
        left.process.kill()


@pytest.mark.parametrize("environment", [{"LANG": "C", "LC_ALL": "", "LC_CTYPE": ""}, {"LC_ALL": "C", "NO_COLOR": "1"}])
def test_a_poor_terminal_gets_ascii(house: House, environment: dict[str, str]) -> None:
    open_file(house.desk, "Déjà vu « là »")
    shown = Terminal(house.path, **environment)
    shown.wait_for("2026-0001")
    shown.type("\r")
    shown.wait_for("Risque")
    shown.type("e")
    shown.wait_for("[e Risque]")
    shown.kill()
    assert shown.raw.isascii()
    if "NO_COLOR" in environment:
        assert not re.search(rb"\x1b\[[0-9;]*(?<![0-9])(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)[;m]", shown.raw)
