"""Lists and searches over many files: what waits for the index is found like what is in it, and what is kept of clocks is what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach.domain.text import Text
from breach.domain.words import folded, holds
from breach.log import kinds
from breach.service import clocks, erasure, facts, overview
from breach.service.opening import open_file
from breach.storage.writing import INDEX, INDEXED_EVERY
from tests.storage.stores import desk, made, note

if TYPE_CHECKING:
    from pathlib import Path

    from breach.service.desk import Desk

TEXTS = ("Évêque à Nîmes", "fuite de la base clients", "l’hébergeur a répondu", "e-mail, SMS et 20 000 lignes", "ŒUF straße")


@pytest.mark.parametrize("words", ["eveque", "NIM", "base fuite", "hebergeur", "sms 20", "000 lig", "absent", "base absent", "œu", "STR"])
def test_what_waits_for_the_index_is_found_like_what_is_in_it(tmp_path: Path, words: str) -> None:
    store = made(tmp_path, files=1)
    for text in TEXTS:
        note(store, "1", text)
    assert store.raw_connection.execute("SELECT COUNT(*) FROM search").fetchone() == (0,)
    waiting = store.search(words.split())
    store.raw_connection.execute(INDEX)
    assert store.search(words.split()) == waiting
    assert bool(waiting) == ("absent" not in words)
    store.close()


def test_texts_are_indexed_many_at_once_and_none_is_missed(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    row = store.find("1")
    with desk(store).acting() as act:
        for number in range(INDEXED_EVERY + 20):
            act.append(row, kinds.NOTE, {"text": Text(f"ligne{number:04d}")})
    indexed = store.raw_connection.execute("SELECT COUNT(*) FROM search").fetchone()[0]
    assert 0 < indexed < INDEXED_EVERY + 20
    for number in range(INDEXED_EVERY + 20):
        assert [n for _, n, _ in store.search([f"ligne{number:04d}"])] == [number + 2]
    assert [n for _, n, _ in store.search(["ligne"])] == list(range(INDEXED_EVERY + 21, INDEXED_EVERY + 21 - 200, -1))
    store.close()


@pytest.mark.parametrize("indexed", [False, True])
def test_an_erased_text_is_found_in_neither(tmp_path: Path, *, indexed: bool) -> None:
    store = made(tmp_path, files=1)
    note(store, "1", "secret")
    if indexed:
        store.raw_connection.execute(INDEX)
    assert store.search(["secret"]) != []
    erasure.erase(desk(store), "1", 2, "text", "x")
    assert store.search(["secret"]) == []
    note(store, "1", "la suite")
    store.raw_connection.execute(INDEX)
    assert store.search(["secret"]) == []
    assert len(store.search(["suite"])) == 1
    store.close()


@given(st.text(alphabet="éÉaœ-'’ .,;0", max_size=12))
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    for word in "".join(c if c.isalnum() else " " for c in text).split():
        assert holds(text, folded([word]))


def test_the_kept_due_instant_is_the_most_urgent_clock_s(tmp_path: Path) -> None:
    store = made(tmp_path)
    at = desk(store)
    for hours in (2, 30, 80):
        open_file(at, "fuite", aware=at.instant(f"2026-11-2{hours % 7}T08:00Z"), by="Alix", basis="constat")
    open_file(at, "sans date")
    facts.change(at, "2", facts.assignments(at, ["nature=confidentiality"]))
    _agrees(at)
    _agrees(at)  # the second time from what is kept
    assert sum(due is not None for due in clocks.next_due(at, at.store.files()).values()) == 3
    store.close()


def _agrees(at: Desk) -> None:
    expected: dict[str, str | None] = {row.ref: None for row in at.store.files()}
    kept = clocks.next_due(at, at.store.files())
    for clock in clocks.all_open(at):
        if clock.row.governs() and clock.row.due_at and not expected[clock.ref]:
            expected[clock.ref] = clock.row.due_at
    assert kept == expected
    assert {str(row["ref"]): row["next_due_at"] for row in overview.listed(at, closed=True)} == expected
