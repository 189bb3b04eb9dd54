"""The proposal while facts change: above the facts, under the answer being typed, and said once it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.service import facts, verdict
from breach.service.files import read
from breach.service.opening import open_file
from tests.tui.driving import drive, plain, press, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


TAKEN = (
    *("nature=confidentiality", "data_types=name,iban", "people_count=5000", "malicious=yes", "data_encrypted=no", "already_public=no"),
    *("risk_removed_after=no", "disproportionate_effort=no", "french_derogation=no"),
)
"""Everything is known but who has the data: that settles both duties."""


def known(house: House, *words: str) -> str:
    ref = open_file(house.desk, "Portable volé").ref
    facts.change(house.desk, ref, facts.assignments(house.desk, ["is_personal_data_breach=yes", "role=controller", *words]))
    return ref


def test_the_answer_being_typed_is_weighed_at_once_and_said_once_recorded(house: House) -> None:
    ref = known(house, *TAKEN)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f")
        assert "Avis : autorité, notifier (à établir) ; personnes, préparer (à établir)." in plain(app)
        assert "Le ferait changer : " in plain(app)
        app.open_form(f"fact:{ref}:recipient", app.page.changed)
        await pilot.pause()
        assert "Avis : autorité, notifier (à établir) ; personnes, préparer (à établir)." in plain(app)
        await typed(pilot, "attac")
        assert "pas encore lisible" in plain(app)
        await typed(pilot, "ker")
        text = plain(app)
        assert "L’avis change (personnes) : préparer (à établir) → informer (établi). Motif : Coordonnées bancaires" in text
        await press(pilot, "ctrl+s")
        assert any("→ informer (établi)" in held.message for held in app._notifications)
        assert "personnes, informer (établi)." in plain(app)

    drive(house.app(), script, (120, 40))


def test_what_bears_on_no_duty_says_nothing_of_it(house: House) -> None:
    ref = known(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        app.open_form(f"fact:{ref}:discovery", app.page.changed)
        await pilot.pause()
        assert "Avis" not in plain(app)

    drive(house.app(), script)


def test_an_unfinished_answer_that_is_taken_up_is_weighed_too(house: House) -> None:
    ref = known(house, *TAKEN)

    async def first(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:recipient", app.page.changed)
        await pilot.pause()
        await typed(pilot, "attacker")

    async def second(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"fact:{ref}:recipient", app.page.changed, resumed=True)
        await pilot.pause()
        await pilot.pause()
        assert "→ informer (établi)" in plain(app)

    drive(house.app(), first)
    drive(house.app(), second)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_moved_is_nothing_said_and_both_limbs_are(house: House, lang: str) -> None:
    i18n.use(lang)
    ref = known(house, *TAKEN)
    opened = read(house.desk, ref)
    before = verdict.with_answer(house.desk, opened, "recipient", "")
    after = verdict.with_answer(house.desk, opened, "recipient", "attacker")
    assert before is not None
    assert after is not None
    assert verdict.moved(before, before) == []
    assert len(verdict.moved(before, after)) == 2
    assert verdict.with_answer(house.desk, opened, "recipient", "no-such-code") is None


def test_a_decision_is_made_with_the_proposal_and_its_counter_argument_in_sight(house: House) -> None:
    ref = known(house, *TAKEN)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form(f"decide:{ref}:notify-authority", app.page.changed)
        await pilot.pause()
        text = plain(app)
        assert "Avis : autorité, notifier (à établir)" in text
        assert "Le plus fort argument contraire : " in text
        assert "Le ferait changer : Qui a reçu les données" in text
        await app.pop_screen()
        app.open_form(f"decide:{ref}:file-complaint", app.page.changed)
        await pilot.pause()
        assert "Avis" not in plain(app)

    drive(house.app(), script, (100, 40))
