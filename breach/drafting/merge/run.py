"""A merge from start to end: what was made before a kill is kept, the rest is made, and the manifest says what lies there.

Rows are read twice as a stream: once to judge and count them, once to write. Letters are made by one process a core; each process writes its
own, and the journal names them once they are there. A kill leaves whole letters and a journal: the same command then makes what is missing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from breach.drafting.merge import manifest, rows
from breach.drafting.merge.journal import JOB, Journal, swept
from breach.drafting.merge.people import Addressed, Judge, Refused
from breach.drafting.merge.work import Job, put
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from breach.drafting.merge.people import Rules
    from breach.drafting.merge.rows import Table
    from breach.drafting.merge.work import Made

LOCK = ".lock"
"""The file by whose lock a folder is held against a second run."""
BLOCK = 64
"""Letters that a worker is given at a time, where each has a file of its own."""
SAMPLES = 5
MOST_SHARES = 1_000


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of the job: ``number`` of ``of``; blocks of ``size`` rows are dealt out in turn."""

    number: int = 1
    of: int = 1
    size: int = 1

    def holds(self, row: int) -> bool:
        """Whether row number ``row`` is of this share."""
        return (row - 1) // self.size % self.of == self.number - 1

    @property
    def manifest(self) -> str:
        """The name of its manifest."""
        return "manifest.jsonl" if self.of == 1 else f"manifest-{self.number}-{self.of}.jsonl"


def share(text: str, per_file: int) -> Share:
    """``2/5`` as a share. Raises InputError ``bad-share``."""
    number, mark, of = text.partition("/")
    if not (mark and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST_SHARES):
        raise InputError("bad-share", given=text[:20])
    return Share(int(number), int(of), per_file)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a dry run tells: totals over all rows, the first recipients of the first segments, and rows that get no letter (the first ones)."""

    totals: manifest.Totals
    samples: tuple[Addressed, ...]
    refused: tuple[Refused, ...]
    mine: int


def plan(table: Table, rules: Rules, mine: Share) -> Planned:
    """Judge every row of ``table`` and count. Raises InputError ``recipients-row``, ``recipients-empty``."""
    judge, totals = Judge(rules), manifest.Totals()
    samples: dict[str, Addressed] = {}
    refused: list[Refused] = []
    own = 0
    for number, cells in rows.read(table):
        made = judge.judge(number, cells)
        own += mine.holds(number)
        if isinstance(made, Refused):
            totals.add({"problem": made.problem})
            refused += [made] if len(refused) < 20 else []
            continue
        totals.add({"segment": made.segment})
        if len(samples) < SAMPLES or made.segment in samples:
            samples.setdefault(made.segment, made)
    if not totals.rows:
        raise InputError("recipients-empty", path=table.path)
    return Planned(totals, tuple(samples.values()), tuple(refused), own)


class Executor(Protocol):
    """What letters are made by: processes here, or machines elsewhere."""

    def each(self, job: Job, blocks: Iterable[Sequence[Addressed]], folder: str) -> Iterator[list[Made]]:
        """What became of each of ``blocks``, in any order."""


def run(
    job: Job,
    table: Table,
    rules: Rules,
    mine: Share,
    folder: str,
    executor: Executor,
    progress: Callable[[int], None],
) -> tuple[str, manifest.Totals]:
    """Make the share ``mine`` of the letters of ``job`` in ``folder`` (which nobody else writes to): the manifest's SHA-256 and its totals.

    ``progress`` is told after each block how many rows of the share are settled. Raises InputError ``merge-other-job`` (another job lies in the
    folder), ``merge-folder-full``, ``output-not-written``, ``merge-worker-lost``.
    """
    try:
        _begun(job, mine, folder)
        swept(folder)
        with Journal(folder) as journal:
            progress(len(journal))
            refused: list[dict[str, Any]] = []
            for made in executor.each(job, _blocks(job, table, rules, mine, journal, refused), folder):
                for one in made:
                    if one.body:
                        put(os.path.join(folder, one.name), one.body)
                journal.keep(line for one in made for line in one.lines)  # to the disk once a block, not once a letter
                if len(refused) > BLOCK:
                    journal.keep(refused)
                    refused.clear()
                progress(len(journal))
            journal.keep(refused)
            progress(len(journal))
            return journal.close_with(mine.manifest, job.mark)
    except OSError as error:
        raise InputError("output-not-written", path=folder, said=error.strerror or "") from error


def _begun(job: Job, mine: Share, folder: str) -> None:
    """Write down which job the folder is for, or see that it is this one. Raises InputError."""
    wanted = manifest.dumped({"job": job.mark, "made_at": job.made_at.isoformat(), "part": f"{mine.number}/{mine.of}"}) + "\n"
    path = os.path.join(folder, JOB)
    if os.path.exists(path):
        with open(path, encoding="utf-8", errors="replace") as file:
            if file.read(10_000) != wanted:
                raise InputError("merge-other-job", path=folder)
    elif set(os.listdir(folder)) - {LOCK}:
        raise InputError("merge-folder-full", path=folder)
    put(path, wanted.encode())


def _blocks(job: Job, table: Table, rules: Rules, mine: Share, journal: Journal, refused: list[dict[str, Any]]) -> Iterator[list[Addressed]]:
    """The rows of the share that are not settled yet, in blocks. A block of a print job is one file: whole, or settled already."""
    judge = Judge(rules)
    bundled = job.per_file > 1
    size = job.per_file if bundled else BLOCK
    held: list[Addressed] = []
    for number, cells in rows.read(table):
        made = judge.judge(number, cells)
        if held and (len(held) >= size or (bundled and (number - 1) // size != (held[0].row - 1) // size)):
            yield from _open(held, journal)
            held = []
        if not mine.holds(number):
            continue
        if isinstance(made, Refused):
            refused.append({"row": number, "problem": made.problem})
        elif bundled or number not in journal:
            held.append(made)
    yield from _open(held, journal)


def _open(held: list[Addressed], journal: Journal) -> Iterator[list[Addressed]]:
    if any(to.row not in journal for to in held):
        yield held
