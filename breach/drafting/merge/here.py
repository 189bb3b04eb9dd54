"""Letters made by processes of this machine: as many as it has cores, and as its memory has room for."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from typing import TYPE_CHECKING

from breach.drafting.merge.work import Job, render
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from breach.drafting.merge.people import Addressed
    from breach.drafting.merge.work import Made

LETTER_HELD = 2_000_000
"""Bytes that a letter costs the process that sets it with others in one file (measured: bench/merge.py --print-shop)."""


class Here:
    """One process a core of this machine; each writes its letters itself. ``processes`` 0: this process alone."""

    def __init__(self, processes: int | None = None) -> None:
        self._processes = os.cpu_count() or 1 if processes is None else processes

    def each(self, job: Job, blocks: Iterable[Sequence[Addressed]], folder: str) -> Iterator[list[Made]]:
        """Make ``blocks``. Raises InputError ``merge-worker-lost`` where a process was killed."""
        processes = fitting(self._processes, job.per_file)
        if processes < 2:
            yield from (render(job, block, folder) for block in blocks)
            return
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            try:
                yield from bounded(blocks, lambda block: pool.submit(render, job, block, folder), 3 * processes)
            except BrokenProcessPool as error:
                raise InputError("merge-worker-lost") from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def fitting(processes: int, per_file: int, available: Callable[[], int | None] | None = None) -> int:
    """``processes``, or as many as the memory that is free (bytes) has room for, one at least: a process holds its file whole while it sets it."""
    free = (available or memory_free)() if per_file > 1 else None
    return processes if free is None else max(1, min(processes, free // (per_file * LETTER_HELD)))


def bounded(blocks: Iterable[Sequence[Addressed]], submit: Callable[[Sequence[Addressed]], Future[list[Made]]], most: int) -> Iterator[list[Made]]:
    """The results of ``blocks``, at most ``most`` of them under way: memory does not grow with the list."""
    waiting: set[Future[list[Made]]] = set()
    for block in blocks:
        waiting.add(submit(block))
        while len(waiting) >= most:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


def memory_free() -> int | None:
    """Bytes that programs may still take, as Linux estimates it; None where no such estimate is to be had."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:")), None)
    except (OSError, ValueError, IndexError):
        return None
