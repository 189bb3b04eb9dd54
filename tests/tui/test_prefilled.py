"""A line that is filled in already: typing replaces what nobody typed, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach.service.files import read
from breach.service.opening import open_file
from tests.tui.driving import drive, plain, press, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.mark.parametrize(("keys", "by"), [((), "Luc"), (("right",), "Marie EssaiLuc"), (("f1", "escape"), "Luc")])
def test_typing_over_what_was_filled_in_replaces_it_unless_one_goes_into_it(house: House, keys: tuple[str, ...], by: str) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "c", "a")
        await typed(pilot, "2026-11-21T03:10+01:00")
        await press(pilot, "tab", *keys, "L", "u", "c", "tab")
        await typed(pilot, "journaux lus")
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    assert read(house.desk, ref).file.awareness[-1].body["by"] == by


def test_what_a_person_typed_is_not_typed_over(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "c", "a")
        await typed(pilot, "2026-11-21T03:10+01:00")
        await press(pilot, "tab", "L", "u", "tab", "shift+tab", "c", "f9")
        assert "Who became certain" in plain(app)
        await press(pilot, "tab", "shift+tab", "!", "tab")
        await typed(pilot, "journaux lus")
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    assert read(house.desk, ref).file.awareness[-1].body["by"] == "Luc!"
