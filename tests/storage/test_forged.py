"""What somebody with the key writes beside the chain, past this program: it is not shown for what was recorded, and verifying says so."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from breach.keys.attesting import Attesting
from breach.service import profile, proof, selfcheck
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, made, note, piece

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SALT = bytes(32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    held = made(tmp_path, files=2)
    note(held, "1", "vrai")
    profile.record(desk(held), "wimi", str(profile.text_of("wimi")))
    yield held
    held.close()


def forge(store: Store, sql: str, *args: object) -> None:
    store.raw_connection.execute(sql, args)


def faults(store: Store) -> list[tuple[str, int, str]]:
    at = desk(store)
    at.attesting = lambda: Attesting(store.path, store.uuid(1), KEY)
    return [(fault["file"], fault["entry"], fault["fault"]) for fault in proof.verify(at, None)["faults"]]


def text_of(store: Store, n: int) -> Any:
    return store.history(store.find("1").chain)[n - 1].body["text"]


def test_nothing_is_found_where_nobody_forged(store: Store) -> None:
    piece(store, "1", b"original")
    assert faults(store) == []


def test_a_text_laid_over_another_is_not_shown_and_is_a_fault(store: Store) -> None:
    mark = hmac.digest(SALT, b"faux", "sha256").hex()
    forge(store, "INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (2, 2, 'text', ?, ?, 'faux')", mark, SALT)
    assert text_of(store, 2) == "vrai"
    assert [entries[1].body["text"] for row, entries in store.histories(store.files()) if row.ref == store.find("1").ref] == ["vrai"]
    ref = store.find("1").ref
    assert faults(store) == [(ref, 2, "text-unknown")]
    assert selfcheck.whole(lambda: Store(store.path, KEY), lambda: False).faults == 1


def test_a_text_in_the_place_of_an_erased_one_is_a_fault(store: Store) -> None:
    from breach.service import erasure

    erasure.erase(desk(store), "1", 2, "text", "minimisation")
    mark = store.history(2)[1].texts["text"]
    forge(store, "INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (2, 2, 'text', ?, ?, 'faux')", mark, SALT)
    ref = store.find("1").ref
    assert {(ref, 2, "text-unknown"), (ref, 2, "text-differs")} <= set(faults(store))


def test_a_file_that_no_entry_names_is_a_fault(store: Store) -> None:
    with store.writing(now) as writer:
        writer.put_blob(2, 1, b"venu d'ailleurs")
    assert faults(store) == [(store.find("1").ref, 1, "draft-differs")]


def test_another_name_for_who_acted_is_a_fault(store: Store) -> None:
    forge(store, "UPDATE person SET name = 'Quelqu’un d’autre'")
    assert [fault for _, _, fault in faults(store)] == ["person-differs"]
    forge(store, "INSERT INTO person (id, name, os_user, host) VALUES ('x', 'Personne', '', '')")
    assert [fault for _, _, fault in faults(store)] == ["person-differs", "person-differs"]


def test_another_profile_is_a_fault(store: Store) -> None:
    forge(store, "UPDATE meta SET value = value || ' ' WHERE key = 'profile_text'")
    assert [fault for _, _, fault in faults(store)] == ["profile-differs"]


@pytest.mark.parametrize(("column", "value"), [("ref", "2020-0009"), ("state", "closed"), ("title", "FAUX"), ("exercise", 1)])
def test_a_list_that_says_something_else_is_a_fault(store: Store, column: str, value: object) -> None:
    forge(store, f"UPDATE file SET {column} = ? WHERE chain = 3", value)
    (fault,) = proof.verify(desk(store), None)["faults"]
    assert fault["fault"] == "summary-differs"
    assert column in fault["message"]


def test_a_file_taken_out_of_the_list_is_a_fault(store: Store) -> None:
    forge(store, "DELETE FROM file WHERE chain = 3")
    assert [fault for _, _, fault in faults(store)] == ["summary-differs"]
