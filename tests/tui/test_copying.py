"""Copying the notice over: rubric by rubric, a tick once pasted, and "copied" only where it was."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from breach.service import record
from breach.storage.scratch import Scratch
from breach.tui import clipboard, progress
from tests.house import KEY
from tests.tui.driving import drive, plain, press
from tests.tui.test_flows import opened

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


@pytest.fixture(autouse=True)
def _no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(variable, raising=False)


def test_the_form_is_copied_rubric_by_rubric_and_ticked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(house, exercise=True)
    sent: list[str] = []

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(app, "copy_to_clipboard", sent.append)
        await press(pilot, "enter", "n", "v")
        assert "R1. Type de notification (1 sur 14)" in plain(app)
        await press(pilot, "c")
        assert sent == ["Notification initiale"]
        assert "non confirmé" in plain(app)
        assert "f met le champ dans un fichier en mémoire" in plain(app)
        assert "Copié" not in plain(app)
        await press(pilot, "space")
        assert "[x] Type de notification (21)" in plain(app)
        await press(pilot, "s")
        assert "R2." in plain(app)
        assert "non confirmé" not in plain(app)
        await press(pilot, "r", "escape", "v")
        assert "[x] Type de notification (21)" in plain(app)
        await press(pilot, "space")
        assert "[ ] Type de notification (21)" in plain(app)

    drive(house.app(), script)


def test_the_next_start_goes_on_where_a_stop_cut_the_copy_short(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(house, exercise=True)

    async def begun(app: BreachApp, pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(app, "copy_to_clipboard", lambda _text: None)
        await press(pilot, "enter", "n", "v", "c", "space", "s", "j", "c")

    async def resumed(app: BreachApp, pilot: Pilot[Any]) -> None:
        await pilot.pause()
        assert "Recopie de la notification, EX-2026-0001 (initiale)" in plain(app)
        assert re.search(r"collés : 1 sur \d+", plain(app))
        await press(pilot, "enter", "enter")
        assert "R2. Identification" in plain(app)
        assert "› [?] Dénomination" in plain(app) or "› [ ] Dénomination" in plain(app)
        assert "Envoyé au terminal en dernier, avant l’arrêt, sans confirmation : Dénomination" in plain(app)
        await press(pilot, "r")
        assert "[x] Type de notification" in plain(app)
        await press(pilot, "escape")

    async def left(app: BreachApp, pilot: Pilot[Any]) -> None:
        await pilot.pause()
        assert "Recopie" not in plain(app)
        await press(pilot, "enter", "n", "v")
        assert "[x] Type de notification" in plain(app)
        monkeypatch.setattr(app, "copy_to_clipboard", lambda _text: None)
        await press(pilot, "f9")
        assert "Type of notice (21)" in plain(app)
        assert "Notification initiale" in plain(app)

    drive(house.app(), begun)
    kept = "".join(saved.text for saved in Scratch(f"{house.path}.scratch", KEY).all())
    assert "Notification initiale" not in kept
    drive(house.app(), resumed)
    drive(house.app(), left)


def test_the_copy_for_the_next_filing_begins_anew(house: House) -> None:
    ref = opened(house, exercise=True)

    async def ticked(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "v", "space", "escape")

    async def again(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "v")
        assert "[ ] Type de notification" in plain(app)

    drive(house.app(), ticked)
    record.filed(house.desk, ref, form="cnil-2023", kind="initial", at="2026-11-22T02:00Z", reference="X-1")
    drive(house.app(), again)
    assert [saved.place for saved in Scratch(f"{house.path}.scratch", KEY).all()] == [f"copying:{ref}:initial#1"]


@pytest.mark.parametrize("held", ["", "[]", "{}", '{"rubric": 1}', '{"rubric":"R1","field":"x","ticks":[],"last":[],"of":0,"left":false}'])
def test_a_progress_of_another_version_begins_anew(held: str) -> None:
    assert progress.read(held) == progress.Progress()


@pytest.mark.parametrize(("said", "how", "where", "sent"), [("external", "blocked", "set-clipboard external", []), ("on", "sent", "", ["x"])])
def test_tmux_is_asked_whether_it_lets_copies_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, how: str, where: str, sent: list[str]
) -> None:
    tool = tmp_path / "tmux"
    tool.write_text(f"#!/bin/sh\n[ \"$*\" = 'show-options -sv set-clipboard' ] && echo {said}\n", encoding="utf-8")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("TMUX", "/tmp/x,1,0")
    got: list[str] = []
    assert clipboard.copy("x", got.append) == clipboard.Done(how, where)
    assert got == sent
    tool.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert clipboard.copy("x", got.append) == clipboard.Done("sent", tmux=True)


def test_in_a_tmux_that_stops_copies_the_way_out_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(house, exercise=True)
    monkeypatch.setenv("TMUX", "x")
    monkeypatch.setattr(clipboard, "_tmux", lambda: "external")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "v", "c")
        for words in ("Pas copié", "tmux set -s set-clipboard on", "f met le champ dans un fichier"):
            assert words in plain(app)

    drive(house.app(), script)


def test_what_a_killed_run_left_in_memory_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "_folders", lambda: [str(tmp_path)])
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, own, other = (tmp_path / f"{os.getuid()}-{pid}-breach-copy.txt" for pid in (gone.pid, os.getpid(), "x"))
    for path in (dead, own, other):
        path.write_text("x", encoding="utf-8")
    clipboard.sweep()
    assert not dead.exists()
    assert own.exists()
    assert other.exists()


def test_copied_is_said_of_a_program_that_took_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "wl-copy"
    tool.write_text(f"#!/bin/sh\ncat > {tmp_path}/taken\n", encoding="utf-8")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("WAYLAND_DISPLAY", "w")
    sent: list[str] = []
    assert clipboard.copy("é\n2", sent.append) == clipboard.Done("copied", "wl-copy")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "é\n2"
    tool.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert clipboard.copy("x", sent.append).how == "sent"
    assert sent == ["x"]


def test_the_lock_removes_what_lies_in_memory_and_says_so(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(clipboard, "_in_memory", lambda folder: folder == str(tmp_path))
    opened(house, exercise=True)

    def in_memory() -> list[str]:
        return [name for name in os.listdir(tmp_path) if name.endswith("breach-copy.txt")]

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "v", "f")
        assert len(in_memory()) == 1
        await press(pilot, "f12")
        assert in_memory() == []
        await press(pilot, "enter")
        assert "Le verrou a effacé le fichier en mémoire ; f l’écrit de nouveau." in plain(app)
        await press(pilot, "f")
        assert len(in_memory()) == 1

    drive(house.app(), script)


def test_a_file_lies_in_memory_for_its_owner_alone_or_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(clipboard, "_in_memory", lambda folder: folder == str(tmp_path))
    done = clipboard.to_file("secret")
    assert done.how == "file"
    assert stat.S_IMODE(os.stat(done.where).st_mode) == 0o600
    clipboard.forget(done.where)
    assert not os.path.exists(done.where)
    monkeypatch.setattr(clipboard, "_in_memory", lambda _folder: False)
    assert clipboard.to_file("secret").how == "nowhere"
