"""One file: what can be done in it. What lies deeper can be typed from here as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.linear import standing
from breach.linear.decisions import decisions
from breach.linear.decisions import entries as decided
from breach.linear.facts import entries as of_facts
from breach.linear.facts import facts
from breach.linear.form import filled
from breach.linear.forms.first import AwareForm, NoteForm
from breach.linear.menu import entry, guarded, menu
from breach.linear.now import now
from breach.linear.papers import filing, letters, notices, types
from breach.linear.people import entries as of_people
from breach.linear.people import people
from breach.linear.pieces import entries as of_pieces
from breach.linear.pieces import pieces
from breach.linear.playbooks import playbooks
from breach.linear.record import entries as of_record
from breach.linear.record import record
from breach.linear.within import everywhere
from breach.service.files import read

if TYPE_CHECKING:
    from breach.linear.menu import Entry
    from breach.linear.question import Conversation
    from breach.linear.room import Room


def file(room: Room, ref: str, *, first: bool = False) -> Conversation[None]:
    """The menu of the file ``ref``; ``first``: it was just opened, and what helps in the first minute is said."""
    if first:
        yield from guarded(lambda: now(room, ref))

    def head() -> list[str]:
        opened = read(room.desk, ref)
        mark = [t("log.exercise")] if opened.row.exercise else []
        state = t("files.state-closed") if opened.file.closed else ""
        title = t("linear.file-head", ref=ref, title=opened.file.title, state=f" ({state})" if state else "")
        return ["", *room.happened(), *mark, title, room.clock(ref)]

    yield from menu(head, lambda: _entries(room, ref))


def _entries(room: Room, ref: str) -> list[Entry]:
    heard = [
        ("now", "linear.do-now", lambda: now(room, ref)),
        ("note", "tui.note.help", lambda: filled(NoteForm(room, ref))),
        ("aware", "tui.aware.help", lambda: filled(AwareForm(room, ref))),
        ("facts", "linear.do-facts", lambda: facts(room, ref)),
        ("assess", "linear.do-assess", lambda: standing.assessment(room, ref)),
        ("clocks", "linear.do-clocks", lambda: standing.clocks(room, ref)),
        ("playbooks", "linear.do-playbooks", lambda: playbooks(room, ref)),
        ("notice", "linear.do-notice", lambda: notices(room, ref)),
        ("letters", "linear.do-letters", lambda: letters(room, ref)),
        ("decisions", "linear.do-decisions", lambda: decisions(room, ref)),
        ("people", "linear.do-people", lambda: people(room, ref)),
        ("pieces", "linear.do-pieces", lambda: pieces(room, ref)),
        ("record", "linear.do-record", lambda: record(room, ref)),
    ]
    more = entry("beside", "linear.do-beside", lambda: standing.beside(room, ref), quiet=True)
    deeper = (of_facts, decided, types, filing, of_people, of_pieces, of_record)
    quiet = [one for made in deeper for one in made(room, ref, quiet=True)]
    return [*(entry(ident, words, run) for ident, words, run in heard), *quiet, more, *everywhere(room)]
