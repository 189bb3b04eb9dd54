"""The summaries are rebuilt from the entries: the same tables come out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from breach.clock_source import now
from breach.domain.actor import Actor
from breach.domain.text import Text
from breach.log import kinds
from breach.service.decisions import decide, retract
from breach.service.desk import Desk
from breach.service.opening import open_file
from breach.storage.create import create
from breach.storage.rebuild import SUMMARIES, rebuild
from breach.storage.store import Store
from breach.storage.writing import INDEX

if TYPE_CHECKING:
    from pathlib import Path


def _dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    columns = {"file": "chain, uuid, ref, exercise, opened_at, state, title", "search": "body, chain, n", "person": "*"}
    tables = {name: f"SELECT {columns[name]} FROM {name} ORDER BY 1, 2" for name in SUMMARIES if name in columns}
    tables["chain"] = "SELECT * FROM chain ORDER BY id"
    return {name: store.raw_connection.execute(query).fetchall() for name, query in tables.items()}


def test_summaries_are_rebuilt_from_the_entries(tmp_path: Path) -> None:
    path, key = str(tmp_path / "s.db"), os.urandom(32)
    create(path, key, now)
    store = Store(path, key)
    desk = Desk(store, Actor("Alix", "lead", "alix", "hôte"), now, "fr")
    refs = [open_file(desk, f"texte {i} é").ref for i in range(3)]
    renamed = store.find(refs[1])
    with desk.acting() as act:
        act.append(renamed, kinds.FACTS, {"facts": {"title": {"state": "known", "value": Text("NEUF")}}, "because": None})
    decide(desk, refs[2], "close", "close", "fausse alerte")
    done = decide(desk, refs[0], "close", "close", "par erreur")[1]
    retract(desk, refs[0], done.n, "mauvais dossier")
    store.raw_connection.execute(INDEX)
    before = _dump(store)
    assert [row[5] for row in before["file"]] == ["open", "open", "closed"]
    for table in SUMMARIES:
        store.raw_connection.execute(f"DELETE FROM {table}")
    assert _dump(store) != before
    rebuild(store, now)
    assert _dump(store) == before
