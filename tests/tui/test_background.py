"""What takes long is done in the background: the screens go on, what was found is handed over, an error is shown as one; and the badge of a file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from breach.errors import StoreError
from breach.i18n import t
from breach.service import pack, proof
from breach.service.badge import badge
from breach.service.opening import open_file
from breach.storage.store import Store
from breach.tui.screens import file as file_screen
from breach.tui.screens.file import FileScreen
from breach.tui.screens.problem import Problem
from breach.tui.screens.reader import Reader
from tests.house import KEY
from tests.tui.driving import drive, plain, press, until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.fixture
def twice(house: House) -> House:
    """A store that can be opened once more, with one file."""
    house.desk.second = lambda: Store(house.path, KEY, read_only=True)
    open_file(house.desk, "Archive exposée")
    return house


def test_a_file_says_what_is_proved_of_it_and_what_came_since(twice: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_screen, "PROVE_AFTER_S", 0.01)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await until(pilot, lambda: "1 entrée intacte, sans ancre" in plain(app))
        app.open_form("note:2026-0001", app.page.changed)
        await pilot.pause()
        await press(pilot, "x", "ctrl+s")
        assert "1 entrée intacte, sans ancre ; 1 depuis" in plain(app)
        await press(pilot, "i")
        await until(pilot, lambda: isinstance(app.screen, Reader))
        await press(pilot, "escape")
        assert "2 entrées intactes, sans ancre" in plain(app)

    drive(twice.app(), script)


def slowly(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, list[threading.Thread]]:
    """Verifying waits for the event, ten seconds at most; in which threads it was done."""
    held, where, verify = threading.Event(), list[threading.Thread](), proof.verify

    def slow(*given: Any) -> dict[str, Any]:
        where.append(threading.current_thread())
        held.wait(10)
        return verify(*given)

    monkeypatch.setattr(proof, "verify", slow)
    return held, where


def test_verifying_goes_on_elsewhere_while_keys_work(twice: House, monkeypatch: pytest.MonkeyPatch) -> None:
    held, where = slowly(monkeypatch)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "i")
        assert isinstance(app.screen, FileScreen)
        await press(pilot, "f")
        assert "[f Faits]" in plain(app)
        await press(pilot, "f1")
        held.set()
        await until(pilot, lambda: any("Rien d'anormal" in n.message for n in app._notifications))
        assert t("tui.help.label") in plain(app)

    drive(twice.app(), script)
    assert where[0] is not threading.main_thread()


def test_the_whole_store_is_verified_behind_the_board(twice: House, monkeypatch: pytest.MonkeyPatch) -> None:
    held, where = slowly(monkeypatch)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "i", "t")
        assert "[t En retard" in plain(app)
        held.set()
        await until(pilot, lambda: isinstance(app.screen, Reader) and "Intégrité — tout le magasin" in plain(app))
        held.clear()
        await press(pilot, "escape", "i", "f1")
        held.set()
        await until(pilot, lambda: any("tout le magasin" in n.message and "Rien d'anormal" in n.message for n in app._notifications))
        assert t("tui.help.label") in plain(app)

    drive(twice.app(), script)
    assert threading.main_thread() not in where


def test_a_store_that_cannot_be_opened_once_more_is_an_error_that_is_shown(twice: House) -> None:
    def gone() -> Store:
        raise StoreError("damaged-store", path="/nowhere")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        twice.desk.second = gone
        await press(pilot, "i")
        await until(pilot, lambda: isinstance(app.screen, Problem))

    drive(twice.app(), script)


def test_an_archive_is_made_behind_and_left_is_given_up(twice: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()
    make = pack.archive

    def slow(*given: Any) -> Any:
        held.wait(10)
        return make(*given)

    def made() -> list[str]:
        return [path.name for path in tmp_path.glob("*.zip")]

    monkeypatch.setattr(pack, "archive", slow)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "z", "ctrl+s", "escape")
        assert isinstance(app.screen, FileScreen)
        held.set()
        await pilot.pause(0.5)
        assert made() == []
        await press(pilot, "z", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, FileScreen))
        assert made() == ["2026-0001.zip"]

    drive(twice.app(), script)


def test_the_badge_claims_no_more_than_was_found() -> None:
    found: dict[str, Any] = {"ok": True, "faults": [], "signatures": [], "chains": [{"entries": 12, "anchored_to": None, "unanchored_from": 1}]}
    assert badge(found, 12) == "12 entrées intactes, sans ancre"
    found["signatures"] = [{"entry": 3, "standing": "right"}, {"entry": 3, "standing": "right"}, {"entry": 4, "standing": "unknown"}]
    found["chains"] = [{"entries": 12, "anchored_to": 9, "unanchored_from": 10}]
    assert badge(found, 12) == "12 entrées intactes, 1 signée, ancré jusqu’à 9, pas depuis 10"
    found["chains"] = [{"entries": 12, "anchored_to": 12, "unanchored_from": None}]
    assert badge(found, 14).replace("\u202f", " ") == "12 entrées intactes, 1 signée, ancré jusqu’à 12 ; 2 depuis"
    assert badge({**found, "ok": False, "faults": [{}]}, 12).replace("\u202f", " ").replace("\u00a0", " ") == "! ANOMALIE : 1 (i)"
