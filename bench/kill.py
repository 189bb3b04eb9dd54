"""`kill -9` at 200 random moments of a run of commands: `python bench/kill.py [moments]`. The tests do 20."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.test_kill import killed_runs


def main() -> int:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="breach-kill-") as folder:
        done = killed_runs(Path(folder), moments, seed=1)
    print(f"killed: {done.runs}  acknowledged entries: {done.acknowledged}  lost or broken: {len(done.wrong)}  ({time.monotonic() - begun:.0f} s)")
    for line in done.wrong[:20]:
        print(line)
    return 1 if done.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
