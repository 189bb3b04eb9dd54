"""What comes with a file from outside: evidence, hashed on arrival and again, and the authority's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.linear import question as q
from breach.linear.form import filled
from breach.linear.forms.first import SealedForm
from breach.linear.forms.outside import AuthorityForm, EvidenceForm
from breach.linear.menu import Entry, entry, menu
from breach.linear.within import within
from breach.service.pieces import check_evidence

if TYPE_CHECKING:
    from breach.linear.question import Conversation
    from breach.linear.room import Room


def pieces(room: Room, ref: str) -> Conversation[None]:
    """The menu of the pieces."""

    def head() -> list[str]:
        return ["", *room.happened(), t("linear.pieces-head", ref=ref), room.clock(ref)]

    yield from menu(head, lambda: [*entries(room, ref), *within(room, ref)])


def entries(room: Room, ref: str, *, quiet: bool = False) -> list[Entry]:
    """What can be done about the pieces."""
    return [
        entry("evidence", "tui.evidence.help", lambda: filled(EvidenceForm(room, ref)), quiet=quiet),
        entry("evidence-check", "linear.do-evidence-check", lambda: _check(room, ref), quiet=quiet),
        entry("authority", "tui.authority.help", lambda: filled(AuthorityForm(room, ref)), quiet=quiet),
        entry("sealed", "linear.do-sealed", lambda: filled(SealedForm(room, ref)), quiet=quiet),
    ]


def _check(room: Room, ref: str) -> Conversation[None]:
    """Hash the evidence again; what does not match makes the conversation end in 1."""
    results = check_evidence(room.desk, ref)
    lines = [t("evidence.result", entry=one["entry"], result=t(f"evidence.{one['result']}")) for one in results]
    good = all(one["result"] == "match" for one in results)
    yield from q.tell(*(lines or [t("evidence.none")]), status=0 if good else 1)
