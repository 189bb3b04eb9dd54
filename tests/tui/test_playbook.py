"""The playbooks in the terminal: proposed with why, the card first, ticked with answers, skipped, assigned, remarked on, late in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.service import playbooks as service
from breach.service.facts import assignments, change
from breach.service.files import read
from breach.service.opening import open_file
from breach.tui.screens.problem import Problem
from breach.tui.widgets.lines import Lines
from tests.tui.driving import drive, plain, press, seen, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from breach.playbook.progress import Progress
    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

RANSOM = ("incident_type=ransomware", "first_signal_at=2026-11-22T02:10+01:00")


def opened(house: House, *facts: str) -> str:
    ref = open_file(house.desk, "Serveurs chiffrés").ref
    if facts:
        change(house.desk, ref, assignments(house.desk, facts), "")
    return ref


def step(house: House, ref: str, name: str) -> Progress:
    file = read(house.desk, ref)
    which, _ = service.step_of(file, name)
    return next(one for one in service.steps(house.desk, file, which) if one.step.id == name.partition("/")[2])


async def to(app: BreachApp, pilot: Pilot[Any], ident: str) -> None:
    """Put the line in hand on ``ident``."""
    lines = app.screen.query_one("#playbook-lines", Lines)
    for _ in range(60):
        if lines.here == ident:
            return
        await press(pilot, "j")
    raise AssertionError(ident)


def test_with_nothing_known_all_are_offered_with_what_would_tell(house: House) -> None:
    opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        text = plain(app)
        assert "Marches à suivre proposées" in text
        assert "à établir :" in text
        assert "[q Marche]" in text

    drive(house.app(), script)


def test_the_only_one_that_applies_is_opened_with_its_card_and_late_is_said_in_words(house: House) -> None:
    opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        text = plain(app)
        assert "Rançongiciel — 0 étape réglée sur" in text
        assert text.index("La première heure") < text.index("[ ] Écrire la première ligne, tout de suite")
        assert "EN RETARD depuis dim. 22 nov. 02:20" in text
        assert "jusqu'à dim. 22 nov. 03:10" not in text.partition("Écrire la première ligne")[0]
        assert max(map(len, seen(app).split("\n"))) <= 80
        await press(pilot, "y")
        text = plain(app)
        assert "s'applique : rançongiciel" in text
        assert "Rançongiciel avec vol de données" in text
        assert "autres peuvent s'appliquer" in text

    drive(house.app(), script)


def test_a_tick_keeps_what_the_step_found_out_as_facts(house: House) -> None:
    ref = opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        await to(app, pilot, "shelter-backups")
        await press(pilot, "enter")
        assert "Mettre les sauvegardes hors d’atteinte" in plain(app)
        await typed(pilot, "copie hors ligne débranchée")
        await press(pilot, "tab")
        await typed(pilot, "oui")
        await press(pilot, "ctrl+s")
        assert "[x] Mettre les sauvegardes hors d’atteinte" in plain(app)
        assert "faite, Marie Essai" in plain(app)

    drive(house.app(), script)
    assert step(house, ref, "ransomware/shelter-backups").state == "done"
    assert read(house.desk, ref).facts["backup_available"].value is True


def test_a_tick_with_nothing_answered_changes_no_fact(house: House) -> None:
    ref = opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q", "enter", "ctrl+s")
        assert "[x] Écrire la première ligne" in plain(app)

    drive(house.app(), script)
    history = house.desk.store.history(house.desk.store.find(ref).chain)
    assert [entry.kind for entry in history][-2:] == ["facts", "step"]
    assert len(history) == 3


def test_a_wrong_answer_ticks_nothing_and_is_kept(house: House) -> None:
    ref = opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        await to(app, pilot, "shelter-backups")
        await press(pilot, "enter", "tab")
        await typed(pilot, "peut-être")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Problem)
        await press(pilot, "escape")
        assert "peut-être" in plain(app)

    drive(house.app(), script)
    assert step(house, ref, "ransomware/shelter-backups").state == "open"


@pytest.mark.parametrize(
    ("key", "words", "holds"),
    [
        ("p", "sans objet : aucun serveur", lambda one: one.state == "skipped" and one.act.body["text"] == "sans objet : aucun serveur"),
        ("a", "M. Durand", lambda one: one.state == "open" and one.owner == "M. Durand"),
        ("o", "appelé deux fois", lambda one: one.state == "open" and [act.body["text"] for act in one.comments] == ["appelé deux fois"]),
    ],
    ids=["skip", "assign", "remark"],
)
def test_skip_assign_and_remark_are_on_record(house: House, key: str, words: str, holds: Callable[[Progress], bool]) -> None:
    ref = opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q", key)
        await typed(pilot, words)
        await press(pilot, "ctrl+s")
        assert "Écrire la première ligne" in plain(app)

    drive(house.app(), script)
    assert holds(step(house, ref, "ransomware/first-line"))


def test_a_skip_without_a_reason_is_refused_and_a_tick_can_be_taken_back(house: House) -> None:
    ref = opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q", "p", "ctrl+s")
        assert isinstance(app.screen, Problem)
        await press(pilot, "escape", "escape", "enter", "ctrl+s")
        assert "[x] Écrire la première ligne" in plain(app)
        await press(pilot, "r")
        assert "[ ] Écrire la première ligne" in plain(app)

    drive(house.app(), script)
    assert step(house, ref, "ransomware/first-line").state == "open"


def test_how_a_step_is_done_names_its_duty_and_its_sources(house: House) -> None:
    opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        await to(app, pilot, "fix-awareness")
        await press(pilot, "w")
        text = plain(app)
        assert "Une certitude raisonnable suffit" in text
        assert "Obligation : RGPD, art. 33(1)" in text
        assert "Sources" in text

    drive(house.app(), script)


def test_in_english_and_without_colour(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    i18n.use("en")
    house.desk.lang = "en"
    opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        text = plain(app)
        assert "Ransomware — 0 steps of" in text
        assert "[ ] Write the first line, at once" in text
        assert "LATE since" in text
        await press(pilot, "enter")
        assert "Kept with the step." in plain(app)

    drive(house.app(), script)


def test_an_action_and_its_result_after_the_breach(house: House) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "d", "v")
        await typed(pilot, "Second facteur partout")
        await press(pilot, "tab")
        await typed(pilot, "M. Durand")
        await press(pilot, "ctrl+s", "x", "enter", "tab")
        await typed(pilot, "412 comptes sur 412")
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    file = read(house.desk, ref).file
    assert [act.body["owner"] for act in file.actions] == ["M. Durand"]
    assert [act.body["text"] for act in file.action_results] == ["412 comptes sur 412"]


def test_closing_shows_what_is_still_open(house: House) -> None:
    opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.open_form("decide:2026-0001:close", lambda _done: None)
        await press(pilot)
        await pilot.pause()
        assert "Encore ouvert :" in plain(app)
        assert "aucune leçon n'est consignée" in plain(app)

    drive(house.app(), script)


def test_with_no_action_open_the_key_says_so(house: House) -> None:
    opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "d", "x")
        assert [note.message for note in app._notifications] == ["Aucune action n'attend son résultat."]

    drive(house.app(), script)


def test_a_step_takes_an_instant_in_words_and_unknown(house: House) -> None:
    ref = opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        await to(app, pilot, "dates-of-breach")
        await press(pilot, "enter", "tab")
        await typed(pilot, "il y a 3 h")
        await press(pilot, "tab")
        await typed(pilot, "inconnu")
        await press(pilot, "ctrl+s")
        assert "2026-11-2" in plain(app)
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    facts = read(house.desk, ref).facts
    assert isinstance(facts["occurred_from"].value, datetime)
    assert facts["occurred_from"].value.hour == 23
    assert facts["occurred_to"].state == "unknown"


def test_what_is_typed_at_once_is_not_offered_as_an_unfinished_text(house: House) -> None:
    opened(house, *RANSOM)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "q")
        await to(app, pilot, "call-lead")
        for key in ("enter", *"joints"):  # without waiting for the form to have been drawn
            await pilot.press(key)
        await press(pilot, "s")
        assert "Texte inachevé" not in plain(app)

    drive(house.app(), script)
