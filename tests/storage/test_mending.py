"""What was planted beside the entries is named, is in the way of nothing, and goes on record; what was forged is made again from the entries."""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING

import pytest

from breach.clock_source import now
from breach.domain.actor import Actor
from breach.errors import RuleError, StoreError
from breach.keys.attesting import Attesting
from breach.log import kinds
from breach.service import backup as whole
from breach.service import doctor, erasure, overview, profile, proof
from breach.service.awareness import aware
from breach.service.clocks import all_open, forged
from breach.storage import backup
from breach.storage.rebuild import rebuilt
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, made, note, piece

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from breach.service.desk import Desk

SALT = bytes(32)
OTHER = hmac.digest(SALT, b"faux", "sha256").hex()
PLANTED = {
    "person": "INSERT INTO person (id, name, os_user, host) VALUES ('zz', 'Personne', '', '')",
    "file": "INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (99, 'u', '2026-0099', 0, '', 'open', 'X')",
    "file of the store": "INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (1, 'u', '2026-0099', 0, '', 'open', 'X')",
    "due": "INSERT INTO due SELECT 98, place, clock, to_fr, to_en, anchor_fact, anchor_at, anchor_status, due_at, kind, settled, settled_at, late_by,"
    " hours, why_fr, why_en, source, to_check, since FROM due LIMIT 1",
    "chain": "INSERT INTO chain (id, uuid, n, head) VALUES (97, 'nobody', 0, '')",
    "chain that pretends": "INSERT INTO chain (id, uuid, n, head) VALUES (97, 'nobody', 4, 'ab')",
    "text of no chain": f"INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (97, 1, 'text', '{OTHER}', x'00', 'faux')",
    "text of no entry": f"INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (2, 50, 'text', '{OTHER}', x'00', 'faux')",
    "text over another": f"INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (2, 2, 'text', '{OTHER}', x'00', 'faux')",
    "piece of no chain": "INSERT INTO blob (chain, n, sha256, size, body) VALUES (97, 1, 'ab', 1, x'00')",
    "piece of no entry": "INSERT INTO blob (chain, n, sha256, size, body) SELECT 2, 1, sha256, size, body FROM blob",
    "index": "INSERT INTO search (rowid, body, chain, n) VALUES (9999, 'faux', 2, 2)",
}
FORGED = {
    "name": "UPDATE person SET name = 'Quelqu’un d’autre'",
    "nobody": "DELETE FROM person",
    "ref": "UPDATE file SET ref = '2020-0009' WHERE chain = 2",
    "state": "UPDATE file SET state = 'closed'",
    "hidden": "DELETE FROM file",
    "profile": "UPDATE meta SET value = value || ' ' WHERE key = 'profile_text'",
    "zone": "UPDATE meta SET value = 'UTC' WHERE key = 'zone'",
    "no profile": "DELETE FROM meta WHERE key LIKE 'profile%'",
    "index": "UPDATE search SET body = 'faux'",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    held = made(tmp_path, files=2)
    note(held, "1", "vrai")
    piece(held, "1", b"original")
    profile.record(desk(held), "wimi", str(profile.text_of("wimi")))
    aware(desk(held), "1", "2026-11-22T02:10:00+01:00", "Alix", "alerte")
    assert all_open(desk(held))  # the clocks are kept
    held.raw_connection.execute("DELETE FROM search")
    held.raw_connection.execute("INSERT INTO search (rowid, body, chain, n) SELECT id, body, chain, n FROM text WHERE chain <> 1")
    yield held
    held.close()


def at(store: Store) -> Desk:
    found = desk(store)
    found.attesting = lambda: Attesting(store.path, store.uuid(1), KEY)
    return found


def faults(store: Store) -> list[str]:
    return [fault["fault"] for fault in proof.verify(at(store), None)["faults"]]


def entries(store: Store) -> list[tuple[bytes, str]]:
    return [row for chain, _ in store.chains() for row in store.rows(chain)]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_row_is_named_is_in_nobodys_way_and_goes_on_record(store: Store, tmp_path: Path, planted: str) -> None:
    before = entries(store)
    assert faults(store) == []
    store.raw_connection.execute(PLANTED[planted])
    named = faults(store)
    assert len(named) == 1
    assert {row["ref"] for row in overview.listed(at(store), closed=True)} == {row.ref for row in store.files()}
    assert "2026-0099" not in {row.ref for row in store.files()}
    assert all_open(at(store))
    copy = backup.make(store, str(tmp_path / "copie"))
    assert len(copy.beside) == (planted != "person")
    kept, mended, done = rebuilt(at(store))
    assert os.path.exists(kept.path)
    assert mended
    assert faults(store) == []
    assert set(before) <= set(entries(store))
    (said,) = [entry for entry in store.history(1) if entry.kind == kinds.REBUILT]
    assert (said.n, said.body["sha256"], said.body["taken_out"]) == (done.n, kept.sha256, len(mended))
    assert said.body["rows"].splitlines() == mended
    assert store.history(2)[1].body["text"] == "vrai"
    assert [body for _, _, _, body in store.blobs(2)] == [b"original"]
    held = Store(kept.path, KEY)
    assert faults(held) == named
    held.close()


@pytest.mark.parametrize("planted", ["text over another", "file", "piece of no entry"])
def test_a_backup_with_a_stray_row_in_it_is_put_back(store: Store, tmp_path: Path, planted: str) -> None:
    store.raw_connection.execute(PLANTED[planted])
    path, copy = store.path, str(tmp_path / "copie")
    assert backup.make(store, copy).beside
    store.close()
    backup.restore(path, copy, KEY, KEY, now, Actor("Alix", "lead", "alix", "hôte"), "essai")
    again = Store(path, KEY)
    assert faults(again)
    rebuilt(at(again))
    assert faults(again) == []
    again.close()


@pytest.mark.parametrize("what", FORGED)
def test_what_was_forged_is_made_again_from_the_entries(store: Store, what: str) -> None:
    shown = ([row.ref for row in store.files()], store.people(), store.meta("zone"), store.search(["vrai"]))
    store.raw_connection.execute(FORGED[what])
    assert faults(store)
    rebuilt(at(store))
    assert faults(store) == []
    assert ([row.ref for row in store.files()], store.people(), store.meta("zone"), store.search(["vrai"])) == shown
    assert store.meta("organisation")


def test_forged_clocks_are_named_and_made_again(store: Store) -> None:
    assert forged(at(store)) == []
    right = [clock.row.values() for clock in all_open(at(store))]
    store.raw_connection.execute("UPDATE due SET due_at = '2030-01-01T00:00:00Z' WHERE due_at IS NOT NULL AND chain <> 0")
    assert forged(at(store)) == [store.find("1").ref]
    assert "clocks" in {found.code for found in doctor._chains(at(store))}
    rebuilt(at(store))
    assert [clock.row.values() for clock in all_open(at(store))] == right
    assert forged(at(store)) == []


def test_what_was_erased_stays_erased(store: Store) -> None:
    erasure.erase(at(store), "1", 2, "text", "minimisation")
    mark = store.history(2)[1].texts["text"]
    store.raw_connection.execute("INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (2, 2, 'text', ?, ?, 'faux')", (mark, SALT))
    rebuilt(at(store))
    assert faults(store) == []
    assert store.history(2)[1].body["text"] is None


def test_an_empty_row_laid_before_a_text_does_not_take_its_place(store: Store) -> None:
    mark = store.history(2)[1].texts["text"]
    store.raw_connection.execute("INSERT INTO text (id, chain, n, name, fingerprint) VALUES (-1, 2, 2, 'text', ?)", (mark,))
    assert faults(store)
    rebuilt(at(store))
    assert faults(store) == []
    assert store.history(2)[1].body["text"] == "vrai"


def test_where_a_chain_was_said_to_end_elsewhere_is_told(store: Store) -> None:
    store.raw_connection.execute("UPDATE chain SET n = n + 3 WHERE id = 2")
    _, mended, _ = rebuilt(at(store))
    assert [one for one in mended if one.startswith("chain 2 ")]
    assert faults(store) == []


def test_a_text_that_is_gone_without_a_word_is_a_fault_that_no_rebuilding_hides(store: Store, tmp_path: Path) -> None:
    store.raw_connection.execute("DROP TRIGGER text_stays")
    store.raw_connection.execute("DELETE FROM text WHERE chain = 2 AND n = 2")
    store.raw_connection.execute(
        "CREATE TRIGGER text_stays BEFORE DELETE ON text WHEN NOT EXISTS (SELECT 1 FROM destroyed WHERE chain = OLD.chain)"
        " BEGIN SELECT RAISE(ABORT, 'append-only: text'); END"
    )
    assert "text-lost" in faults(store)
    with pytest.raises(StoreError) as refused:
        backup.make(store, str(tmp_path / "copie"))
    assert refused.value.code == "backup-not-verified"
    rebuilt(at(store))
    assert faults(store) == ["text-lost"]
    erasure.erase(at(store), "1", 2, "text", "le texte est perdu")
    assert faults(store) == []


def test_the_guards_stand_again_afterwards(store: Store) -> None:
    rebuilt(at(store))
    for sql in ("DELETE FROM text", "DELETE FROM blob"):
        with pytest.raises(Exception, match="append-only"):
            store.raw_connection.execute(sql)


def test_entries_that_do_not_hold_are_left_as_they_are(store: Store) -> None:
    store.raw_connection.execute("DROP TRIGGER entry_is_kept")
    store.raw_connection.execute("UPDATE entry SET raw = CAST(replace(CAST(raw AS TEXT), 'note', 'nota') AS BLOB) WHERE chain = 2 AND n = 2")
    before = entries(store)
    with pytest.raises(RuleError) as refused:
        rebuilt(at(store))
    assert refused.value.code == "entries-at-fault"
    assert entries(store) == before


def test_a_chain_that_lost_its_place_gets_it_again(store: Store) -> None:
    before = store.chains()
    store.raw_connection.execute("DELETE FROM chain WHERE id = 2")
    assert "stray-entry" in faults(store)
    rebuilt(at(store))
    assert (store.chains(), faults(store)) == (before, [])
    assert whole.replay(store).faults == ()


def test_a_file_that_the_store_never_saw_opened_is_a_fault(store: Store) -> None:
    with store.writing(now) as writer:
        writer.database.execute("INSERT INTO chain (id, uuid, n, head) VALUES (60, 'planted', 0, ?)", ("0" * 64,))
        writer.append(60, kinds.OPENED, {"text": "x", "ref": "2026-0060", "exercise": False, "title": "X"}, actor="", role="")
        writer.database.execute(
            "INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (60, 'planted', '2026-0060', 0,"
            " (SELECT recorded_at FROM entry WHERE chain = 60), 'open', 'X')"
        )
    assert "never-opened" in faults(store)
