"""How far a notice was copied over: kept in the encrypted scratch file at every key, so that a crash costs nothing. No value stands in it.

Its place is ``copying:REF:TYPE#N``, N the filings of the form that came before: the copy for the next filing begins anew.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = "copying"


def place_of(ref: str, kind: str, before: int) -> str:
    """Where the progress of this copy is kept."""
    return f"{KIND}:{ref}:{kind}#{before}"


def mark_of(value: str) -> str:
    """What is kept of a value: enough to see that it changed."""
    return hashlib.sha256(value.encode()).hexdigest()


@dataclasses.dataclass
class Progress:
    """``rubric`` and ``field`` in view; ``ticks``: field → mark of the value that was pasted; ``last``: the field copied last and how; ``of``: how
    many fields there are; ``left``: the screen was left by its key, so that nothing is offered at the next start.
    """

    rubric: str = ""
    field: str = ""
    ticks: dict[str, str] = dataclasses.field(default_factory=dict)
    last: tuple[str, str] = ("", "")
    of: int = 0
    left: bool = False

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, sort_keys=True)

    def ticked(self, row: Mapping[str, str]) -> bool:
        """Whether the field was pasted with the value that it has now."""
        return self.ticks.get(row["field"]) == mark_of(row["value"])

    def turn(self, row: Mapping[str, str]) -> bool:
        """Tick the field, or take the tick back; whether it is ticked now."""
        if self.ticked(row):
            del self.ticks[row["field"]]
            return False
        self.ticks[row["field"]] = mark_of(row["value"])
        return True


def read(text: str) -> Progress:
    """What ``Progress.text`` gave; nothing done yet where it is something else."""
    try:
        held = json.loads(text)
        how = held["last"]
        ticks = {str(name): str(mark) for name, mark in held["ticks"].items()}
        return Progress(str(held["rubric"]), str(held["field"]), ticks, (str(how[0]), str(how[1])), int(held["of"]), bool(held["left"]))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return Progress()
