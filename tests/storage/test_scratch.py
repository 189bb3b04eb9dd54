"""The scratch file: every keystroke is there after a kill, nothing is readable without the key, what is dropped is gone."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from breach.errors import StoreError
from breach.storage.scratch import Scratch

KEY = bytes(range(32))
AT = "2026-11-22T02:10:00Z"


def test_what_is_put_is_there_again(tmp_path: Path) -> None:
    scratch = Scratch(str(tmp_path / "s"), KEY)
    scratch.put("new#text", "Un courriel é\n\x1b[31m", 3, AT)
    scratch.put("new#text", "Un courriel est parti", 5, AT)
    scratch.close()
    saved = Scratch(str(tmp_path / "s"), KEY).get("new#text")
    assert saved is not None
    assert (saved.text, saved.cursor, saved.saved_at) == ("Un courriel est parti", 5, AT)


def test_half_a_character_does_not_stop_the_journal(tmp_path: Path) -> None:
    scratch = Scratch(str(tmp_path / "s"), KEY)
    scratch.put("p", "a\ud800b", 0, AT)
    saved = scratch.get("p")
    assert saved is not None
    assert saved.text == "a?b"


def test_the_newest_comes_first_and_dropped_texts_are_gone(tmp_path: Path) -> None:
    scratch = Scratch(str(tmp_path / "s"), KEY)
    scratch.put("a", "un", 0, "2026-11-22T02:10:00Z")
    scratch.put("b", "deux", 0, "2026-11-22T02:11:00Z")
    assert [saved.place for saved in scratch.all()] == ["b", "a"]
    scratch.drop("b", "never")
    assert [saved.place for saved in scratch.all()] == ["a"]
    assert scratch.get("b") is None


def test_the_file_is_encrypted_and_private(tmp_path: Path) -> None:
    path = tmp_path / "s"
    scratch = Scratch(str(path), KEY)
    scratch.put("new", "adresses de clients", 0, AT)
    scratch.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    held = b"".join(name.read_bytes() for name in tmp_path.iterdir())
    assert b"adresses" not in held
    assert not held.startswith(b"SQLite format 3")


def test_a_file_of_another_key_is_set_aside(tmp_path: Path) -> None:
    Scratch(str(tmp_path / "s"), KEY).put("new", "un", 0, AT)
    other = Scratch(str(tmp_path / "s"), bytes(32))
    assert other.all() == []
    assert Path(other.set_aside).exists()
    assert not Scratch(str(tmp_path / "s"), bytes(32)).set_aside


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        Scratch(str(tmp_path / "none" / "s"), KEY)
    assert error.value.code == "scratch-not-kept"


def test_every_keystroke_survives_a_kill(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom breach.storage.scratch import Scratch\ns = Scratch(sys.argv[1], bytes(range(32)))\ntext = ''\n"
        "while True:\n    text += 'x'\n    s.put('new', text, len(text), 'now')\n    print(len(text), flush=True)\n"
    )
    tree = Path(__file__).resolve().parents[2]
    run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "s")], stdout=subprocess.PIPE, text=True, cwd=tree)
    assert run.stdout is not None
    for _ in range(60):
        acknowledged = int(run.stdout.readline())
    os.kill(run.pid, signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in run.stdout.read().split("\n")[:-1])])
    run.wait()
    run.stdout.close()
    saved = Scratch(str(tmp_path / "s"), KEY).get("new")
    assert saved is not None
    assert len(saved.text) >= acknowledged
