"""The board's list: its order and filters, and that only what changed is read again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from breach.domain.actor import Actor
from breach.service import board, clocks, overview
from breach.service.decisions import decide
from breach.service.desk import Desk
from breach.service.opening import open_file
from tests.storage.stores import desk, made, note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from breach.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    held = made(tmp_path)
    yield held
    held.close()


def aware(at: Desk, hours: int, **more: Any) -> str:
    return open_file(at, f"il y a {hours} h", aware=at.now() - timedelta(hours=hours), by="Alix", basis="journaux", **more).ref


def refs(held: board.Board, wanted: str) -> list[str]:
    return [row.ref for row in held.rows(wanted)]


def test_the_most_urgent_first_then_the_newest_without_a_date(store: Store) -> None:
    at = desk(store)
    first, second = open_file(at, "un").ref, open_file(at, "deux").ref
    soon, late, drill = aware(at, 60), aware(at, 100), aware(at, 80, exercise=True)
    held = board.Board(at)
    assert held.renew()
    for row in held.stale():
        held.clocks_of(row)
    held.reorder()
    assert refs(held, board.OPEN) == [late, drill, soon, second, first]
    assert refs(held, board.LATE) == [late, drill]
    assert refs(held, board.EXERCISES) == [drill]
    assert refs(held, board.CLOSED) == []
    dated = [row["ref"] for row in overview.listed(at, closed=False)][:3]
    assert refs(held, board.OPEN)[:3] == dated


def test_only_what_changed_is_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk(store)
    aware(at, 1)
    ref = aware(at, 2)
    held = board.Board(at)
    held.renew()
    assert not held.renew()
    read: list[int] = []
    file_of, files = store.file_of, store.files

    def counted(chain: int) -> Any:
        read.append(chain)
        return file_of(chain)

    def none(collection: str | None = "") -> Any:
        raise AssertionError(collection)

    monkeypatch.setattr(store, "file_of", counted)
    monkeypatch.setattr(store, "files", none)
    note(store, ref, "encore")
    assert held.renew()
    assert read == [store.find(ref).chain]
    monkeypatch.setattr(store, "files", files)
    newest = open_file(at, "trois").ref
    assert held.renew()
    assert newest in refs(held, board.OPEN)


def test_a_closed_file_moves_and_a_file_of_a_collection_is_not_shown(store: Store) -> None:
    at = desk(store)
    one, other = aware(at, 1), open_file(at, "autre").ref
    held = board.Board(at)
    held.renew()
    decide(at, other, "close", "close", "rien")
    held.renew()
    assert refs(held, board.OPEN) == [one]
    assert refs(held, board.CLOSED) == [other]


def test_mine_are_those_i_wrote_in_and_later_ones_are_found_too(store: Store) -> None:
    at = desk(store)
    ref, others = open_file(at, "un").ref, [open_file(at, "deux").ref, open_file(at, "trois").ref]
    me = Desk(store, Actor("Zoé", "dpo", "zoe", "poste"), at.clock, "fr")
    held = board.Board(me)
    held.renew()
    assert held.count(board.MINE) is None
    for written, mine in ((None, []), (others[0], [others[0]]), (ref, [others[0], ref])):
        if written:
            with me.acting() as act:
                act.append(store.find(written), "note", {"text": "x"})
        held.renew()
        found = held.look_for_mine(store, lambda: False)
        assert found is not None
        held.found_mine(*found)
        assert refs(held, board.MINE) == mine
    assert held.look_for_mine(store, lambda: True) is not None  # nothing new: nothing to break off
    note(store, ref, "plus tard")
    assert held.look_for_mine(store, lambda: True) is None


def test_clocks_that_do_not_hold_are_worked_out_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk(store)
    for hours in (1, 2, 3):
        aware(at, hours)
    held = board.Board(at)
    held.renew()
    for row in held.stale():
        held.clocks_of(row)
    held.reorder()
    assert not held.stale()
    monkeypatch.setattr(board, "stamp", lambda _: "another law")
    assert held.renew()
    stale = held.stale()
    assert len(stale) == 3
    assert held.clocks_of(stale[0])
    assert len(held.stale()) == 2
    row = held.rows(board.OPEN)[0]
    assert [clock.row.clock for clock in held.clocks_of(row)] == [c.row.clock for c in clocks.of_row(at, row, "another law") if c.row.governs()]


def test_a_store_that_cannot_keep_them_is_not_worked_out_for_ever(store: Store) -> None:
    at = desk(store)
    ref = aware(at, 100)
    reader = Desk(store, at.actor, at.clock, "fr", fixed=at.now())  # nothing is kept at another instant
    store._all("UPDATE file SET due_stamp = 'old'")
    held = board.Board(reader)
    held.renew()
    for row in held.stale():
        held.clocks_of(row)
    held.reorder()
    assert not held.stale()
    assert refs(held, board.LATE) == [ref]
