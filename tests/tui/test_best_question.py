"""The question to ask next: what was answered by "unknown" does not come again before what nobody was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.service.assessing import appraised
from breach.service.facts import assignments, change
from breach.service.files import read
from breach.service.ledger import in_turn, ledger, not_known
from breach.service.next_steps import next_steps
from breach.service.opening import open_file
from breach.tui.screens.form import Form
from tests.tui.driving import drive, press, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_answered_unknown_is_not_asked_again_before_the_others(house: House, lang: str) -> None:
    ref = open_file(house.desk, "un").ref
    i18n.use(lang)
    house.desk.lang = lang
    asked: list[str] = []

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        for _ in range(4):
            await press(pilot, "s")
            assert isinstance(app.screen, Form)
            asked.append(app.screen.place.rpartition(":")[2])
            await typed(pilot, "inconnu" if lang == "fr" else "unknown")
            await press(pilot, "ctrl+s")

    drive(house.app(), script)
    assert len(set(asked)) == 4
    held = read(house.desk, ref)
    assert {held.facts[fact_id].state for fact_id in asked} == {"unknown"}
    assert set(asked) <= {item.fact for item in ledger(house.desk, held)}


def test_what_to_do_next_names_first_what_nobody_was_asked(house: House) -> None:
    ref = open_file(house.desk, "un").ref
    change(house.desk, ref, assignments(house.desk, ["nature=confidentiality"]))

    def named() -> list[str]:
        held = read(house.desk, ref)
        return [action.fact for action in next_steps(held, appraised(house.desk, held).made, None, house.desk.now()) if action.fact]

    before = named()
    assert len(before) > 1
    change(house.desk, ref, assignments(house.desk, [f"{before[0]}=unknown"]))
    after = named()
    assert after[0] == before[1]
    assert before[0] not in after[:-1]


def test_when_all_were_asked_the_answer_of_longest_ago_is_asked_first(house: House) -> None:
    ref = open_file(house.desk, "un").ref
    every = not_known(read(house.desk, ref), house.desk.now())
    for fact_id in (every[2], every[0]):
        change(house.desk, ref, assignments(house.desk, [f"{fact_id}=unknown"]))
    change(house.desk, ref, assignments(house.desk, [f"{fact_id}=unknown" for fact_id in every if fact_id not in (every[0], every[2])]))
    held = read(house.desk, ref)
    order = in_turn(held, house.desk.now(), appraised(house.desk, held).made)
    assert order[:2] == [every[2], every[0]]
    assert set(order) == set(every)
