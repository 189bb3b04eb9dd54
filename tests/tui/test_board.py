"""The board's filters, the search across files, and the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach.domain.actor import Actor
from breach.errors import StoreError
from breach.log import kinds
from breach.service import profile
from breach.service.decisions import decide
from breach.service.desk import Desk, clean
from breach.service.facts import assignments, change
from breach.service.opening import open_file
from breach.storage.store import Store
from breach.tui.screens.board import Board
from breach.tui.screens.file import FileScreen
from breach.tui.screens.register import Register
from breach.tui.screens.search import Search
from breach.tui.steps.log import LogStep
from breach.tui.widgets.rows import Rows
from tests.house import KEY
from tests.tui.driving import drive, plain, press, settled, typed

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.fixture
def some(house: House) -> House:
    """An open file, a late exercise, a closed file."""
    open_file(house.desk, "Un courriel est parti au mauvais destinataire")
    open_file(house.desk, "Ordinateur volé", exercise=True, aware=house.desk.instant("2026-11-18T03:10+01:00"), by="Léa", basis="plainte")
    closed = open_file(house.desk, "Fausse alerte du prestataire").ref
    decide(house.desk, closed, "close", "close", "rien à voir")
    return house


@pytest.fixture(params=[False, True], ids=["one connection", "two connections"])
def connections(some: House, request: pytest.FixtureRequest) -> House:
    if request.param:
        some.desk.second = lambda: Store(some.path, KEY)
    return some


async def answered(app: BreachApp, pilot: Pilot[Any]) -> None:
    """Wait for what is read in the background."""
    await pilot.pause(0.2)
    await app.workers.wait_for_complete()
    await settled(pilot)


def test_filters_by_key_and_by_arrow(connections: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await answered(app, pilot)
        assert "[o Ouverts 2] t En retard 1 m Les miens e Exercices 1 c Clos 1" in plain(app)
        await press(pilot, "t")
        assert "[t En retard 1]" in plain(app)
        assert "EX-2026-0001 EXERCICE" in plain(app)
        assert "2026-0001 —" not in plain(app)
        await press(pilot, "c")
        assert "2026-0002" in plain(app)
        assert "(clos)" in plain(app)
        await press(pilot, "right")
        assert "[o Ouverts 2]" in plain(app)
        await press(pilot, "h", "h")
        assert "[e Exercices 1]" in plain(app)
        await press(pilot, "left")
        await answered(app, pilot)
        assert "[m Les miens 2]" in plain(app)

    drive(connections.app(), script)


def test_an_empty_filter_says_so(house: House) -> None:
    open_file(house.desk, "un")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "t")
        assert "Aucun dossier en retard." in plain(app)
        await press(pilot, "enter", "c", "enter")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)


def test_a_store_without_a_profile_says_so_until_it_has_one(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await answered(app, pilot)
        shown.append(plain(app))

    shown: list[str] = []
    drive(house.app(), script)
    profile.record(house.desk, "wimi", profile.text_of("wimi") or "")
    drive(house.app(), script)
    assert "Pas encore de profil de l'organisme : breach profile edit" in shown[0]
    assert "breach profile edit" not in shown[1]


def test_nobody_named_writes_under_the_account_and_is_told_so(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert "Vous écrivez" not in plain(app)
        app.desk.actor = Actor("root", "on_call", "root", "poste")
        await press(pilot, "f5")
        assert "Vous écrivez sous le nom de ce compte, « root »." in plain(app)

    drive(house.app(), script)


def test_a_search_opens_the_file(connections: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "s")
        await typed(pilot, "PRESTAT")
        await answered(app, pilot)
        assert "1 entrée trouvée." in plain(app)
        assert "2026-0002 entrée 1 Fausse alerte du prestataire" in plain(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, FileScreen)
        assert app.screen.ref == "2026-0002"
        assert app.screen.current == "log"
        assert app.screen.query_one(LogStep).entry == 1
        assert "› 1 " in plain(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Search)
        await press(pilot, *["backspace"] * 7)
        await typed(pilot, "zzz")
        await answered(app, pilot)
        assert "Rien trouvé." in plain(app)
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, Board)

    drive(connections.app(), script)


def test_a_search_entered_at_once_is_answered_first(some: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "s")
        await typed(pilot, "vole")
        await pilot.press("enter")
        await answered(app, pilot)
        assert "EX-2026-0001 entrée 1" in plain(app)

    drive(some.app(), script)


def test_the_register_is_searched_and_read(connections: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "r")
        await answered(app, pilot)
        assert "2 violations au registre" in plain(app)
        assert "EX-2026" not in plain(app)
        assert "Autorité : pas encore décidé" in plain(app)
        await press(pilot, "s")
        await typed(pilot, "alerte")
        await settled(pilot)
        assert "1 sur 2" in plain(app)
        await press(pilot, "enter", "enter")
        assert "Registre, 2026-0002" in plain(app)
        assert "Fausse alerte du prestataire" in plain(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, Board)

    drive(connections.app(), script)


def test_leaving_the_register_while_it_is_read_breaks_it_off(some: House, monkeypatch: pytest.MonkeyPatch) -> None:
    some.desk.second = lambda: Store(some.path, KEY)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await pilot.press("r")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Board)

    drive(some.app(), script)


def test_what_the_background_refuses_is_shown(some: House) -> None:
    def refused() -> Store:
        raise StoreError("wrong-key", path="x")

    some.desk.second = refused

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "r")
        await answered(app, pilot)
        assert "clé" in plain(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Register)

    drive(some.app(), script)


def test_many_lines_are_walked_and_only_those_in_sight_are_made(house: House) -> None:
    for number in range(40):
        open_file(house.desk, f"fichier {number}")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        rows = app.screen.query_one(Rows)
        assert len(rows.names) == 40
        assert len(rows._contents) < 15
        await press(pilot, "end")
        assert rows.here == "2026-0001"
        assert "› 2026-0001" in plain(app)
        await press(pilot, "home", "j", "j", "k", "down")
        assert rows.here == "2026-0038"
        await press(pilot, "pagedown")
        assert rows.here not in ("2026-0038", "2026-0001")
        assert f"› {rows.here}" in plain(app)
        await pilot.resize_terminal(20, 8)
        await settled(pilot)
        assert f"› {rows.here}" in plain(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        top = 0 if rows.in_sight()[0] != rows.here else 2
        await pilot.click(Rows, offset=(5, top))
        await settled(pilot)
        clicked = rows.here
        assert isinstance(app.screen, Board)
        await pilot.click(Rows, offset=(5, top + 1))
        await settled(pilot)
        assert isinstance(app.screen, FileScreen)
        assert app.screen.ref == clicked

    drive(house.app(), script)


def test_the_register_is_exported_and_recorded(some: House, tmp_path: Path) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "r", "x", "tab", "down", "down", "enter")
        assert "register.csv" in plain(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Register)

    drive(some.app(), script)
    text = (tmp_path / "register.csv").read_text(encoding="utf-8")
    assert "2026-0002" in text
    assert "EX-2026" not in text
    entry = some.desk.store.last_kind(kinds.REGISTER_EXPORTED)
    assert entry is not None
    assert entry.body["format"] == "csv"


def test_two_in_one_file_see_each_other_and_are_told_who(house: House) -> None:
    ref = open_file(house.desk, "un").ref
    other = Desk(Store(house.path, KEY), Actor("Léa", "legal", "lea", "ailleurs"), house.desk.clock, "fr", "Europe/Paris")

    def write(text: str) -> None:
        with other.acting() as act:
            act.append(other.store.find(ref), kinds.NOTE, {"text": clean(text)})

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g")
        write("vu par le service juridique")
        app.pulse.look()
        await settled(pilot)
        assert "vu par le service juridique" in plain(app)
        assert [note.message for note in app._notifications] == ["1 nouvelle entrée de Léa"]
        await press(pilot, "ctrl+t")
        await typed(pilot, "le mien")
        write("encore elle")
        app.pulse.look()
        await press(pilot, "ctrl+s")
        assert "encore elle" in plain(app)
        assert "le mien" in plain(app)
        app.pulse.look()

    drive(house.app(), script)
    other.store.close()
    assert [entry.kind for entry in house.desk.store.history(house.desk.store.find(ref).chain)] == ["opened", "note", "note", "note"]


def test_two_who_change_one_fact_keep_both_and_the_second_is_told(house: House) -> None:
    ref = open_file(house.desk, "un").ref
    other = Desk(Store(house.path, KEY), Actor("Léa", "legal", "lea", "ailleurs"), house.desk.clock, "fr", "Europe/Paris")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        assert isinstance(app.screen, FileScreen)
        app.screen.edit_fact("people_count")
        await settled(pilot)
        await typed(pilot, "12")
        change(other, ref, assignments(other, ["people_count=340"]))
        await press(pilot, "ctrl+s")
        assert "340" in plain(app)
        await press(pilot, "escape")
        assert "12" in plain(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FileScreen)

    drive(house.app(), script)
    other.store.close()
    values = [entry.body["facts"]["people_count"]["value"] for entry in house.desk.store.history(house.desk.store.find(ref).chain)[1:]]
    assert values == [340, 12]
