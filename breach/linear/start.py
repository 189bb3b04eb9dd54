"""The one way in from the composition root."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from breach.i18n import t
from breach.linear.board import board
from breach.linear.console import Plain
from breach.linear.kept import Kept
from breach.linear.room import Room
from breach.linear.talk import Talk

if TYPE_CHECKING:
    from breach.linear.ports import Scratch, Started


def run(started: Started, scratch: Scratch) -> int:
    """Hold the conversation over the store of ``started`` until it is left; its exit status. Closes ``scratch``."""
    console = Plain(sys.stdin.fileno(), sys.stdout)
    kept = Kept(started.desk, scratch)
    try:
        with console.guarded():
            if scratch.set_aside:
                console.say([t("tui.scratch-set-aside", path=scratch.set_aside)])
            return Talk(console, kept).hold(board(Room(started.desk, kept, console.interactive)))
    finally:
        scratch.close()
