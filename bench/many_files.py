"""List, search and open with 10,000 files of 100 entries each: `python bench/many_files.py [files] [entries]`.

The store is filled by the writer in large transactions (the entries are real: chained, with texts). Each question is asked once after the
start, then in turns; every figure is a median, with the worst beside it. The same store can be kept: BREACH_BENCH_STORE=FOLDER.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from breach.domain.text import Text
from breach.log import kinds
from breach.service import clocks, overview
from breach.service.law_stamp import stamp
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, made

if TYPE_CHECKING:
    from collections.abc import Callable

GOAL_MS = 100
AGAIN = 15
PIECE = 250
WORDS = ("prestataire", "base", "journal", "appel", "client", "sauvegarde", "serveur", "accès", "réponse", "export", "courriel", "copie")


def fill(store: Store, files: int, entries: int) -> None:
    """Fill ``store``. Clocks are kept as `list` would keep them after a first reading."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    at = desk(store)
    plan = clocks.of_file(at, _one(store))
    mark = stamp(store)
    for first in range(0, files, PIECE):
        with store.writing(lambda: start) as writer:
            actor = writer.person(at.actor)
            for number in range(first, min(first + PIECE, files)):
                now = start + timedelta(minutes=number)
                body = {"text": Text(f"signal {number} {WORDS[number % 12]} n{number}"), "title": Text(f"NOM{number}")}
                chain = writer.open_file(2026, body, exercise=False, actor=actor, role="lead", happened_at=None)[0]
                for line in range(entries - 1):
                    text = f"{WORDS[line % 12]} {WORDS[(line * 7 + number) % 12]} ligne {line} du dossier {number}"
                    writer.append(chain, kinds.NOTE, {"text": Text(text)}, actor=actor, role="lead")
                writer.set_due(chain, [clock.row.started(now, "signed") for clock in plan], mark, None)


def _one(store: Store) -> clocks.FileRow:
    from breach.service.opening import open_file

    return store.find(open_file(desk(store), "premier").ref)


def measured(name: str, ask: Callable[[], object]) -> tuple[float, str]:
    times = []
    for _ in range(AGAIN + 1):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    median = statistics.median(times[1:])
    return median, f"{name:<34} first {times[0]:7.1f} ms   median {median:6.1f} ms   worst {max(times[1:]):6.1f} ms"


def main() -> int:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    entries = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    kept = os.environ.get("BREACH_BENCH_STORE", "")
    with tempfile.TemporaryDirectory(prefix="breach-many-") as folder:
        place = Path(kept or folder)
        place.mkdir(parents=True, exist_ok=True)
        if not (place / "s.db").exists():
            begun = time.monotonic()
            store = made(place)
            fill(store, files, entries)
            store.close()
            print(f"filled in {time.monotonic() - begun:.0f} s, {os.path.getsize(place / 's.db') / 1e6:.0f} MB")
        begun = time.perf_counter()
        store = Store(str(place / "s.db"), KEY)
        at = desk(store)
        print(f"files: {len(store.files())}, opened in {(time.perf_counter() - begun) * 1000:.1f} ms")
        last = f"2026-{files:04d}"
        asked: list[tuple[str, Callable[[], object]]] = [
            ("list (all open)", lambda: overview.listed(at, closed=True)),
            ("open (show, 100 entries)", lambda: overview.shown(at, last)),
            ("open (history)", lambda: overview.history(at, last)),
            ("search, one word, rare", lambda: overview.search(at, f"n{files - 7}")),
            ("search, one word, in every file", lambda: overview.search(at, "prestataire")),
            ("search, beginning of a word", lambda: overview.search(at, "pr")),
            ("search, three words", lambda: overview.search(at, "prestataire journal 77")),
        ]
        worst = 0.0
        for name, ask in asked:
            median, line = measured(name, ask)
            worst = max(worst, median)
            print(line)
        store.close()
    print(f"slowest: {worst:.1f} ms (goal: less than {GOAL_MS})")
    return 0 if worst < GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
