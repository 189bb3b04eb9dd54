"""What can be typed at every menu inside a file without going back to its own: a line for the timeline is never more than a word away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach import i18n
from breach.linear import question as q
from breach.linear.menu import entry

if TYPE_CHECKING:
    from breach.linear.menu import Entry
    from breach.linear.question import Conversation
    from breach.linear.room import Room


def within(room: Room, ref: str) -> list[Entry]:
    """The entries that are not read out and can be typed at every menu of the file ``ref``."""
    from breach.linear.form import filled
    from breach.linear.forms.first import NoteForm

    return [entry("note", "tui.note.help", lambda: filled(NoteForm(room, ref)), quiet=True), *everywhere(room)]


def everywhere(room: Room) -> list[Entry]:
    """What can be typed at every menu, unheard."""
    return [language(room, quiet=True), seen(room)]


def seen(room: Room) -> Entry:
    """The reminder was heard."""

    def heard() -> Conversation[None]:
        room.heard()
        yield from q.tell()

    return entry("seen", "reminder.seen.help", heard, quiet=True)


def language(room: Room, *, quiet: bool = False) -> Entry:
    """The other language, at once."""

    def change() -> Conversation[None]:
        room.desk.lang = "en" if i18n.current() == "fr" else "fr"
        i18n.use(room.desk.lang)
        yield from q.tell()

    return entry("language", "tui.language.help", change, quiet=quiet)
