"""Appending a line to a file against bare one-row transactions, same driver, same settings: `python bench/append.py [each]`.

Bare: BEGIN IMMEDIATE, one INSERT of as many bytes, COMMIT, in an encrypted database of its own with ``synchronous = FULL`` and a write-ahead log.
Appended: what `breach note` does once the store is open. Both are run in turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from breach.log import kinds
from breach.service.desk import clean
from breach.storage.connection import connect
from tests.storage.stores import KEY, desk, made

ROUNDS = 7
GOAL = 0.5
LINE = "appel du prestataire, la base répond à nouveau"


def main() -> int:
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 300
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

        def bare_rows() -> None:
            for _ in range(each):
                bare.execute("BEGIN IMMEDIATE")
                bare.execute("INSERT INTO entry (raw) VALUES (?)", (raw,))
                bare.execute("COMMIT")

        def appended() -> None:
            for _ in range(each):
                with at.acting() as act:
                    act.append(row, kinds.NOTE, {"text": line})

        rates: dict[str, list[float]] = {"bare": [], "appended": []}
        for _ in range(ROUNDS):
            for name, work in (("bare", bare_rows), ("appended", appended)):
                begun = time.perf_counter()
                work()
                rates[name].append(each / (time.perf_counter() - begun))
        ratio = statistics.median(a / b for a, b in zip(rates["appended"], rates["bare"], strict=True))
        store.close()
        bare.close()
    print(
        f"bare: {statistics.median(rates['bare']):.0f} a second  appended: {statistics.median(rates['appended']):.0f} a second  "
        f"ratio: {ratio:.2f} (goal: {GOAL} or more)"
    )
    return 0 if ratio >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
