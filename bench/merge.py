"""Memory and rate of a merge: 100,000 recipients against 1,000, e-mail, a process a core. One run each, in processes of their own.

.venv/bin/python bench/merge.py [COUNT] [--print-shop] [--xlsx]

What counts is the memory that all its processes hold together (their proportional shares, looked at every twentieth of a second) and the
highest that each process ever stood (``VmHWM``). ``--print-shop``: letters in PDF, 500 a file, in place of e-mails.
``--xlsx``: the list as a workbook whose texts lie apart from its cells, as spreadsheets write it; every name, address and e-mail is another,
of digits drawn by chance, which pack worse than those of people.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
FEW = 1_000
GOAL = 1.2


@dataclass
class Run:
    """``letters`` in ``wall`` and ``processor`` seconds; ``peaks``: of each process, ``held``: the most they held together, both in MB."""

    letters: int
    wall: float = 0.0
    processor: float = 0.0
    held: float = 0.0
    peaks: dict[int, float] = field(default_factory=dict)


def main() -> int:
    """Measure and print; 1 where the goal is missed."""
    counts = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    how = [word for word in ("--print-shop", "--xlsx") if word in sys.argv]
    with tempfile.TemporaryDirectory(prefix="breach-bench-") as place:  # emptied at the end: files just deleted slow down those that are made
        few, many = (measured(number, Path(place), how) for number in (FEW, counts[0] if counts else 100_000))
    for run in (few, many):
        own, *workers = sorted(run.peaks.items())
        rest = f"main process {own[1]:.1f}, largest worker {max((peak for _, peak in workers), default=0.0):.1f}"
        rate = f"{run.letters / run.wall:,.0f} letters a second, {run.processor / run.letters * 1e6:,.0f} µs of processor each"
        print(
            f"{run.letters:>7} letters: {run.held:.1f} MB together; {rest}; {rate}; {run.processor / run.wall:.2f} cores at work of {os.cpu_count()}"
        )
    highest = [sorted(run.peaks.items()) for run in (few, many)]
    ratios = [many.held / few.held, highest[1][0][1] / highest[0][0][1], max(p for _, p in highest[1][1:]) / max(p for _, p in highest[0][1:])]
    said = "all together {:.2f}, main process {:.2f}, largest worker {:.2f}".format(*ratios)
    met = "met" if max(ratios) <= GOAL else "MISSED"
    print(f"memory of {many.letters:,} recipients over {few.letters:,}, times: {said} (goal {GOAL}: {met}; load {os.getloadavg()[0]:.1f})")
    return int(max(ratios) > GOAL)


def measured(count: int, place: Path, how: list[str]) -> Run:
    run = Run(count)
    subprocess.run([sys.executable, __file__, "--list", str(count), str(place), *how], cwd=TREE, check=True)  # its memory is not the merge's
    with subprocess.Popen([sys.executable, __file__, "--one", str(count), str(place), *how], cwd=TREE, stdout=subprocess.PIPE, text=True) as job:
        while job.poll() is None:
            tree = [job.pid, *children(job.pid)]
            run.held = max(run.held, sum(kilobytes(pid, "smaps_rollup", "Pss:") for pid in tree) / 1024)
            for pid in tree:
                run.peaks[pid] = max(run.peaks.get(pid, 0.0), kilobytes(pid, "status", "VmHWM:") / 1024)
            time.sleep(0.05)
        assert job.returncode == 0
        assert job.stdout
        run.wall, run.processor = (float(part) for part in job.stdout.read().split())
    return run


def children(pid: int) -> list[int]:
    """The workers of ``pid``: not what only tracks its resources."""
    try:
        found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [one for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
    except OSError:
        return []


def kilobytes(pid: int, name: str, word: str) -> int:
    try:
        return next((int(line.split()[1]) for line in Path(f"/proc/{pid}/{name}").read_text().splitlines() if line.startswith(word)), 0)
    except OSError:
        return 0


def listed(place: Path, many: int) -> Path:
    return place / f"{many}.{'xlsx' if '--xlsx' in sys.argv else 'csv'}"


def write_list(many: int, place: Path) -> None:
    sys.path.insert(0, str(TREE))
    from tests.drafting.merge.jobs import person

    path = listed(place, many)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8") as file:
            file.write(";".join(person(1)) + "\n")
            file.writelines(";".join(person(n).values()) + "\n" for n in range(1, many + 1))
        return
    import xlsxwriter

    dice = random.Random(many)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(person(1)))
        for n in range(1, many + 1):
            drawn = f"{dice.getrandbits(128):032x}"
            own = {
                "last_name": f"Nom{drawn[:9]}",
                "first_name": f"P{drawn[9:15]}",
                "email": f"{drawn[15:27]}@{drawn[:4]}.example",
                "address1": f"{n} rue {drawn[20:]}",
            }
            for column, cell in enumerate(person(n, **own).values()):
                sheet.write_string(n, column, cell)


def one(many: int, place: Path) -> None:
    sys.path.insert(0, str(TREE))
    from tests.drafting.merge.jobs import merge

    path, folder = listed(place, many), place / str(many)
    folder.mkdir()
    start = time.perf_counter()
    more = {"fmt": "pdf", "channel": "post", "print_shop": True} if "--print-shop" in sys.argv else {"fmt": "eml"}
    job = merge(path, **more)
    job.plan()
    _, _, totals = job.make(str(folder), lambda _settled: None)
    seconds = time.perf_counter() - start
    assert totals.letters == many
    print(seconds, sum(os.times()[:4]))


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[2]), Path(sys.argv[3]))
    elif "--list" in sys.argv:
        write_list(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())
