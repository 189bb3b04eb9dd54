"""Memory and rate of a merge: the peak of 100,000 recipients over that of 1,000, e-mail, every core. One run each, in processes of their own.

.venv/bin/python bench/merge.py [COUNT]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    peaks = {}
    for many in (1_000, count):
        out = subprocess.run([sys.executable, __file__, "--one", str(many)], cwd=TREE, capture_output=True, text=True, check=True).stdout
        peak, children, seconds = (float(part) for part in out.split())
        peaks[many] = peak
        print(f"{many:>7} recipients: {many / seconds:,.0f} letters a second; peak {peak:,.0f} MB, largest worker {children:,.0f} MB")
    print(f"peak of {count:,} over 1,000: {peaks[count] / peaks[1_000]:.2f} x (goal: 1.2)")


def one(many: int) -> None:
    sys.path.insert(0, str(TREE))
    from tests.drafting.merge.jobs import merge, person

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "r.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(";".join(person(1)) + "\n")
            file.writelines(";".join(person(n).values()) + "\n" for n in range(1, many + 1))
        (Path(place) / "out").mkdir()
        start = time.perf_counter()
        job = merge(path, fmt="eml")
        job.plan()
        _, _, totals = job.make(str(Path(place) / "out"), lambda _settled: None)
        seconds = time.perf_counter() - start
        assert totals.letters == many
    mine, workers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(mine, workers, seconds)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[2]))
    else:
        main()
