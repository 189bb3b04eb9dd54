"""Two writers: one chain, no number twice, nobody waits for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from breach.log import kinds
from breach.service.backup import replay
from breach.storage.store import Store
from tests.storage.stores import KEY, made

TREE = Path(__file__).resolve().parents[2]
EACH = 150

WRITER = """
import sys
from breach.clock_source import now
from breach.domain.actor import Actor
from breach.domain.text import Text
from breach.log import kinds
from breach.service.desk import Desk
from breach.storage.store import Store
path, key, name, count = sys.argv[1], bytes.fromhex(sys.argv[2]), sys.argv[3], int(sys.argv[4])
store = Store(path, key)
desk = Desk(store, Actor(name, "lead", name, ""), now, "fr")
row = store.find("1")
for number in range(count):
    with desk.acting() as act:
        act.append(row, kinds.NOTE, {"text": Text(f"{name} {number}")})
"""


def write_at_once(path: str, key: bytes, each: int) -> None:
    """Two processes append ``each`` entries to the file 1 of the store at ``path``, at the same time."""
    with_code = [sys.executable, "-c", WRITER, path, key.hex()]
    running = [subprocess.Popen([*with_code, name, str(each)], cwd=TREE, stderr=subprocess.PIPE) for name in ("un", "deux")]
    for process in running:
        _, said = process.communicate(timeout=600)
        assert process.returncode == 0, said.decode()


def test_two_processes_keep_one_chain(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    store.close()
    write_at_once(store.path, KEY, EACH)
    store = Store(store.path, KEY)
    done = replay(store, store.head_beside)
    assert done.faults == ()
    notes = [entry.body["text"] for entry in store.history(2) if entry.kind == kinds.NOTE]
    assert sorted(notes) == sorted(f"{name} {number}" for name in ("un", "deux") for number in range(EACH))
    for name in ("un", "deux"):
        assert [note for note in notes if note.startswith(name)] == [f"{name} {number}" for number in range(EACH)]
    assert [entry.n for entry in store.history(2)] == list(range(1, 2 * EACH + 2))
    assert not store.behind_heads()
    store.close()
