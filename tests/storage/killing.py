"""Killing a piece of work at each of its steps: every call that changes a file or makes one durable is a step."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = ("replace", "link", "unlink", "remove", "fsync", "open", "rename")


class Killed(BaseException):
    """The process ended here; nothing of it may tidy up, and what tidies up all the same must do no harm."""


@contextmanager
def _counting(at: int) -> Iterator[list[int]]:
    """Count the steps, and end at number ``at`` (-1: at none): nothing that changes a file works from there on."""
    seen = [0]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            if call is real["open"] and not (len(args) > 1 and args[1] & (os.O_CREAT | os.O_WRONLY)):
                return call(*args, **named)
            if at >= 0 and seen[0] >= at:
                raise Killed
            seen[0] += 1
            return call(*args, **named)

        return run

    real = {name: getattr(os, name) for name in CALLS}
    with pytest.MonkeyPatch.context() as patch:
        for name, call in real.items():
            patch.setattr(os, name, counted(call))
        yield seen


def steps_of(work: Callable[[], object]) -> int:
    """How many steps ``work`` takes."""
    with _counting(-1) as seen:
        work()
    return seen[0]


@contextmanager
def kill_at(step: int) -> Iterator[None]:
    """What runs in here is killed at ``step``."""
    with _counting(step):
        yield
