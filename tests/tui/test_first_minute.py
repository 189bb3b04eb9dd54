"""The first minute of a file: both starts, three actions, whom to call, what not to do; and what is put to others, answered, linked and signed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.domain.clock_rows import COLUMNS, DueRow
from breach.log import kinds
from breach.service import actions
from breach.service.facts import assignments, change
from breach.service.files import read
from breach.service.first_minute import COMMON, MOST_AVOID, first_minute
from breach.service.opening import open_file
from breach.tui.bar import bar
from breach.tui.screens.file import FileScreen
from breach.tui.screens.form import Form
from breach.tui.screens.reader import Reader
from tests.house import NOW
from tests.tui.driving import drive, plain, press, seen, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def last(house: House, ref: str) -> Any:
    return house.desk.store.history(house.desk.store.find(ref).chain)[-1]


def later(house: House, **by: float) -> None:
    before = house.desk.clock
    house.desk.clock = lambda: before() + timedelta(**by)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_stands_on_one_screen(house: House, lang: str) -> None:
    open_file(house.desk, "Archive de la base client exposée")
    later(house, hours=1)
    i18n.use(lang)
    house.desk.lang = lang

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert isinstance(app.screen, FileScreen)
        assert app.screen.current == "now"
        text = plain(app)
        if lang == "fr":
            assert "dim. 22 nov. 03:10 Paris : reste 70 h 59, mer. 25 nov. 03:10 Paris" in text
            assert "dim. 22 nov. 04:10 Paris : reste 71 h 59, mer. 25 nov. 04:10 Paris" in text
            words = ("À faire ensuite", "1. ", "3. ", "Ne pas faire", "ne pas éteindre", "téléphone", "Qui appeler", "CERT-FR")
        else:
            words = ("To do next", "1. ", "3. ", "Do not", "do not power off", "phone", "Whom to call", "CERT-FR")
        assert all(word in text for word in words)

    drive(house.app(), script)


def test_once_signed_the_hours_are_a_bar_with_what_happened_on_it(house: House) -> None:
    ref = open_file(house.desk, "un", aware=NOW - timedelta(hours=36), by="M", basis="b").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert isinstance(app.screen, FileScreen)
        assert app.screen.current == "log"
        await press(pilot, "b", "a", "enter")
        await typed(pilot, "sans réponse")
        await press(pilot, "ctrl+s")
        text = seen(app).replace("\u00a0", " ")
        assert "[" + "█" * 36 in text
        assert "C appel" in text
        assert "[appelé 1 fois]" in text

    drive(house.app(), script)
    assert last(house, ref).kind == kinds.CALLED
    assert last(house, ref).body["outcome"] == "sans réponse"


def test_a_bar_puts_each_letter_on_its_hour(house: House) -> None:
    ref = open_file(house.desk, "un").ref
    words: dict[str, Any] = dict.fromkeys(COLUMNS) | {"clock": "gdpr-33-1", "kind": "dated", "anchor_status": "signed", "to_check": 0}
    row = DueRow(**words | {"anchor_at": "2026-11-22T00:00:00Z", "due_at": "2026-11-25T00:00:00Z"})
    with house.desk.acting() as act:
        act.append(house.desk.store.find(ref), kinds.CALLED, {"who": None, "name": None, "outcome": None}, happened_at="2026-11-22T10:00:00Z")
    file = read(house.desk, ref).file
    lines = bar(row, file, NOW, "Europe/Paris", 74)
    assert lines[1] == "[██│" + "─" * 69 + "]"
    assert lines[2].index("C") == 1 + 10
    assert len(bar(row, file, NOW, "Europe/Paris", 40)[1]) == 40
    assert bar(DueRow(**words), file, NOW, "Europe/Paris", 74) == []
    assert bar(row, file, NOW + timedelta(days=9), "Europe/Paris", 74)[1] == "[" + "█" * 72 + "]"


def test_enter_does_what_is_in_hand(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, Form)
        assert app.screen.place == "aware:2026-0001"
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, FileScreen)
        assert app.screen.current == "notice"

    drive(house.app(), script)


def test_somebody_without_a_card_is_called_too(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "a", "end", "enter")
        await typed(pilot, "Astreinte de l'hébergeur")
        await press(pilot, "tab")
        await typed(pilot, "rappelle dans 10 min")
        await press(pilot, "ctrl+s")

    drive(house.app(), script)
    assert (last(house, ref).body["who"], last(house, ref).body["name"]) == (None, "Astreinte de l'hébergeur")


def test_a_question_has_an_owner_and_a_time_and_its_answer_sets_the_fact(house: House) -> None:
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        app.open_form(f"ask:{ref}:people_count", app.page.changed)
        await pilot.pause()
        await typed(pilot, "Exploitation")
        await press(pilot, "tab", "tab")
        await typed(pilot, "demain 9 h")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Form)  # said back first
        assert app.screen.values()["due"] == "2026-11-23T09:00:00+01:00"
        await press(pilot, "ctrl+s", "f", "u")
        assert "demandé à Exploitation le dim. 22 nov. 03:10 Paris, pour lun. 23 nov. 09:00 Paris" in plain(app)
        assert "[demandé à Exploitation, pour lun. 23 nov. 09:00 Paris]" not in plain(app)
        await press(pilot, "u")
        assert "[demandé à Exploitation, pour lun. 23 nov. 09:00 Paris]" in plain(app)
        await press(pilot, "n", "y", "down", "enter")
        assert "demandé à Exploitation" in plain(app)
        await press(pilot, "f", "r")
        await typed(pilot, "compté dans les journaux")
        await press(pilot, "tab")
        await typed(pilot, "412")
        await press(pilot, "ctrl+s")

    drive(house.app(), script, (120, 60))
    opened = read(house.desk, ref)
    assert opened.facts["people_count"].value == 412
    assert opened.file.open_questions() == []


def test_files_are_linked(house: House) -> None:
    open_file(house.desk, "un")
    open_file(house.desk, "deux")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "end", "enter", "g", "o")
        await typed(pilot, "2026-0002")
        await press(pilot, "tab", "down", "space", "ctrl+s")

    drive(house.app(), script)
    assert [last(house, ref).body["as"] for ref in ("2026-0001", "2026-0002")] == ["same-cause"] * 2


def test_a_saved_draft_is_signed_and_another_entry_is_not(house: House) -> None:
    house.desk.actor.role = "lead"
    ref = open_file(house.desk, "un", exercise=True).ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g", "t")
        assert any("désigner d’abord" in held.message for held in app._notifications)
        await press(pilot, "n", "x", "ctrl+s", "g", "end", "t", "space", "ctrl+s")

    drive(house.app(), script)
    assert last(house, ref).kind == kinds.DRAFT_SIGNED


def test_the_saved_notice_is_signed_where_it_is_read(house: House) -> None:
    house.desk.actor.role = "lead"
    ref = open_file(house.desk, "un", exercise=True).ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n")
        assert "Projet pas encore enregistré" in plain(app)
        await press(pilot, "t")
        assert any("enregistrer d’abord" in held.message for held in app._notifications)
        await press(pilot, "x", "ctrl+s")
        assert "non signé" in plain(app)
        await press(pilot, "ctrl+t")
        await typed(pilot, "su plus tard")
        await press(pilot, "ctrl+s")
        assert "ont changé depuis" not in plain(app)
        change(house.desk, ref, assignments(house.desk, ["ongoing=no"]))
        await press(pilot, "f5")
        assert "ont changé depuis : le texte" in plain(app)
        await press(pilot, "t", "space", "ctrl+s")
        assert "signé par" in plain(app)
        assert "depuis la signature" in plain(app)
        await press(pilot, "v")
        assert any("ne sont plus celles du projet signé" in held.message for held in app._notifications)
        await press(pilot, "escape", "x")
        assert isinstance(app.screen, Form)
        assert app.screen.values()["path"].endswith("-2.md")
        await press(pilot, "ctrl+s", "t", "space", "ctrl+s")
        assert "signé par" in plain(app)
        assert "depuis la signature" not in plain(app)
        await press(pilot, "y", "down", "enter")
        assert "Projet pas encore enregistré" in plain(app)

    drive(house.app(), script)
    assert last(house, ref).kind == kinds.DRAFT_SIGNED


@pytest.mark.parametrize(("lang", "role"), [("fr", "responsable de l’incident"), ("en", "incident lead")])
def test_who_may_not_sign_reads_so_before_trying(house: House, lang: str, role: str) -> None:
    house.desk.actor.role = "on_call"
    ref = open_file(house.desk, "un", exercise=True).ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        i18n.use(lang)
        await press(pilot, "enter", "n", "x", "ctrl+s", "t")
        text = " ".join(plain(app).replace("’", "'").split())
        assert role.replace("’", "'") in text
        assert "on_call" not in text
        assert f"breach sign {ref}" in text

    drive(house.app(), script)


def test_a_note_that_is_unsealed_again_is_kept_again(house: House) -> None:
    open_file(house.desk, "un")
    app = house.app()

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "ctrl+t")
        await typed(pilot, "avis de l’avocat")
        await press(pilot, "tab", "tab", "enter")
        assert app.unfinished.forms() == []
        await press(pilot, "enter")
        assert [saved.text for saved in app.scratch.all()] == ["avis de l’avocat"]

    drive(app, script)


def test_a_sealed_note_is_kept_in_the_notebook_alone(house: House) -> None:
    house.desk.actor.role = "legal"
    ref = open_file(house.desk, "un").ref

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "ctrl+t")
        await typed(pilot, "xylophone")
        assert list(app.scratch.all())
        await press(pilot, "tab", "tab", "space")
        assert not list(app.scratch.all())
        await press(pilot, "shift+tab", "shift+tab")
        await typed(pilot, " bis")
        assert not list(app.scratch.all())
        await press(pilot, "escape")
        assert "carnet scellé ou nulle part" in plain(app)
        await press(pilot, "escape", "ctrl+s")

    drive(house.app(), script)
    assert last(house, ref).kind == kinds.PRIVILEGED
    assert last(house, ref).body["text"] == "xylophone bis"


def test_the_review_leaves_its_look_and_the_note_is_one_key_away(house: House) -> None:
    ref = open_file(house.desk, "Archive exposée").ref
    actions.add(house.desk, ref, "*Durcir* le pare-feu", owner="", due="", about="measure")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f7")
        assert "Relève" in plain(app)
        assert isinstance(app.screen, Reader)
        assert "[à faire] *Durcir* le pare-feu" in app.screen.text
        assert last(house, ref).kind == kinds.ACTION
        await press(pilot, "escape", "f8")
        assert "Depuis votre dernier regard" in plain(app)
        assert "CNIL : pas encore partie" in plain(app)

    drive(house.app(), script)
    assert last(house, ref).kind == kinds.REVIEWED


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_playbook_adds_to_what_is_never_to_be_done(house: House, lang: str) -> None:
    ref = open_file(house.desk, "Note de rançon").ref
    change(house.desk, ref, assignments(house.desk, ["incident_type=ransomware"]), "")
    house.desk.lang = lang
    found = first_minute(house.desk, read(house.desk, ref)).avoid
    common = [i18n.t(f"desk.avoid-{name}", lang) for name in COMMON]
    assert list(found[:4]) == common
    assert found[4:]
    assert len(found) <= MOST_AVOID


def test_the_warnings_stand_on_the_screen_beside_those_of_the_playbook(house: House) -> None:
    ref = open_file(house.desk, "Note de rançon").ref
    change(house.desk, ref, assignments(house.desk, ["incident_type=ransomware"]), "")
    said = first_minute(house.desk, read(house.desk, ref)).avoid

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        text = plain(app)
        assert not [line for line in said if line.replace("\u00a0", " ")[:40] not in text]

    drive(house.app(), script, (140, 60))
