"""Making a store: all or nothing, never over another, never beside another's log."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from breach.clock_source import now
from breach.errors import StoreError
from breach.storage import create as creating
from breach.storage.create import create, schema_of
from breach.storage.schema import VERSION
from breach.storage.store import Store
from tests.storage.stores import KEY, entries, made


def test_a_store_is_made_once(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "er" / "s.db")
    assert create(path, KEY, now) is True
    assert create(path, os.urandom(32), now) is False
    assert schema_of(path, KEY) == VERSION
    assert (tmp_path / "deep" / "er").stat().st_mode & 0o777 == 0o700
    store = Store(path, KEY)
    assert [entry.kind for entry in store.history(1)] == ["store-opened"]
    assert store.raw_connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    store.close()


class _KilledError(BaseException):
    pass


@pytest.mark.parametrize("step", ["upgrade", "Writer", "Heads", "sync"])
def test_a_kill_leaves_no_store_or_a_good_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = str(tmp_path / "s.db")

    def killed(*args: object, **named: object) -> None:
        raise _KilledError

    with monkeypatch.context() as patch:
        patch.setattr(creating, step, killed)
        with pytest.raises(_KilledError):
            create(path, KEY, now)
    assert os.path.exists(path) == (step == "sync")
    assert create(path, KEY, now) == (step != "sync")
    store = Store(path, KEY)
    assert len(entries(store)) == 1
    assert not store.behind_heads()
    store.close()
    assert not list(tmp_path.glob("*.part*"))


def test_a_new_store_does_not_read_the_log_of_one_that_is_gone(tmp_path: Path) -> None:
    store = made(tmp_path, files=2)
    log = Path(f"{store.path}-wal").read_bytes()
    store.close()
    os.remove(store.path)
    Path(f"{store.path}-wal").write_bytes(log)
    create(store.path, KEY, now)
    again = Store(store.path, KEY)
    assert len(entries(again)) == 1
    again.close()


def _create(path: str) -> bool:
    return create(path, KEY, now)


def test_of_two_that_make_it_at_once_one_does(tmp_path: Path) -> None:
    path = str(tmp_path / "s.db")
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert sorted(pool.map(_create, [path, path])) == [False, True]
    store = Store(path, KEY)
    assert len(entries(store)) == 1
    store.close()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as refused:
        create(str(tmp_path / "file" / "s.db"), KEY, now)
    assert refused.value.code == "store-not-made"
