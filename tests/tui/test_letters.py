"""A letter beside its reading over: side by side where there is room, below each other where there is not; each finding finds its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach.service import linting
from breach.service.opening import open_file
from breach.tui.screens.file import FileScreen
from breach.tui.steps.letters import LetterStep
from tests.tui.driving import drive, plain, press, seen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
def test_the_findings_stand_by_the_letter(house: House, size: tuple[int, int]) -> None:
    ref = open_file(house.desk, "Un bucket a été exposé").ref
    found = linting.of_letter(house.desk, ref, "people", "email").data("fr")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "m")
        letter, findings = app.screen.query_one("#letter-text").region, app.screen.query_one("#letter-findings").region
        assert (letter.y == findings.y) == (size[0] >= 100)
        assert f"Relecture : {len(found['findings'])} constats" in plain(app)
        assert "! nulle part — Aucun moyen" in plain(app)
        assert max(map(len, seen(app).split("\n"))) <= size[0]
        await pilot.resize_terminal(200 - size[0], 24)
        await press(pilot, "tab")
        assert app.screen.focused is not None
        assert app.screen.focused.id == "letter-findings"
        letter, findings = app.screen.query_one("#letter-text").region, app.screen.query_one("#letter-findings").region
        assert (letter.y == findings.y) == (200 - size[0] >= 100)

    drive(house.app(), script, size)


def test_a_finding_names_the_line_that_is_marked(house: House) -> None:
    ref = open_file(house.desk, "Un bucket a été exposé").ref
    found = linting.of_letter(house.desk, ref, "people", "email").data("fr")
    jargon = next(held for held in found["findings"] if held["id"] == "jargon")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "m")
        line = next(line for line in seen(app).replace("\u00a0", " ").split("\n") if "Un bucket a été exposé" in line)
        assert line.split()[:2] == ["!", str(jargon["line"])]
        text = plain(app)
        assert f"ligne {jargon['line']} — {jargon['why'][:15]}".replace("\u00a0", " ") in text

    drive(house.app(), script, (120, 200))


def test_what_does_not_go_to_people_is_not_read_over(house: House) -> None:
    open_file(house.desk, "Un bucket a été exposé")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "m")
        assert isinstance(app.screen, FileScreen)
        step = app.screen.step
        assert isinstance(step, LetterStep)
        assert step.query_one("#letter-findings").display
        for _ in range(40):
            await press(pilot, "y", "down", "enter")
            if step.paper.which == "complaint-police":
                break
        assert step.paper.which == "complaint-police"
        assert not step.query_one("#letter-findings").display

    drive(house.app(), script)


@pytest.mark.parametrize(("key", "view"), [("n", "#notice-text"), ("m", "#letter-text")])
def test_no_backslash_of_markdown_is_shown(house: House, key: str, view: str) -> None:
    open_file(house.desk, "Un bucket [exposé] a*b")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", key)
        assert app.screen.query_one(view).display
        text = plain(app)
        assert "\\" not in text
        assert "[exposé] a*b" in text

    drive(house.app(), script, (140, 300))
