"""`kill -9` at random moments of a run of commands: `python bench/kill.py [moments] [stores]`, 200 moments on one store by default. The tests do 20.

Several stores share the moments, each with a seed of its own, at the same time.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.test_kill import Killed, killed_runs


def one(moments: int, seed: int) -> Killed:
    """``moments`` runs killed on a store of their own."""
    with tempfile.TemporaryDirectory(prefix="breach-kill-") as folder:
        return killed_runs(Path(folder), moments, seed)


def main() -> int:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    stores = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    begun = time.monotonic()
    shares = [(moments // stores + (place < moments % stores), place + 1) for place in range(stores)]
    with multiprocessing.Pool(stores) as pool:
        done = pool.starmap(one, shares)
    wrong = [f"store {seed}: {line}" for (_, seed), held in zip(shares, done, strict=True) for line in held.wrong]
    runs, acknowledged = sum(held.runs for held in done), sum(held.acknowledged for held in done)
    print(f"killed: {runs}  stores: {stores}  acknowledged entries: {acknowledged}  lost or broken: {len(wrong)}  ({time.monotonic() - begun:.0f} s)")
    for line in wrong[:20]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
