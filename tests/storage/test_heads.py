"""The witness beside the store: a tail that was lost is noticed at the next start, and recorded at the next writing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from breach.log import kinds
from breach.storage.heads import Heads
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, entries, flip, made, note

if TYPE_CHECKING:
    from pathlib import Path

HASH = "ab" * 32


def test_heads_are_read_back(tmp_path: Path) -> None:
    heads = Heads(str(tmp_path / "h"))
    assert (heads.exists(), heads.last(), heads.of(1), heads.checks_key(KEY)) == (False, None, None, None)
    heads.write(KEY, (9, HASH), {1: (3, HASH), 5: (6, "cd" * 32)})
    assert (heads.last(), heads.of(1), heads.of(5)) == ((9, HASH), (3, HASH), (6, "cd" * 32))
    assert heads.of(2) is None
    assert heads.checks_key(KEY) is True
    assert heads.checks_key(os.urandom(32)) is False
    assert (tmp_path / "h").stat().st_mode & 0o777 == 0o600
    assert KEY not in (tmp_path / "h").read_bytes()


@pytest.mark.parametrize("at", range(0, 60, 3))
def test_a_damaged_slot_is_unknown_not_wrong(tmp_path: Path, at: int) -> None:
    heads = Heads(str(tmp_path / "h"))
    heads.write(KEY, (9, HASH), {1: (3, HASH)})
    flip(heads.path, at)
    assert heads.last() is None
    assert heads.checks_key(KEY) is None
    assert heads.of(1) == (3, HASH)


@pytest.mark.parametrize("length", [0, 1, 63, 64, 100])
def test_a_short_file_is_unknown(tmp_path: Path, length: int) -> None:
    heads = Heads(str(tmp_path / "h"))
    heads.write(KEY, (9, HASH), {1: (3, HASH)})
    os.truncate(heads.path, length)
    assert heads.of(1) is None
    assert (heads.last() is None) == (length < 64)


def _lost_tail(tmp_path: Path) -> Store:
    """A store of which the last entries are gone: an older copy of its files lies there."""
    store = made(tmp_path, files=2)
    store.close()
    shutil.copy(store.path, tmp_path / "copy")
    again = Store(store.path, KEY)
    note(again, "2", "perdue")
    note(again, "2", "perdue aussi")
    again.close()
    shutil.copy(tmp_path / "copy", store.path)
    return Store(store.path, KEY)


def test_a_lost_tail_is_noticed(tmp_path: Path) -> None:
    store = _lost_tail(tmp_path)
    assert store.behind_heads()
    assert [(lost["file"], lost["n"]) for lost in store.lost()] == [(store.uuid(3), 3)]
    store.close()


def test_a_lost_tail_is_recorded_at_the_next_writing(tmp_path: Path) -> None:
    store = _lost_tail(tmp_path)
    lost = store.lost()
    note(store, "1", "suite")
    recorded = [entry for entry in store.history(1) if entry.kind == kinds.TAIL_LOST]
    assert [entry.body["lost"] for entry in recorded] == [lost]
    assert not store.behind_heads()
    note(store, "1", "encore")
    assert len([entry for entry in store.history(1) if entry.kind == kinds.TAIL_LOST]) == 1
    store.close()


def _killed_with_a_log(tmp_path: Path) -> tuple[str, int]:
    """The files of a store whose process died with entries in the write-ahead log alone, and how many entries it has."""
    store = made(tmp_path, files=1)
    for number in range(6):
        note(store, "1", f"ligne {number}")
    count = len(entries(store))
    target = tmp_path / "dead"
    target.mkdir()
    for end in ("", "-wal", ".heads"):
        shutil.copy(f"{store.path}{end}", target / f"s.db{end}")
    store.close()
    return str(target / "s.db"), count


def test_one_flipped_byte_in_the_log_is_noticed(tmp_path: Path) -> None:
    """SQLite drops everything from there on and says ok."""
    path, count = _killed_with_a_log(tmp_path)
    size = os.path.getsize(f"{path}-wal")
    noticed = 0
    for place in range(1, 8):
        folder = tmp_path / f"copy{place}"
        shutil.copytree(os.path.dirname(path), folder)
        flip(str(folder / "s.db-wal"), size * place // 8)
        store = Store(str(folder / "s.db"), KEY)
        lost = count - len(entries(store))
        assert store.behind_heads() == (lost > 0)
        noticed += lost > 0
        store.close()
    assert noticed >= 5


@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_a_log_cut_short_is_noticed(tmp_path: Path, part: int) -> None:
    path, count = _killed_with_a_log(tmp_path)
    os.truncate(f"{path}-wal", os.path.getsize(f"{path}-wal") * part // 4)
    store = Store(path, KEY)
    assert len(entries(store)) < count
    assert store.behind_heads()
    store.close()


def test_without_the_witness_the_store_opens_and_makes_it_again(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    os.remove(f"{store.path}.heads")
    assert not store.behind_heads()
    note(store, "1", "x")
    assert store.has_heads()
    assert store.head_beside(2) == (2, store.rows(2)[-1][1])
    desk(store)
    store.close()


@pytest.mark.parametrize("how", ["removed", "moved", "another"])
def test_a_heads_file_that_is_no_longer_at_its_place_is_not_written_to(tmp_path: Path, how: str) -> None:
    heads = Heads(str(tmp_path / "h"))
    heads.write(KEY, (9, HASH), {1: (3, HASH)})
    if how == "removed":
        (tmp_path / "h").unlink()
    elif how == "moved":
        (tmp_path / "h").rename(tmp_path / "elsewhere")
    else:
        Heads(str(tmp_path / "new")).write(KEY, (1, "ef" * 32), {1: (1, "ef" * 32)})
        (tmp_path / "new").replace(tmp_path / "h")
    assert heads.last() == ((1, "ef" * 32) if how == "another" else None)
    heads.write(KEY, (10, "cd" * 32), {2: (4, "cd" * 32)})
    assert Heads(str(tmp_path / "h")).last() == (10, "cd" * 32)
    assert (heads.of(1), heads.of(2)) == ((1, "ef" * 32) if how == "another" else None, (4, "cd" * 32))
    heads.close()
