"""A store brought to the server and back, backed up from there and restored there: no entry and no hash is lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from breach.domain.actor import Actor
from breach.domain.text import Text
from breach.errors import InputError, StoreError
from breach.log import kinds
from breach.service import erasure, facts, overview, pack, profile
from breach.service.backup import replay
from breach.storage import backup, transfer
from breach.storage.create import create
from breach.storage.store import Store
from breach.storage.team import start
from tests.contract.conftest import KEY, Team, desk
from tests.storage.stores import made, note, piece

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("postgresql")
ACTOR = Actor("Alix", "lead", "alix", "hôte")


def _filled(folder: Path) -> Store:
    folder.mkdir()
    store = made(folder, files=3)
    at = desk(store)
    profile.record(at, "wimi", str(profile.text_of("wimi")))
    facts.change(at, "2", facts.assignments(at, ["title=NEUF", "nature=confidentiality"]))
    piece(store, "1", bytes(range(256)))
    with store.writing(now) as writer:
        writer.keep_given(["2026-0099"])
        opening = {"text": Text("venue d'ailleurs"), "title": "RANG 1"}
        writer.open_file(2026, opening, exercise=False, actor="", role="", happened_at=None, ref="cnil/1")
    erasure.erase(at, "3", 1, "text", "minimisation")
    return store


def _all_of(store: Any) -> dict[str, Any]:
    return {
        "rows": {chain: store.rows(chain) for chain, _ in store.chains()},
        "texts": {chain: store.texts(chain) for chain, _ in store.chains()},
        "blobs": {chain: store.blobs(chain) for chain, _ in store.chains()},
        "people": store.people(),
        "files": [(row.ref, row.uuid, row.title, row.state, row.exercise, row.opened_at) for row in store.files(None)],
        "meta": {key: store.meta(key) for (key,) in store.keys_of_meta() if key not in ("moved", "due_plan")},
        "archive": pack.archive(desk(store), store.find("2"))[0],
    }


def test_to_the_server_and_back(team: Team, tmp_path: Path) -> None:
    store = _filled(tmp_path / "a")
    url = team.server.url(team.server.new(), "keeper")
    chains, entries = start.move(store, url, now, ACTOR)
    there = team.open(url)
    assert (chains, entries) == (5, sum(len(there.rows(chain)) for chain, _ in there.chains()))
    assert _all_of(there) == _all_of(store)
    assert store.last_kind(kinds.MOVED) is not None
    assert store.meta("moved") == url
    for held in (store, Store(store.path, KEY)):
        with pytest.raises(StoreError) as error:
            note(held, "1", "x")
        assert (error.value.code, error.value.params["to"]) == ("store-moved", url)
    assert not there.behind_heads()
    note(there, "1", "sur le serveur")
    assert [row["next_due_at"] for row in overview.listed(desk(there), closed=True)]
    transfer.move_to_file(there, store.path, KEY, now, ACTOR)
    back = Store(store.path, KEY)
    assert _all_of(back) == _all_of(there)
    assert replay(back, back.head_beside).faults == ()
    assert not back.behind_heads()
    assert back.search(["serveur"])
    note(back, "1", "de retour")
    with pytest.raises(StoreError) as error:
        note(there, "1", "x")
    assert error.value.code == "store-moved"
    aside = [name for name in os.listdir(tmp_path / "a") if ".moved-" in name]
    assert any(Store(str(tmp_path / "a" / name), KEY, older_ok=True).meta("moved") == url for name in aside if not name.endswith(".heads"))
    back.close()
    store.close()


def test_a_move_that_fails_leaves_the_store_in_use(team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = _filled(tmp_path / "a")
    before = _all_of(store)
    used = team.place()
    with pytest.raises(StoreError) as error:
        start.move(store, used, now, ACTOR)
    assert error.value.code == "team-store-in-use"
    url = team.server.url(team.server.new(), "keeper")

    def differs(*given: object) -> tuple[int, int]:
        raise StoreError("backup-not-verified", path="x", count=1, faults="x")

    monkeypatch.setattr(transfer, "compare", differs)
    with pytest.raises(StoreError):
        start.move(store, url, now, ACTOR)
    monkeypatch.undo()
    assert _all_of(store) == before
    note(store, "1", "on continue")
    start.move(store, url, now, ACTOR)
    store.close()


def test_a_move_never_replaces_a_store_in_use(team: Team, tmp_path: Path) -> None:
    there = team.new(1)
    path = str(tmp_path / "autre.db")
    create(path, KEY, now)
    with pytest.raises(InputError) as error:
        transfer.move_to_file(there, path, KEY, now, ACTOR)
    assert error.value.code == "output-exists"
    note(there, "1", "on continue")


def test_entries_of_roles_that_one_does_not_hold_are_poured_in_by_a_keeper_alone(team: Team, tmp_path: Path) -> None:
    from breach.errors import RuleError

    store = _filled(tmp_path / "a")
    with pytest.raises(RuleError) as error:
        start.move(store, team.server.url(team.server.new(), "on_call"), now, ACTOR)
    assert error.value.code == "role-refused"
    note(store, "1", "on continue")
    store.close()


def test_a_backup_of_the_server_is_a_verified_file_and_goes_back_to_either(team: Team, tmp_path: Path) -> None:
    there = team.new(2)
    file = str(tmp_path / "b.breach")
    done = transfer.backup_of(there, file, KEY, now)
    assert done.entries == sum(len(there.rows(chain)) for chain, _ in there.chains())
    assert backup.verify(file, KEY).sha256 == done.sha256
    with pytest.raises(InputError):
        transfer.backup_of(there, file, KEY, now)
    backup.restore(str(tmp_path / "new.db"), file, KEY, KEY, now, ACTOR)
    local = Store(str(tmp_path / "new.db"), KEY)
    url = team.server.url(team.server.new(), "keeper")
    start.restore(url, file, KEY, KEY, now, ACTOR, "essai")
    again = team.open(url)
    for chain, _ in there.chains():
        rows = there.rows(chain)
        assert again.rows(chain)[: len(rows)] == local.rows(chain)[: len(rows)] == rows
    assert [entry.kind for entry in again.history(1)][-1] == kinds.RESTORED
    assert replay(again, again.head_beside).faults == ()
    local.close()
