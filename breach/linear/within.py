"""What can be typed at every menu inside a file without going back to its own: a line for the timeline is never more than a word away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.linear.form import filled
from breach.linear.forms.first import NoteForm
from breach.linear.menu import entry

if TYPE_CHECKING:
    from breach.linear.menu import Entry
    from breach.linear.room import Room


def within(room: Room, ref: str) -> list[Entry]:
    """The entries that are not read out and can be typed at every menu of the file ``ref``."""
    return [entry("note", "tui.note.help", lambda: filled(NoteForm(room, ref)), quiet=True)]
