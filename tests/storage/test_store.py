"""The store: append-only in the database itself, encrypted, references in order, nothing half written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from sqlcipher3 import dbapi2

from breach.clock_source import now
from breach.errors import InputError
from breach.log import kinds
from breach.service.opening import open_file
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, entries, made, note

if TYPE_CHECKING:
    from pathlib import Path

ROW = "SELECT {} FROM entry WHERE seq = 1"

FORBIDDEN = [
    "DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)",
    "DELETE FROM entry",
    "UPDATE entry SET raw = 'x' WHERE seq = 1",
    "UPDATE entry SET recorded_at = '2000' WHERE seq = 2",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 1",
    "REPLACE INTO entry SELECT seq, chain, n, kind, recorded_at, prev, hash, 'x' FROM entry WHERE seq = 2",
    "INSERT OR IGNORE INTO entry SELECT seq, chain, n, kind, recorded_at, prev, hash, 'x' FROM entry WHERE seq = 2",
    "INSERT OR REPLACE INTO entry SELECT seq + 100, chain, n, kind, recorded_at, prev, hash, raw FROM entry WHERE seq = 1",
    "INSERT INTO entry SELECT (SELECT MAX(seq) + 1 FROM entry), chain, n, kind, recorded_at, prev, hash, raw FROM entry WHERE seq = 1",
    "INSERT INTO entry SELECT (SELECT MAX(seq) + 1 FROM entry), 1, 1 + (SELECT MAX(n) FROM entry WHERE chain = 1), kind, '', prev, hash, raw FROM entry",
    "UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2",
    "DELETE FROM text",
    "UPDATE text SET body = 'autre' WHERE id = 1",
    "UPDATE text SET fingerprint = 'x', body = NULL, salt = NULL WHERE id = 1",
    "INSERT OR REPLACE INTO text SELECT id, chain, n, name, fingerprint, salt, 'autre' FROM text WHERE id = 1",
    "DELETE FROM blob",
    "UPDATE blob SET body = x'00'",
    "INSERT OR REPLACE INTO blob SELECT id, chain, n, sha256, size, x'00' FROM blob WHERE id = 1",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_database_itself_is_append_only(tmp_path: Path, sql: str) -> None:
    store = made(tmp_path, files=2)
    with store.writing(now) as writer:
        writer.put_blob(2, 1, b"pi\xc3\xa8ce")
    before = (entries(store), store.texts(2), store.blobs(2))
    with pytest.raises(dbapi2.Error, match="append-only"):
        store.raw_connection.execute(sql)
    assert (entries(store), store.texts(2), store.blobs(2)) == before
    store.close()


def test_a_text_is_erased_only_where_an_entry_says_so(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    sql = "UPDATE text SET body = NULL, salt = NULL WHERE chain = 2 AND name = 'text'"
    with pytest.raises(dbapi2.Error, match="append-only"):
        store.raw_connection.execute(sql)
    with desk(store).acting() as act:
        act.append_to(2, kinds.ERASED, {"entry": 1, "texts": ["text"], "files": [], "why": "demande"})
    with pytest.raises(dbapi2.Error, match="append-only"):
        store.raw_connection.execute("UPDATE text SET body = NULL, salt = NULL WHERE chain = 2 AND name = 'title'")
    store.raw_connection.execute(sql)
    assert store.history(2)[0].body["text"] is None
    assert store.history(2)[0].body["title"] is not None
    store.close()


def test_nothing_is_readable_without_the_key(tmp_path: Path) -> None:
    store = made(tmp_path)
    open_file(desk(store), "Le secret des mûriers")
    note(store, "1", "encore les mûriers")
    for path in tmp_path.iterdir():
        raw = path.read_bytes()
        assert "mûriers".encode() not in raw
        assert KEY not in raw
        assert KEY.hex().encode() not in raw
        assert path.stat().st_mode & 0o777 == 0o600
    store.close()


def test_references_go_up_by_year_and_exercises_apart(tmp_path: Path) -> None:
    store = made(tmp_path)
    year = now().year
    refs = [open_file(desk(store), "x", exercise=exercise).ref for exercise in (False, True, False, True)]
    assert refs == [f"{year}-0001", f"EX-{year}-0001", f"{year}-0002", f"EX-{year}-0002"]
    store.close()


@pytest.mark.parametrize(
    ("asked", "found"), [("{y}-0002", "{y}-0002"), ("2", "{y}-0002"), ("002", "{y}-0002"), ("ex-1", "EX-{y}-0001"), ("{y}-1", "{y}-0001")]
)
def test_a_reference_may_be_shortened(tmp_path: Path, asked: str, found: str) -> None:
    store = made(tmp_path, files=2)
    open_file(desk(store), "x", exercise=True)
    if asked == "{y}-1":
        with pytest.raises(InputError) as refused:
            store.find(asked.format(y=now().year))
        assert refused.value.code == "ambiguous-file"
    else:
        assert store.find(asked.format(y=now().year)).ref == found.format(y=now().year)
    store.close()


@pytest.mark.parametrize("asked", ["", "9", "0", "-1", "1; DROP TABLE file", "%", "_", "1999-0001", "EX-9", "1" * 40, "١"])
def test_a_reference_that_is_none_is_refused(tmp_path: Path, asked: str) -> None:
    store = made(tmp_path, files=1)
    with pytest.raises(InputError) as refused:
        store.find(asked)
    assert refused.value.code == "no-such-file"
    store.close()


def test_a_command_is_all_or_nothing(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    before = entries(store)
    row = store.find("1")

    def fails() -> None:
        with desk(store).acting() as act:
            act.append(row, kinds.NOTE, {"text": "une"})
            act.writer.set_meta("x", "y")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert entries(store) == before
    assert store.meta("x") is None
    assert not store.behind_heads()
    note(store, "1", "suite")
    assert len(entries(store)) == len(before) + 1
    store.close()


def test_what_was_acknowledged_is_there_for_another_process(tmp_path: Path) -> None:
    store = made(tmp_path, files=3)
    other = Store(store.path, KEY)
    assert entries(other) == entries(store)
    store.close()
    other.close()


def test_each_file_is_recorded_in_the_store_s_chain(tmp_path: Path) -> None:
    store = made(tmp_path, files=2)
    opened = [entry for entry in store.history(1) if entry.kind == kinds.FILE_OPENED]
    assert [entry.body["ref"] for entry in opened] == [row.ref for row in store.files()]
    assert [entry.body["first"] for entry in opened] == [store.rows(row.chain)[0][1] for row in store.files()]
    store.close()


def test_a_clock_that_went_back_is_declared(tmp_path: Path) -> None:
    from datetime import timedelta

    from breach.log.chain import check

    store = made(tmp_path, files=1)
    with store.writing(lambda: now() - timedelta(hours=3)) as writer:
        writer.append(2, kinds.NOTE, {"text": "en arrière"}, actor="", role="")
    last: Any = store.history(2)[-1]
    assert 3 * 3600 <= last.body["host_clock_back_s"] <= 3 * 3600 + 60
    assert check(store.rows(2), store.uuid(2), store.texts(2)).ok
    store.close()


def test_the_store_s_size_is_that_on_disk(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    on_disk = sum(os.path.getsize(name) for name in (store.path, f"{store.path}-wal") if os.path.exists(name))
    assert store.size() == on_disk
    store.close()
