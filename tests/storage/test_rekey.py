"""A change of key: at every moment one of the two keys opens the whole store, and the next start ends what was interrupted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from breach import bootstrap
from breach.errors import StoreError
from breach.log import kinds
from breach.service.backup import replay
from breach.settings import Settings
from breach.storage.heads import Heads
from breach.storage.scratch import Scratch
from breach.storage.store import Store
from tests.storage.killing import Killed, kill_at, steps_of
from tests.storage.stores import entries, note

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-11-22T02:10:00Z"


def _started(folder: Path, *, files: bool = False) -> bootstrap.Started:
    settings = Settings({"store": str(folder / "s.db"), "key": f"file:{folder / 'k'}"}, {})
    started = bootstrap.start(settings, None, create=True)
    if files:
        from breach.service.opening import open_file

        open_file(started.desk, "un dossier")
        scratch = Scratch(f"{started.desk.store.path}.scratch", started.key.key)
        scratch.put("new#text", "pas fini", 3, AT)
        scratch.close()
    return started


def _made(folder: Path) -> bootstrap.Started:
    folder.mkdir()
    return _started(folder, files=True)


def test_the_new_key_opens_all_and_the_old_one_nothing(tmp_path: Path) -> None:
    started = _made(tmp_path / "x")
    old, before = started.key.key, entries(started.desk.store)  # type: ignore[arg-type]
    path = started.desk.store.path
    assert bootstrap.rotate(started) == ("file", str(tmp_path / "x" / "k"))
    again = _started(tmp_path / "x")
    assert again.key.key != old
    found = entries(again.desk.store)  # type: ignore[arg-type]
    assert [mark for mark in found if mark in before] == before
    assert again.desk.store.history(1)[-1].kind == kinds.REKEYED
    assert again.desk.store.meta("recovery") == "0"
    again.desk.store.close()
    with pytest.raises(StoreError) as refused:
        Store(path, old)
    assert refused.value.code == "wrong-key"
    scratch = Scratch(f"{path}.scratch", again.key.key)
    saved = scratch.get("new#text")
    scratch.close()
    assert saved is not None
    assert saved.text == "pas fini"
    assert scratch.set_aside == ""
    assert Heads(f"{path}.heads").checks_key(again.key.key) is True
    assert {name for name in os.listdir(tmp_path / "x") if not name.endswith(("-wal", "-shm"))} == {
        "k",
        "s.db",
        "s.db.heads",
        "s.db.lock",
        "s.db.scratch",
    }


def test_a_kill_at_any_step_loses_nothing(tmp_path: Path) -> None:
    started = _made(tmp_path / "first")
    count = steps_of(lambda: bootstrap.rotate(started))
    assert count > 15
    changed = 0
    for step in range(count):
        folder = tmp_path / f"at{step}"
        started = _made(folder)
        old, before = started.key.key, set(entries(started.desk.store))  # type: ignore[arg-type]
        with kill_at(step), pytest.raises(Killed):
            bootstrap.rotate(started)
        started.desk.store.close()
        again = _started(folder)
        store = again.desk.store
        assert before <= set(entries(store)), step  # type: ignore[arg-type]
        assert not store.behind_heads(), step
        note(store, "1", "la suite")
        assert replay(store, store.head_beside).faults == (), step
        scratch = Scratch(f"{store.path}.scratch", again.key.key)
        assert scratch.get("new#text") is not None, step
        scratch.close()
        changed += again.key.key != old
        if step % 4:
            store.close()
            continue
        bootstrap.rotate(again)
        last = _started(folder)
        assert not [name for name in os.listdir(folder) if ".part" in name or name.endswith(".new")], step
        last.desk.store.close()
    assert 0 < changed < count


def test_a_wrong_key_is_not_helped_by_a_stale_one_beside(tmp_path: Path) -> None:
    started = _made(tmp_path / "x")
    started.desk.store.close()
    (tmp_path / "x" / "k").write_text("ab" * 32 + "\n")
    (tmp_path / "x" / "k.new").write_text("cd" * 32 + "\n")
    (tmp_path / "x" / "k.new").chmod(0o600)
    with pytest.raises(StoreError) as refused:
        _started(tmp_path / "x")
    assert refused.value.code == "wrong-key"
    assert (tmp_path / "x" / "k").read_text() == "ab" * 32 + "\n"


def test_a_reader_at_work_delays_no_key_change_for_ever_and_writes_nothing_after(tmp_path: Path) -> None:
    started = _made(tmp_path / "x")
    other = Store(started.desk.store.path, started.key.key)
    assert len(entries(other)) > 0
    bootstrap.rotate(started)
    with pytest.raises(StoreError) as refused:
        note(other, "1", "trop tard")
    assert refused.value.code == "store-replaced"
    other.close()
    again = _started(tmp_path / "x")
    assert replay(again.desk.store, again.desk.store.head_beside).faults == ()
    again.desk.store.close()
