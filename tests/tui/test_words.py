"""Where a person reads there are words: no id of a fact, of a clock or of a form stands on a screen. They are for commands and for ``--json``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Static

from breach import bootstrap, i18n
from breach.catalogue.loader import load
from breach.law.regime_data import clocks_of_law, forms
from breach.service import demo
from breach.tui.widgets.lines import Lines
from breach.tui.widgets.rows import Rows
from tests.tui.driving import drive, press, settled
from tests.tui.places import PLACES, back

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

READ = (
    *("board", "now", "log", "facts", "playbooks", "playbook", "assess", "clock", "notice", "letter", "decisions"),
    *("review", "handover", "then", "fact", "why", "call", "aware", "filed", "verified", "register-row"),
)
"""The places where something is read; where something is typed (the name of a file, a condition), an id may be meant."""
IDS = {one for one in (*load().facts, *(str(clock["id"]) for clock in clocks_of_law()), *forms()) if "_" in one or "-" in one}
_WORD = re.compile(r"[\w-]+")


def whole(app: BreachApp) -> str:
    """All that the screen in front holds, in sight or not."""
    told = [str(held.visual) for held in app.screen.query(Static)]
    told += [str(content) for held in app.screen.query(Lines) for _, content in held._shown]
    told += [str(held._made(name)) for held in app.screen.query(Rows) for name in held.names]
    return "\n".join(told)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("file", [0, 1, 2], ids=["running", "suspected", "filed"])
def test_no_id_stands_where_a_person_reads(house: House, lang: str, file: int) -> None:
    assert {"people_count", "gdpr-33-1", "cnil-2023"} <= IDS
    demo.play(house.desk.store, house.desk.now(), lang, bootstrap.drafting)
    i18n.use(lang)
    house.desk.lang = lang

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        for place in READ:
            await back(app, pilot, "board")
            if PLACES[place][:1] == ("enter",):
                await press(pilot, "home", *["down"] * file)
            await press(pilot, *PLACES[place])
            await app.workers.wait_for_complete()
            await settled(pilot)
            found = set(_WORD.findall(whole(app))) & IDS
            assert not found, f"{place}: {sorted(found)}"

    drive(house.app(), script)
