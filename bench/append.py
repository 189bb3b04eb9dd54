"""Appending a line to a file against bare one-row transactions, same driver, same settings: `python bench/append.py [each [rounds]]`.

Bare: BEGIN IMMEDIATE, one INSERT of as many bytes, COMMIT, in an encrypted database of its own with ``synchronous = FULL`` and a write-ahead log.
Appended: what `breach note` does once the store is open. One of each in turn; medians, since others may use the disk meanwhile.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from breach.log import kinds
from breach.service.desk import clean
from breach.storage.connection import connect
from tests.storage.stores import KEY, desk, made

if TYPE_CHECKING:
    from collections.abc import Callable

GOAL = 0.5
LINE = "appel du prestataire, la base répond à nouveau"


def main() -> int:
    each, rounds = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((1, 1000), (2, 5)))
    with tempfile.TemporaryDirectory(prefix="breach-append-") as folder:
        store = made(Path(folder), files=1)
        row = store.find("1")
        at = desk(store)
        line = clean(LINE)
        bare = connect(str(Path(folder) / "bare.db"), KEY, create=True)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, raw BLOB NOT NULL)")
        with at.acting() as act:
            act.append(row, kinds.NOTE, {"text": line})
        raw = store.rows(row.chain)[-1][0]

        def bare_row() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO entry (raw) VALUES (?)", (raw,))
            bare.execute("COMMIT")

        def appended() -> None:
            with at.acting() as act:
                act.append(row, kinds.NOTE, {"text": line})

        ratios = [_round(each, bare_row, appended) for _ in range(rounds)]
        store.close()
        bare.close()
    print(f"rates: {', '.join(f'{ratio:.2f}' for ratio in ratios)} of the bare one; median {statistics.median(ratios):.2f} (goal: {GOAL} or more)")
    return 0 if statistics.median(ratios) >= GOAL else 1


def _round(each: int, bare_row: Callable[[], None], appended: Callable[[], None]) -> float:
    """The rate of appending over the bare one's, by medians over ``each`` of both, one in turn."""
    took: dict[str, list[float]] = {"bare": [], "appended": []}
    for _ in range(each):
        for name, work in (("bare", bare_row), ("appended", appended)):
            begun = time.perf_counter()
            work()
            took[name].append(time.perf_counter() - begun)
    median = {name: statistics.median(times) * 1e6 for name, times in took.items()}
    mean = {name: statistics.fmean(times) * 1e6 for name, times in took.items()}
    print(f"bare: {median['bare']:.0f} µs (mean {mean['bare']:.0f})  appended: {median['appended']:.0f} µs (mean {mean['appended']:.0f})")
    return median["bare"] / median["appended"]


if __name__ == "__main__":
    sys.exit(main())
