"""What is erased is gone: from tables, index, free pages, the log and unfinished typing; and nothing goes that no entry records."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from breach.clock_source import now
from breach.errors import RuleError, StoreError
from breach.log import kinds
from breach.service import decisions, erasure, retention
from breach.service.backup import replay
from breach.service.desk import clean
from breach.service.opening import open_file
from breach.service.proof import verify
from breach.storage.connection import scratch_path
from breach.storage.rebuild import rebuild
from breach.storage.scratch import Scratch
from breach.storage.store import Store
from tests.storage.pages import count
from tests.storage.stores import KEY, desk, entries, made, note

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Zylbersztajnowska"


def _told(store: Store, times: int = 3) -> str:
    """A file in which the secret stands in a note between many others, so that pages have been split and freed."""
    ref = open_file(desk(store), "premier").ref
    for number in range(40 * times):
        note(store, ref, f"ligne {number} " + "x" * 300)
        if number == 20:
            note(store, ref, f"appel de {SECRET} au sujet du bucket")
    return ref


def _place(store: Store) -> tuple[int, int]:
    ((chain, n, _, _),) = store.texts_holding(SECRET)
    return chain, n


def test_the_pages_are_read_in_clear(tmp_path: Path) -> None:
    store = made(tmp_path)
    _told(store)
    assert count(store.path, KEY, SECRET) >= 2, "the text and its index, or this looks in the wrong place"
    store.close()


def test_an_erased_text_is_in_no_page_and_not_in_the_log(tmp_path: Path) -> None:
    store = made(tmp_path)
    ref = _told(store)
    _, n = _place(store)
    salt = store.raw_connection.execute("SELECT salt FROM text WHERE n = ? AND chain = 2", (n,)).fetchone()[0]
    before = entries(store)
    found = erasure.erase(desk(store), ref, n, "", "à sa demande")
    assert found.complete
    assert count(store.path, KEY, SECRET) == 0
    assert not any(salt in page for page in _all(store))
    assert store.search([SECRET.lower()]) == []
    assert entries(store)[: len(before) - 1] != []
    assert set(before) <= set(entries(store))
    assert verify(desk(store), None)["ok"]
    assert replay(store, store.head_beside).faults == ()
    rebuild(store, now)
    assert store.search([SECRET.lower()]) == []
    assert next(row[2] for row in store.search(["ligne"])).startswith("ligne 119")
    store.close()


def _all(store: Store) -> list[bytes]:
    from tests.storage.pages import pages

    return list(pages(store.path, KEY))


def test_a_destroyed_file_leaves_reference_head_and_reason(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    ref = _told(store)
    kept = store.find("1").ref
    row = store.find(ref)
    with desk(store).acting() as act:
        done = act.append(row, kinds.EVIDENCE, {"name": clean("image"), "sha256": "0" * 64, "size": 9, "source": None, "path": clean("-")})
        act.writer.put_blob(row.chain, done.n, b"original " + SECRET.encode() * 2000)
    decisions.decide(desk(store), ref, "close", "close", "fin")
    size = len(store.rows(row.chain))
    head = store.rows(row.chain)[-1][1]
    _, done, _, complete = erasure.destroy(desk(store), ref, "durée écoulée", before_retention=True)
    assert complete
    assert count(store.path, KEY, SECRET) == 0
    assert count(store.path, KEY, "ligne 3 xxx") == 0
    last = store.history(1)[done.n - 1]
    assert (last.kind, last.body["ref"], last.body["n"], last.body["head"], last.body["why"]) == (
        kinds.FILE_DESTROYED,
        ref,
        size,
        head,
        "durée écoulée",
    )
    assert row.chain not in dict(store.chains())
    assert store.head_beside(row.chain) is None
    result = verify(desk(store), None)
    assert result["ok"]
    assert any(ref in remark for remark in result["remarks"])
    assert replay(store, store.head_beside).faults == ()
    assert [file.ref for file in store.files()] == [kept]
    again = open_file(desk(store), "suivant")
    assert again.ref.endswith("0003"), "a reference given out is never given again"
    assert store.find(again.ref).chain > row.chain
    assert verify(desk(store), None)["ok"]
    rebuild(store, now)
    assert replay(store, store.head_beside).faults == ()
    store.close()


def test_a_missing_file_is_still_seen(tmp_path: Path) -> None:
    """Whoever takes a file out without the record is found, the door of the triggers forced or not."""
    store = made(tmp_path, files=2)
    database = store.raw_connection
    with pytest.raises(dbapi2.Error, match="append-only"):
        database.execute("DELETE FROM entry WHERE chain = 3")
    for trigger in ("entry_stays", "text_stays"):
        database.execute(f"DROP TRIGGER {trigger}")
    for table in ("text", "entry", "file"):
        database.execute(f"DELETE FROM {table} WHERE chain = 3")
    database.execute("DELETE FROM chain WHERE id = 3")
    result = verify(desk(store), None)
    assert [fault["fault"] for fault in result["faults"]] == ["file-missing"]
    store.close()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM entry WHERE chain = 2",
        "DELETE FROM text WHERE chain = 2",
        "DELETE FROM blob WHERE chain = 2",
        "DELETE FROM entry WHERE chain = 1",
        "UPDATE text SET id = id + 1000 WHERE chain = 2",
    ],
)
def test_the_door_opens_for_the_destroyed_file_alone(tmp_path: Path, sql: str) -> None:
    store = made(tmp_path, files=2)
    with desk(store).acting() as act:
        act.writer.put_blob(2, 1, b"x")
    decisions.decide(desk(store), "2", "close", "close", "fin")
    erasure.destroy(desk(store), "2", "x", before_retention=True)
    with pytest.raises(dbapi2.Error, match="append-only"):
        store.raw_connection.execute(sql)
    store.close()


def test_nothing_is_erased_without_its_entry(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    with pytest.raises(StoreError) as refused, store.writing(now) as writer:
        writer.erase(2, 1, ["text"], [])
    assert refused.value.code == "append-refused"
    with pytest.raises(StoreError) as refused, store.writing(now) as writer:
        writer.destroy(2, store.find("1").ref)
    assert refused.value.code == "append-refused"
    assert store.history(2)[0].body["text"] == "texte 0 é"
    store.close()


def test_unfinished_typing_loses_the_words_and_nothing_else(tmp_path: Path) -> None:
    store = made(tmp_path)
    ref = _told(store, 1)
    scratch = Scratch(scratch_path(store.path), KEY)
    whole = f"appel de {SECRET} au sujet du bucket"
    for place, text in (("note:1", whole[:20]), ("note:2", f"rappeler : {whole}, demain"), ("note:3", "tout autre chose")):
        scratch.put(place, text, 3, "2026-11-22T02:00:00Z")
    scratch.close()
    found = erasure.erase(desk(store), ref, _place(store)[1], "text", "x")
    assert found.unfinished == 2
    scratch = Scratch(scratch_path(store.path), KEY)
    assert {saved.place: saved.text for saved in scratch.all()} == {"note:2": "rappeler : […], demain", "note:3": "tout autre chose"}
    scratch.close()
    assert count(scratch_path(store.path), KEY, SECRET) == 0
    store.close()


def test_a_reader_holds_the_log_up_and_finish_ends_it(tmp_path: Path) -> None:
    store = made(tmp_path)
    ref = _told(store, 1)
    n = _place(store)[1]
    other = Store(store.path, KEY)
    other.raw_connection.execute("BEGIN")
    other.raw_connection.execute("SELECT COUNT(*) FROM entry").fetchone()
    store.raw_connection.execute("PRAGMA busy_timeout = 50")
    found = erasure.erase(desk(store), ref, n, "", "x")
    assert not found.complete
    assert store.meta("scrub-pending") == "1"
    assert store.history(2)[n - 1].body["text"] is None
    other.raw_connection.execute("COMMIT")
    other.close()
    assert erasure.finish(desk(store))
    assert store.meta("scrub-pending") is None
    assert count(store.path, KEY, SECRET) == 0
    store.close()


def test_a_name_is_erased_from_people_and_where_it_stands_alone(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    ref = store.find("1").ref
    note(store, ref, "Alix")
    note(store, ref, "rappel par Alix à midi")
    known = next(iter(store.people()))
    found = erasure.erase_person(desk(store), "Alix", "départ")
    assert known not in store.people()
    assert store.history(2)[1].body["text"] is None
    assert (ref, 3, "text", "words") in found.still
    assert verify(desk(store), None)["ok"]
    rebuild(store, now)
    assert known not in store.people()
    assert len(open_file(desk(store), "encore").ref) > 0
    store.close()


def test_a_hold_keeps_everything(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    ref = store.find("1").ref
    retention.hold(desk(store), ref, "enquête")
    decisions.decide(desk(store), ref, "close", "close", "fin")
    before = entries(store)
    for act in (
        lambda: erasure.erase(desk(store), ref, 1, "", "x"),
        lambda: erasure.erase_person(desk(store), "Alix", "x"),
        lambda: erasure.destroy(desk(store), ref, "x", before_retention=True),
    ):
        with pytest.raises(RuleError) as refused:
            act()
        assert refused.value.code == "under-hold"
    assert entries(store) == before
    retention.release(desk(store), ref, "classée")
    erasure.destroy(desk(store), ref, "x", before_retention=True)
    store.close()


def test_a_store_that_a_restore_put_aside_is_named(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    open(f"{store.path}.aside-20261122T020000Z", "wb").close()
    open(f"{store.path}.aside-20261122T020000Z.heads", "wb").close()
    found = erasure.erase(desk(store), "1", 1, "title", "x")
    assert [os.path.basename(copy["path"]) for copy in found.outside] == ["s.db.aside-20261122T020000Z"]
    store.close()


def test_a_period_that_was_shortened_for_the_occasion_shows(tmp_path: Path) -> None:
    from datetime import timedelta

    from breach.keys.attesting import Attesting
    from breach.service import decisions, proof

    store = made(tmp_path, files=1)
    at = desk(store)
    at.attesting = lambda: Attesting(str(tmp_path), store.uuid(1), KEY)
    ref = store.find("1").ref
    decisions.decide(at, ref, "close", "close", "fini")
    at.clock = lambda: now() + timedelta(days=400)
    from breach.service import profile

    at.retention_years = 1  # of the machine: shorter than the organisation's, it does not hold
    with pytest.raises(RuleError):
        erasure.destroy(at, ref, "durée écoulée")
    at.retention_years = None
    profile.record(at, "court.toml", '[organisation]\nname = "Mairie"\ntimezone = "Europe/Paris"\nretention_years = 1\n')
    erasure.destroy(at, ref, "durée écoulée")
    (entry,) = proof.destroyed(at)
    assert (entry.body["retention_years"], entry.body["before_retention"]) == (1, False)
    assert entry.body["retention_by"] == "profile"
    assert entry.body["closed_at"] < entry.recorded_at
    assert any("durée de conservation appliquée : 1 an" in said.replace("\u00a0", " ") for said in proof.verify(at, None)["remarks"])
    store.close()
