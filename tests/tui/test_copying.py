"""Copying the notice over: rubric by rubric, a tick once pasted, and "copied" only where it was."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

from breach.tui import clipboard
from tests.tui.driving import drive, plain, press
from tests.tui.test_flows import opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def test_the_form_is_copied_rubric_by_rubric_and_ticked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TMUX", "x")
    opened(house, exercise=True)
    sent: list[str] = []

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        monkeypatch.setattr(app, "copy_to_clipboard", sent.append)
        await press(pilot, "enter", "n", "v")
        assert "R1. Type de notification (1 sur 14)" in plain(app)
        await press(pilot, "c")
        assert sent == ["Notification initiale"]
        assert "non confirmé" in plain(app)
        assert "set-clipboard on" in plain(app)
        assert "Copié" not in plain(app)
        await press(pilot, "space")
        assert "[x] Type de notification (21)" in plain(app)
        await press(pilot, "s")
        assert "R2." in plain(app)
        await press(pilot, "r", "escape", "v")
        assert "[x] Type de notification (21)" in plain(app)
        await press(pilot, "space")
        assert "[ ] Type de notification (21)" in plain(app)

    drive(house.app(), script)


def test_copied_is_said_of_a_program_that_took_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "wl-copy"
    tool.write_text(f"#!/bin/sh\ncat > {tmp_path}/taken\n", encoding="utf-8")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("WAYLAND_DISPLAY", "w")
    monkeypatch.delenv("DISPLAY", raising=False)
    sent: list[str] = []
    assert clipboard.copy("é\n2", sent.append) == clipboard.Done("copied", "wl-copy")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "é\n2"
    tool.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert clipboard.copy("x", sent.append).how == "sent"
    assert sent == ["x"]


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
