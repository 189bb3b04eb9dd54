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
from breach.service.injects import Injects
from breach.service.reminding import Reminders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from breach.linear.ports import Scratch, Started


def run(started: Started, hours_of: Callable[[str], Sequence[int]], scratch: Scratch) -> int:
    """Hold the conversation over the store of ``started`` until it is left; its exit status. ``hours_of``: when a clock, by its id, is reminded of,
    in hours before its end. Closes ``scratch``.
    """
    console = Plain(sys.stdin.fileno(), sys.stdout)
    kept = Kept(started.desk, scratch)
    try:
        with console.guarded():
            if scratch.set_aside:
                console.say([t("tui.scratch-set-aside", path=scratch.set_aside)])
            desk = started.desk
            room = Room(desk, kept, console.interactive, Injects(desk), Reminders(desk, hours_of))
            return Talk(console, kept, room.fresh).hold(board(room))
    finally:
        scratch.close()
