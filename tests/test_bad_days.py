"""Bad days, short: nothing that was acknowledged is lost. `bench/bad_days.py` does the same for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from breach.storage import connection, frozen
from breach.storage.store import Store
from tests import bad_days
from tests.storage.stores import KEY, entries, made, note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.contract.server import Server


def _good(day: bad_days.Day) -> None:
    assert day.wrong == ()
    assert day.lost == 0
    assert day.acknowledged >= day.times


def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    if not bad_days.may_mount():
        return  # tests/storage/test_errors.py fills a file instead, which needs no right
    day = bad_days.full_disk(tmp_path, 3)
    _good(day)
    assert "disk-full" in day.remark or "disk-error" in day.remark


def test_a_disk_that_becomes_read_only_is_still_read(tmp_path: Path) -> None:
    if not bad_days.may_mount():
        return  # the next test reads the same way, without a disk of its own
    _good(bad_days.read_only_disk(tmp_path, 4))


@pytest.mark.parametrize("log", [True, False])
def test_a_store_is_read_where_nothing_can_be_written(tmp_path: Path, log: bool) -> None:
    store = made(tmp_path, files=2)
    note(store, "1", "la dernière")
    expected = entries(store)
    assert (tmp_path / "s.db-wal").stat().st_size
    if not log:
        store.close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    reader = frozen.connect(store.path, connection._settings(KEY))
    assert [mark for (mark,) in reader.execute("SELECT hash FROM entry ORDER BY chain, n")] == expected
    with pytest.raises(dbapi2.Error):
        reader.execute("INSERT INTO meta VALUES ('x', 'y')")
    reader.close()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert not frozen.is_frozen(store.path)
    store.close()


def test_a_power_cut(tmp_path: Path) -> None:
    _good(bad_days.power_cut(tmp_path, 6))


def test_a_clock_that_jumps(tmp_path: Path) -> None:
    day = bad_days.clock_jumps(tmp_path, 60)
    _good(day)
    assert day.remark != "set back and declared: 0"


@pytest.mark.parametrize("count", [4, 8])
def test_many_writers_on_one_file(tmp_path: Path, count: int) -> None:
    store = made(tmp_path, files=1)
    _good(bad_days.writers(store.path, count, 20, Store(store.path, KEY), tmp_path))
    store.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    from tests.contract.server import Server

    held = Server()
    yield held
    held.end()


@pytest.mark.needs("postgresql")
@pytest.mark.parametrize(("how", "times"), [("cut", 8), ("fast", 1), ("immediate", 2)])
def test_a_server_that_goes_and_comes_back(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, times: int) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    _good(bad_days.server_goes(server, tmp_path, times, how))
