"""One file: what can be done in it. What lies deeper can be typed from here as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.linear import standing
from breach.linear.decisions import decisions
from breach.linear.decisions import entries as decided
from breach.linear.facts import facts
from breach.linear.form import filled
from breach.linear.forms.first import AwareForm, NoteForm
from breach.linear.forms.outside import AuthorityForm, EvidenceForm
from breach.linear.menu import entry, menu
from breach.linear.papers import filing, letters, notices
from breach.service.files import read

if TYPE_CHECKING:
    from breach.linear.menu import Entry
    from breach.linear.question import Conversation
    from breach.linear.room import Room


def file(room: Room, ref: str, *, first: bool = False) -> Conversation[None]:
    """The menu of the file ``ref``; ``first``: it was just opened, and what helps in the first minute is said."""
    if first:
        yield from standing.now(room, ref)

    def head() -> list[str]:
        opened = read(room.desk, ref)
        mark = [t("log.exercise")] if opened.row.exercise else []
        state = t("files.state-closed") if opened.file.closed else ""
        title = t("linear.file-head", ref=ref, title=opened.file.title, state=f" ({state})" if state else "")
        return ["", *mark, title, room.clock(ref)]

    yield from menu(head, lambda: _entries(room, ref))


def _entries(room: Room, ref: str) -> list[Entry]:
    return [
        entry("now", "linear.do-now", lambda: standing.now(room, ref)),
        entry("note", "tui.note.help", lambda: filled(NoteForm(room, ref))),
        entry("aware", "tui.aware.help", lambda: filled(AwareForm(room, ref))),
        entry("facts", "linear.do-facts", lambda: facts(room, ref)),
        entry("assess", "linear.do-assess", lambda: standing.assessment(room, ref)),
        entry("clocks", "linear.do-clocks", lambda: standing.clocks(room, ref)),
        entry("notice", "linear.do-notice", lambda: notices(room, ref)),
        entry("letters", "linear.do-letters", lambda: letters(room, ref)),
        entry("decisions", "linear.do-decisions", lambda: decisions(room, ref)),
        entry("evidence", "tui.evidence.help", lambda: filled(EvidenceForm(room, ref))),
        entry("authority", "tui.authority.help", lambda: filled(AuthorityForm(room, ref))),
        entry("timeline", "linear.do-timeline", lambda: standing.timeline(room, ref)),
        *decided(room, ref, quiet=True),
        *filing(room, ref, quiet=True),
    ]
