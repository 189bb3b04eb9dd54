"""Every flow of the terminal UI, from the key to the entry in the store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import TextArea

from breach.domain.clock_rows import COLUMNS, DueRow
from breach.log import kinds
from breach.service import clocks
from breach.service.clocks import Clock
from breach.service.desk import clean
from breach.service.facts import assignments, change
from breach.service.opening import open_file
from breach.service.telling import most_telling_first
from breach.tui.screens.file import FileScreen
from breach.tui.screens.form import Form
from tests.tui.conftest import TREE
from tests.tui.driving import drive, plain, press, seen, typed

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

HOSTILE = "[red]x[/red]\x1b[31m\u202egnp {{ 7*7 }}"


def opened(house: House, text: str = "Un courriel est parti au mauvais destinataire", **more: Any) -> str:
    return open_file(house.desk, text, **more).ref


def kinds_of(house: House, ref: str) -> list[str]:
    return [entry.kind for entry in house.desk.store.history(house.desk.store.find(ref).chain)]


def test_an_empty_board_says_what_to_do(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "0 dossier ouvert" in plain(app)
        assert "Touche n" in plain(app)
        assert "Pas encore de clé de secours" in plain(app)

    drive(house.app(), script)


def test_a_new_file_asks_one_thing_and_is_in_the_store(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        await typed(pilot, "Un courriel est parti")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FileScreen)
        assert "2026-0001" in plain(app)
        assert "Un courriel est parti" in plain(app)
        assert list(app.scratch.all()) == []

    drive(house.app(), script)
    assert kinds_of(house, "2026-0001") == ["opened"]
    assert house.desk.store.history(house.desk.store.find("1").chain)[0].body["text"] == "Un courriel est parti"


def test_f4_makes_it_an_exercise(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n", "f4")
        await typed(pilot, "essai")
        assert "EXERCICE" in plain(app)
        await press(pilot, "ctrl+s", "escape")
        assert "EX-2026-0001 EXERCICE" in plain(app)

    drive(house.app(), script)
    assert house.desk.store.find("EX-2026-0001").exercise


def test_an_empty_text_is_refused_in_words_and_the_form_stays(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n", "ctrl+s")
        assert "Texte vide" in plain(app)
        await press(pilot, "escape")
        assert "Que s'est-il passé" in plain(app)

    drive(house.app(), script)
    assert house.desk.store.files() == []


def test_the_board_puts_the_most_urgent_first_and_says_late(house: House) -> None:
    opened(house, "un")
    opened(house, "deux", aware=house.desk.instant("2026-11-21T03:10+01:00"), by="M", basis="journaux")
    opened(house, "trois", aware=house.desk.instant("2026-11-17T03:10+01:00"), by="M", basis="journaux")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        text = plain(app)
        assert text.index("2026-0003") < text.index("2026-0002") < text.index("2026-0001")
        assert "CNIL : EN RETARD de 48 h 00" in text
        assert "CNIL : reste 47 h 59, mar. 24 nov. 03:10 Paris" in text

    drive(house.app(), script)


def clock(name: str, kind: str, **more: str) -> Clock:
    words: dict[str, Any] = dict.fromkeys(COLUMNS) | {"clock": name, "kind": kind, "anchor_status": "", "to_check": 0} | more
    return Clock("2026-0001", DueRow(**words), exercise=False)


def test_without_a_date_the_law_is_said_before_a_contract() -> None:
    at = {"anchor_at": "2026-11-20T00:00:00Z"}
    found = [
        clock("contract:a", "not_started"),
        clock("gdpr-33-1", "not_started"),
        clock("contract:b", "without_undue_delay", anchor_at="2026-11-19T00:00:00Z"),
        clock("gdpr-34", "without_undue_delay", **at),
        clock("contract:c", "dated", due_at="2026-11-23T00:00:00Z", **at),
        clock("gdpr-33-1", "dated", due_at="2026-11-24T00:00:00Z", **at),
    ]
    wanted = ["contract:c", "gdpr-33-1", "gdpr-34", "contract:b", "gdpr-33-1", "contract:a"]
    for order in (found, found[::-1]):
        assert [held.row.clock for held in most_telling_first(order)] == wanted


def test_the_board_says_the_open_clock_of_the_law_before_a_contract_not_started(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(house)
    found = [clock("contract:a", "not_started", to_fr="Client A"), clock("gdpr-34", "not_started", to_fr="Personnes")]
    monkeypatch.setattr(clocks, "of_row", lambda *_: found)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "Personnes : pas encore partie" in plain(app)
        assert "Client A" not in plain(app)
        await pilot.pause()

    drive(house.app(), script)


def test_a_draft_without_a_named_place_is_written_to_the_folder_in_use(house: House, tmp_path: Path) -> None:
    ref = opened(house, exercise=True)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "x")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FileScreen)

    drive(house.app(), script)
    assert (tmp_path / f"{ref}-cnil-2023-initial.md").exists()
    assert not (TREE / f"{ref}-cnil-2023-initial.md").exists()


def test_every_step_can_be_reached_out_of_order_by_key_and_by_arrow(house: House) -> None:
    opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        for key, name in (("d", "decisions"), ("g", "log"), ("n", "notice"), ("c", "clock"), ("m", "letter"), ("f", "facts"), ("e", "assess")):
            await press(pilot, key)
            assert isinstance(app.screen, FileScreen)
            assert app.screen.current == name
            assert "2026-0001" in seen(app).split("\n", maxsplit=1)[0]
        await press(pilot, "right", "l", "left")
        assert isinstance(app.screen, FileScreen)
        assert app.screen.current == "clock"
        await press(pilot, "escape", "escape")
        assert "1 dossier ouvert" in plain(app)

    drive(house.app(), script)


def test_a_line_is_noted_from_the_board_and_from_the_file(house: House) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+t")
        await typed(pilot, "appel au DPO")
        await press(pilot, "ctrl+s", "enter", "g", "ctrl+t")
        await typed(pilot, "sans suite")
        await press(pilot, "tab")
        await typed(pilot, "2026-11-22T02:00+01:00")
        await press(pilot, "f2")
        assert "appel au DPO" in plain(app)
        assert "sans suite" in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened", "note", "note"]
    assert house.desk.store.history(house.desk.store.find(ref).chain)[2].happened_at == "2026-11-22T01:00:00Z"


def test_a_fact_is_answered_in_the_forms_of_the_command_line(house: House) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f")
        assert isinstance(app.screen, FileScreen)
        app.screen.edit_fact("people_count")
        await pilot.pause()
        await typed(pilot, "9..3500")
        await press(pilot, "ctrl+s")
        await press(pilot, "f")
        state = app.screen.state
        assert state is not None
        assert (state.opened.facts["people_count"].low, state.opened.facts["people_count"].high) == (9, 3500)

    drive(house.app(), script, (120, 40))
    assert kinds_of(house, ref) == ["opened", "facts"]


def test_codes_are_marked_and_written_into_the_field(house: House) -> None:
    opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert isinstance(app.screen, FileScreen)
        app.screen.edit_fact("nature")
        await pilot.pause()
        await press(pilot, "tab", "space", "down", "down", "enter")
        assert "confidentiality,availability" in plain(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FileScreen)
        state = app.screen.state
        assert state is not None
        assert state.opened.facts["nature"].value.codes == {"confidentiality", "availability"}  # type: ignore[union-attr]

    drive(house.app(), script)


def test_a_wrong_value_is_refused_and_nothing_is_recorded(house: House) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert isinstance(app.screen, FileScreen)
        app.screen.edit_fact("nature")
        await pilot.pause()
        await typed(pilot, "confidentialty")
        await press(pilot, "ctrl+s")
        assert "confidentiality" in plain(app)
        await press(pilot, "escape")
        assert "confidentialty" in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened"]


def test_the_useful_question_is_one_key_away_and_why_another(house: House) -> None:
    opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "s")
        assert "Source" in plain(app)
        await press(pilot, "escape", "f", "down", "w")
        text = plain(app)
        assert "Pourquoi cette question" in text
        assert "What happened?" in text
        assert "Que s'est-il passé" in text

    drive(house.app(), script)


def test_awareness_is_set_and_a_correction_says_why(house: House) -> None:
    ref = opened(house)

    async def aware(pilot: Pilot[Any], at: str, why: str) -> None:
        await press(pilot, "c", "a")
        await typed(pilot, at)
        await press(pilot, "tab", "tab")
        await typed(pilot, "journaux lus")
        if why:
            await press(pilot, "tab")
            await typed(pilot, why)
        await press(pilot, "ctrl+s")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert "pas encore partie" in plain(app)
        await aware(pilot, "2026-11-21T03:10+01:00", "")
        assert "reste 47 h 59" in plain(app)
        await aware(pilot, "2026-11-20T03:10+01:00", "fuseau mal lu")
        assert "reste 23 h 59" in plain(app)
        assert "fuseau mal lu" in plain(app)
        assert "Remplacée" in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened", "aware", "aware"]


def test_a_decision_needs_choice_and_reasons(house: House) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "d", "a", "down", "enter", "ctrl+s")
        assert "Pas de choix" in plain(app)
        await press(pilot, "escape", "space", "ctrl+s")
        assert "Texte vide" in plain(app)
        await press(pilot, "escape", "tab")
        await typed(pilot, "risque probable")
        await press(pilot, "ctrl+s")
        assert "notifier, par Marie Essai (DPO)" in plain(app)
        assert "risque probable" in plain(app)

    drive(house.app(), script)
    entry = house.desk.store.history(house.desk.store.find(ref).chain)[-1]
    assert (entry.kind, entry.body["choice"], entry.body["why"]) == ("decision", "notify", "risque probable")


def test_an_opinion_is_recorded(house: House) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "d", "o", "enter", "down", "space", "tab")
        await typed(pilot, "des doutes")
        await press(pilot, "ctrl+s")
        assert "des réserves, par Marie Essai" in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened", "opinion"]


def test_silence_is_approved_where_it_is_seen_to_wait(house: House) -> None:
    from breach.service.decisions import decide

    ref = opened(house)
    decide(house.desk, ref, "notify-authority", "do-not-notify", "rien de grave", ["notifier"], reopen_if=["people_count>10"])

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "approbation en attente" in plain(app)
        await press(pilot, "enter", "d")
        assert "EN ATTENTE d’approbation" in plain(app)
        await press(pilot, "p", "ctrl+s")
        assert "Le DPO conseille" in plain(app)
        house.desk.actor.role = "management"
        await press(pilot, "escape", "ctrl+s")
        assert "Approuvée par Marie Essai" in plain(app)
        assert "La même personne a décidé et approuvé" in plain(app)
        await press(pilot, "p")  # nothing waits any more: no form opens
        assert isinstance(app.screen, FileScreen)
        await press(pilot, "escape")
        assert "approbation en attente" not in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened", "decision", "approved"]


def test_the_log_says_what_came_late_and_keeps_the_notebook_sealed(house: House) -> None:
    ref = opened(house)
    file = house.desk.store.find(ref)
    with house.desk.acting() as act:
        act.append(file, kinds.NOTE, {"text": clean("coupé")}, happened_at="2026-11-01T10:00:00Z")
        act.append(file, kinds.PRIVILEGED, {"text": clean("xylophone")})

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g")
        assert re.search(r"\(écrit .* après\)", plain(app))
        assert "xylophone" not in plain(app)
        await press(pilot, "enter")
        assert "carnet scellé" in plain(app)
        assert "xylophone" not in plain(app)

    drive(house.app(), script)


def test_options_are_typed_one_a_line_with_what_speaks_for_and_against() -> None:
    from breach.service.answered import with_arguments
    from breach.service.decisions import Argument

    text = "- trop de bruit\nnotifier\n + prudence\n- rien de sûr\n\nattendre"
    assert with_arguments(text) == (
        ["notifier", "attendre"],
        [Argument(None, "against", "trop de bruit"), Argument(0, "for", "prudence"), Argument(0, "against", "rien de sûr")],
    )
    assert with_arguments("  ") == ([], [])


def test_an_entry_is_retracted_with_its_reason(house: House) -> None:
    ref = opened(house)
    change(house.desk, ref, assignments(house.desk, ["people_count=3"]))

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g", "r")
        await typed(pilot, "erreur")
        await press(pilot, "ctrl+s")
        assert "[retirée]" in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened", "facts", "retract"]


def test_a_reason_is_asked_where_a_decision_relied_on_the_value(house: House) -> None:
    from breach.service.decisions import decide

    ref = opened(house)
    change(house.desk, ref, assignments(house.desk, ["people_count=3"]))
    decide(house.desk, ref, "notify-authority", "notify", "motif")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert isinstance(app.screen, FileScreen)
        app.screen.edit_fact("people_count")
        await pilot.pause()
        await typed(pilot, "4")
        await press(pilot, "ctrl+s", "escape", "tab")
        await typed(pilot, "recompté")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FileScreen)
        await press(pilot, "d")
        assert "people_count" in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened", "facts", "decision", "facts"]


def test_notice_and_letter_are_previewed_with_what_is_missing_and_record_nothing(house: House) -> None:
    ref = opened(house, exercise=True)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n")
        assert "Notification à la CNIL, initiale — il manque" in plain(app)
        await press(pilot, "y", "down", "enter")
        assert "complémentaire" in plain(app)
        await press(pilot, "m")
        assert "Lettre aux personnes, par courriel" in plain(app)
        assert "PROJET INCOMPLET" in plain(app)
        await press(pilot, "v", "down", "enter")
        assert "par courrier" in plain(app)
        await press(pilot, "y", "down", "enter")
        assert "Lettre pour un mineur" in plain(app)

    drive(house.app(), script)
    assert kinds_of(house, ref) == ["opened"]


def test_a_draft_is_saved_to_a_file_and_its_hash_recorded(house: House, tmp_path: Path) -> None:
    import hashlib

    ref = opened(house, exercise=True)
    target = tmp_path / "avis.md"

    async def save(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "x")
        assert isinstance(app.screen, Form)
        app.screen.set_value("path", str(target))
        await press(pilot, "ctrl+s")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n")
        await save(app, pilot)
        assert isinstance(app.screen, FileScreen)
        await save(app, pilot)
        assert not isinstance(app.screen, FileScreen)

    drive(house.app(), script)
    entry = house.desk.store.history(house.desk.store.find(ref).chain)[-1]
    assert kinds_of(house, ref) == ["opened", "draft"]
    assert entry.body["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("reach", ["full", "latin", "ascii"])
def test_hostile_text_is_shown_literally_and_never_obeyed(house: House, reach: str) -> None:
    from breach.tui import literal

    ref = opened(house, HOSTILE)
    change(house.desk, ref, assignments(house.desk, [f"title={HOSTILE}", f"systems={HOSTILE}"]))
    literal.use(reach)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        text = ""
        for keys in ((), ("enter",), ("f",), ("c",), ("n",), ("m",), ("d",), ("g", "up", "enter")):
            await press(pilot, *keys)
            text = seen(app)
            assert "\x1b" not in text
            assert "\u202e" not in text
        assert "[red]x[/red]\\x1b[31m" in text
        assert "{{ 7*7 }}" in text
        if reach == "ascii":
            assert text.isascii()

    drive(house.app(), script, (120, 40))


def test_hostile_text_in_a_field_does_not_reach_the_terminal(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        app.screen.query_one(TextArea).load_text(HOSTILE)
        await pilot.pause()
        assert "\x1b" not in seen(app)
        assert "\u202e" not in seen(app)
        assert "[red]x[/red]" in seen(app)

    drive(house.app(), script)


def test_closed_files_are_shown_when_asked_for(house: House) -> None:
    from breach.service.decisions import decide

    ref = opened(house)
    decide(house.desk, ref, "close", "close", "fini")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert ref not in plain(app)
        await press(pilot, "c")
        assert f"{ref} " in plain(app)
        assert "(clos)" in plain(app)

    drive(house.app(), script)


def test_a_file_that_another_process_opened_appears(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        opened(house, "ailleurs")
        app.pulse.look()
        await pilot.pause()
        assert "2026-0001" in plain(app)

    drive(house.app(), script)


def test_the_verdict_is_read_at_a_glance_without_colour(house: House) -> None:
    """On 80 by 24: what is proposed and both axes as a table of text on the first screen, then what would settle it, gates and cases."""
    opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "e")
        screen = seen(app)
        assert "Autorité : notifier" in plain(app)
        assert any("importante" in line and "#" in line for line in screen.split("\n"))
        assert "maximale" in screen
        told = screen
        for _ in range(12):
            await press(pilot, "space")
            told += plain(app)
        assert "La meilleure question" in told
        assert "Conditions de silence et exemptions" in told
        assert "Cas comparables" in told

    drive(house.app(), script)
