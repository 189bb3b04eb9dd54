"""What the screens look like as text, at 80×24 and 120×40, in French and English, with and without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.service.opening import open_file
from breach.tui import literal
from breach.tui.screens.form import Form
from tests.tui.driving import drive, plain, press, seen, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

SIZES = [(80, 24), (120, 40)]
STEPS = ("Bilan", "Journal", "Marche", "Faits", "Risque", "Délais", "CNIL", "Lettre", "Décider")


def lines(app: BreachApp) -> list[str]:
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in seen(app).split("\n")]


@pytest.fixture
def two_files(house: House) -> House:
    open_file(house.desk, "Un courriel est parti au mauvais destinataire")
    open_file(house.desk, "Ordinateur volé", exercise=True, aware=house.desk.instant("2026-11-18T03:10+01:00"), by="Léa", basis="plainte")
    return house


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_board(two_files: House, size: tuple[int, int]) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        shown = lines(app)
        assert len(shown) == size[1]
        assert shown[0] == " 2 dossiers ouverts — dim. 22 nov. 03:10 Paris"
        assert shown[1].strip() == "[o Ouverts 2] t En retard 1  m Les miens  e Exercices 1  c Clos 0"
        assert shown[2].startswith("› EX-2026-0001  EXERCICE ")
        assert shown[3].startswith("     CNIL : EN RETARD de 24 h 00 (limite : sam. 21 nov. 03:10 Paris)")
        assert shown[4].startswith("  2026-0001  ")
        assert shown[5].startswith("     CNIL : pas encore partie")
        assert shown[-1] == "n Nouveau  s Chercher  r Registre  F8 À relire  i Intégrité  F1 Aide  ^T Noter"
        assert max(map(len, shown)) <= size[0]

    drive(two_files.app(), script, size)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_head_of_a_file_is_on_every_step(two_files: House, size: tuple[int, int]) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        for key, label in zip("bgqfecnmd", STEPS, strict=True):
            await press(pilot, key)
            shown = lines(app)
            assert shown[0].startswith(" EXERCICE  EX-2026-0001  ")
            assert shown[1].startswith(" CNIL : EN RETARD de 24 h 00")
            assert shown[2].startswith(" Personnes concernées : dans les meilleurs délais : ")
            assert shown[3].startswith(" Inconnu : ")
            assert "D'abord (s) : " in shown[3]
            assert f"[{key} {label}]" in shown[4]
            assert all(word in shown[4] for word in STEPS)
            assert "F1 Aide" in shown[-1]
            assert max(map(len, shown)) <= size[0]

    drive(two_files.app(), script, size)


def test_both_languages_and_the_switch_while_running(two_files: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "c", "ctrl+t")
        await typed(pilot, "du texte")
        await press(pilot, "f9")
        assert i18n.current() == two_files.desk.lang == "en"
        text = plain(app)
        assert "CNIL: LATE by 24 h 00" in text
        assert "A line for the timeline" in text
        assert "du texte" in text
        await typed(pilot, " suivi")
        assert isinstance(app.screen, Form)
        assert app.screen.values()["text"] == "du texte suivi"
        await press(pilot, "ctrl+s")
        assert "[c Clock]" in plain(app)
        await press(pilot, "f9", "escape", "escape")
        assert "2 dossiers ouverts" in plain(app)

    drive(two_files.app(), script)


def test_everything_is_said_in_english_too(two_files: House) -> None:
    i18n.use("en")
    two_files.desk.lang = "en"

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "2 open files" in plain(app)
        await press(pilot, "enter")
        for key in "bgqfecnmd":
            await press(pilot, key)
            assert "Unknown: " in plain(app)
            assert "Inconnu" not in plain(app)

    drive(two_files.app(), script)


def test_without_colour_nothing_is_coloured_and_nothing_is_lost(two_files: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        for keys in ((), ("enter",), ("f",), ("s",)):
            await press(pilot, *keys)
            assert "EN RETARD de 24 h 00" in plain(app)
            for strip in app.screen._compositor.render_strips():
                for segment in strip:
                    style = segment.style
                    assert style is None or style.color is None or style.color.is_default, segment
                    assert style is None or style.bgcolor is None or style.bgcolor.is_default, segment

    drive(two_files.app(), script)


@pytest.mark.parametrize("reach", ["full", "ascii"])
@pytest.mark.parametrize("keys", [(), ("n", "x", "escape")], ids=["board", "choice"])
def test_the_line_in_hand_is_marked_without_colour(two_files: House, monkeypatch: pytest.MonkeyPatch, reach: str, keys: tuple[str, ...]) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    literal.use(reach)
    mark = "› " if reach == "full" else "> "

    def marked(app: BreachApp) -> list[str]:
        return [line for line in seen(app).split("\n") if mark in line]

    def reversed_words(app: BreachApp) -> str:
        strips = app.screen._compositor.render_strips()
        return " ".join(part.text.strip() for strip in strips for part in strip if part.style is not None and part.style.reverse)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, *keys)
        before, words = marked(app), reversed_words(app)
        await press(pilot, "down")
        after = marked(app)
        assert len(before) == len(after) == 1
        assert before != after
        assert words != reversed_words(app)
        assert after[0].partition(mark)[2].split()[0] in reversed_words(app)

    drive(two_files.app(), script)


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "unheard-of"])
def test_themes(two_files: House, theme: str) -> None:
    two_files.settings.theme = theme

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f1")
        assert "Aide" in plain(app)

    drive(two_files.app(), script)


def test_wide_characters_and_long_words_stay_in_their_lines(house: House) -> None:
    open_file(house.desk, "漢字" * 60 + " " + "Anticonstitutionnellement" * 8)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        from rich.cells import cell_len

        await press(pilot, "enter")
        assert max(cell_len(line) for line in lines(app)) <= 80
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "[b Bilan]" in plain(app)

    drive(house.app(), script)


def test_five_lines_hold_the_name_the_clock_and_a_line_of_the_step(house: House) -> None:
    ref = open_file(house.desk, "un", aware=house.desk.instant("2026-11-21T03:10+01:00"), by="M", basis="b").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f")
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        head, clock, _, step, keys = lines(app)
        assert ref in head
        assert "CNIL : reste" in clock.replace("\u00a0", " ")
        assert step.strip()
        assert "F1" in keys
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Personnes concernées" in plain(app)

    drive(house.app(), script)


def test_the_clock_counts_on_while_the_board_is_open(house: House) -> None:
    from datetime import timedelta

    open_file(house.desk, "un", aware=house.desk.instant("2026-11-21T03:10+01:00"), by="M", basis="b")
    before = house.desk.clock

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "reste 47 h 59" in plain(app)
        house.desk.clock = lambda: before() + timedelta(hours=50)
        app.pulse.tick()
        await pilot.pause()
        assert "EN RETARD de 2 h 00" in plain(app)
        await press(pilot, "enter")
        house.desk.clock = lambda: before() + timedelta(hours=51)
        app.pulse.tick()
        await pilot.pause()
        assert "EN RETARD de 3 h 00" in plain(app)

    drive(house.app(), script)
