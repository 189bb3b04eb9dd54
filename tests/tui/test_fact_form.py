"""What a person types in the form of a fact: labels, numbers, yes and no, instants in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach.domain.facts import CodeSet
from breach.service.files import read
from breach.service.opening import open_file
from breach.tui.screens.fact import FactForm
from tests.tui.driving import drive, plain, press, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.mark.parametrize(
    ("fact", "said", "todo"),
    [
        ("people_count", "environ 1200", "Tapez 1200 ; pour une approximation, ses bornes : 1100..1300"),
        ("youngest_age", "environ 16", "Tapez un nombre seul (16), ou inconnu."),
        ("malicious", "non : aucun indice", "Tapez oui, non ou inconnu"),
        ("people_count", "", "Taper une réponse, ou inconnu."),
    ],
)
def test_a_refusal_says_what_to_type_here(house: House, fact: str, said: str, todo: str) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:{fact}", lambda _done: None)
        await pilot.pause()
        await typed(pilot, said)
        await press(pilot, "ctrl+s")
        shown = " ".join(plain(app).split())
        assert todo in shown
        assert "estimate" not in shown
        assert "true" not in shown
        assert fact not in shown

    drive(house.app(), script, (160, 40))
    assert fact not in read(house.desk, ref).facts


def test_an_instant_in_words_is_read_back_then_taken(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:occurred_from", lambda _done: None)
        await pilot.pause()
        await typed(pilot, "hier 23h00")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FactForm)
        assert any("sam. 21 nov. 2026 23:00" in held.message for held in app._notifications)
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    assert str(read(house.desk, ref).facts["occurred_from"].value) == "2026-11-21 22:00:00+00:00"


def test_a_label_is_taken_for_its_code(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:nature", lambda _done: None)
        await pilot.pause()
        await typed(pilot, "disponibilité")
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    assert read(house.desk, ref).facts["nature"].value == CodeSet(frozenset({"availability"}))
