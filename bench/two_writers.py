"""Two processes append 2,000 entries each to one file: `python bench/two_writers.py [each]`. The tests do 150."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from breach.log import kinds
from breach.service.backup import replay
from breach.storage.store import Store
from tests.storage.stores import KEY, made
from tests.storage.test_writing import write_at_once


def main() -> int:
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory(prefix="breach-writers-") as folder:
        store = made(Path(folder), files=1)
        store.close()
        begun = time.monotonic()
        write_at_once(store.path, KEY, each)
        took = time.monotonic() - begun
        store = Store(store.path, KEY)
        done = replay(store, store.head_beside)
        notes = [entry.n for entry in store.history(2) if entry.kind == kinds.NOTE]
        whole = not done.faults and notes == list(range(2, 2 * each + 2)) and not store.behind_heads()
        store.close()
    print(
        f"entries: {len(notes)} in {took:.1f} s, {len(notes) / took:.0f} a second; faults: {len(done.faults)}; one chain: {'yes' if whole else 'no'}"
    )
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
