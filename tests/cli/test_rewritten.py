"""A history written anew by whoever holds the key and the machine: found by what is outside, and else said to be not anchored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from breach import paths
from breach.keys import keyfile
from breach.log.entries import canonical, digest
from breach.storage.connection import connect, heads_path
from breach.storage.heads import Heads

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


def rewrite(kind: str, change: dict[str, object]) -> None:
    """Change an entry of file 1 and make every hash after it fit, heads beside the store included, as its key allows."""
    store = paths.default_store()
    key = keyfile.read(paths.key_file())
    database = connect(store, key)
    for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {trigger}")
    prev, last = "0" * 64, (0, "")
    for seq, n, raw in database.execute("SELECT seq, n, raw FROM entry WHERE chain = 2 ORDER BY n").fetchall():
        entry = json.loads(raw) | {"prev": prev}
        if entry["kind"] == kind:
            entry["body"] |= change
        made = canonical(entry)
        prev, last = digest(made), (n, digest(made))
        database.execute("UPDATE entry SET raw = ?, hash = ?, prev = ? WHERE seq = ?", (made, prev, entry["prev"], seq))
    database.execute("UPDATE chain SET head = ? WHERE id = 2", (prev,))
    (newest,) = database.execute("SELECT MAX(seq) FROM entry").fetchall()
    (mark,) = database.execute("SELECT hash FROM entry WHERE seq = ?", newest).fetchone()
    database.close()
    Heads(heads_path(store)).write(key, (newest[0], mark), {2: last})


def faults(breach: Breach, *words: str) -> set[str]:
    return {fault["fault"] for fault in breach("verify", *words, "--json").data["faults"]}


def test_a_rewriting_is_found_by_a_head_noted_outside_and_else_said_to_be_not_anchored(breach: Breach) -> None:
    breach.ok("log", "premier")
    breach.ok("decide", "1", "is-it-a-breach", "yes", "--why", "Accès non autorisé.")
    noted = breach.ok("anchor", "1")["text"]
    breach.ok("note", "1", "suite")
    assert breach.ok("verify", "1", "--head", noted)["anchored_to"] == 2
    rewrite("decision", {"choice": "no"})
    found = breach.ok("verify", "1")
    assert (found["anchored_to"], found["chains"][0]["unanchored_from"]) == (None, 1)
    assert "non ancré depuis l’entrée 1" in breach("verify", "1").out
    assert faults(breach, "1", "--head", noted) == {"head-differs"}


def test_a_rewriting_under_a_signature_is_found(breach: Breach) -> None:
    breach.ok("log", "premier")
    breach.ok("key", "sign-new")
    breach.ok("decide", "1", "is-it-a-breach", "yes", "--why", "Accès non autorisé.")
    rewrite("decision", {"choice": "no"})
    assert faults(breach, "1") == {"signature-misplaced"}


def test_the_opening_is_known_to_the_store(breach: Breach) -> None:
    breach.ok("log", "premier")
    rewrite("opened", {"exercise": True})
    assert "first-differs" in faults(breach)
