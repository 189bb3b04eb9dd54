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
    from breach.linear.ports import Scratch, Settings, Started


def run(started: Started, settings: Settings, scratch: Scratch) -> int:
    """Hold the conversation over the store of ``started`` until it is left; its exit status. Closes ``scratch``.

    Where the key came from a passphrase it is left by itself when nobody answers for the minutes of the configuration: with the program the key
    goes from memory. Where it lies in a file or an unlocked keyring, leaving would keep nobody out, and would only stop the reminders.
    """
    closes = started.key.place == "passphrase"
    console = Plain(sys.stdin.fileno(), sys.stdout, settings.lock_minutes * 60 if closes else 0)
    kept = Kept(started.desk, scratch)
    try:
        with console.guarded():
            if scratch.set_aside:
                console.say([t("tui.scratch-set-aside", path=scratch.set_aside)])
            desk = started.desk
            room = Room(desk, kept, console.interactive, Injects(desk), Reminders(desk, settings.reminders_of))
            return Talk(console, kept, room.fresh).hold(board(room))
    finally:
        scratch.close()
