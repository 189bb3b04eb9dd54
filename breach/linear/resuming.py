"""Which form an unfinished answer belongs to: its place is ``kind:reference:detail``, as in the terminal UI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.linear import facts
from breach.linear.form import filled
from breach.linear.forms.afterwards import ActionForm, ResultForm
from breach.linear.forms.asking import AnswerForm, AskForm, CallForm, LinkForm
from breach.linear.forms.decided import ApproveForm, DecisionForm, OpinionForm, RatifyForm, RetractForm, SignForm
from breach.linear.forms.first import AwareForm, NewForm, NoteForm
from breach.linear.forms.outside import AuthorityForm, EvidenceForm, FailedForm, FiledForm, SentForm
from breach.linear.forms.saved import ArchiveForm, ExportForm
from breach.linear.forms.steps import AssignForm, RemarkForm, SkipForm, TickForm
from breach.service.form_places import OF_ENTRY
from breach.service.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.linear.form import Form
    from breach.linear.question import Conversation
    from breach.linear.room import Room

_FORMS: dict[str, Callable[[Room, str, str], Form]] = {
    "note": lambda room, ref, _: NoteForm(room, ref),
    "aware": lambda room, ref, _: AwareForm(room, ref),
    "decide": DecisionForm,
    "opinion": OpinionForm,
    "retract": lambda room, ref, entry: RetractForm(room, ref, int(entry)),
    "approve": lambda room, ref, entry: ApproveForm(room, ref, int(entry)),
    "ratify": lambda room, ref, entry: RatifyForm(room, ref, int(entry)),
    "sign": lambda room, ref, entry: SignForm(room, ref, int(entry)),
    "export": lambda room, ref, paper: ExportForm(room, ref, Paper.of(paper)),
    "filed": FiledForm,
    "filing-failed": FailedForm,
    "sent": lambda room, ref, paper: SentForm(room, ref, Paper.of(paper)),
    "authority": lambda room, ref, _: AuthorityForm(room, ref),
    "evidence": lambda room, ref, _: EvidenceForm(room, ref),
    "measure": lambda room, ref, _: ActionForm(room, ref),
    "result": lambda room, ref, entry: ResultForm(room, ref, int(entry)),
    "call": CallForm,
    "ask": AskForm,
    "answer": lambda room, ref, entry: AnswerForm(room, ref, int(entry)),
    "link": lambda room, ref, _: LinkForm(room, ref),
    "tick": TickForm,
    "skip": SkipForm,
    "assign": AssignForm,
    "remark": RemarkForm,
    "archive": lambda room, ref, _: ArchiveForm(room, ref),
}


def form_of(room: Room, place: str) -> Form:
    """The form of ``place``. Raises InputError ``no-such-file`` where its file is gone, ``no-such-form`` for a place of another version."""
    kind, _, rest = place.partition(":")
    if kind == "new":
        return NewForm(room, exercise=rest == "exercise")
    ref, _, detail = rest.partition(":")
    room.desk.store.find(ref)
    make = _FORMS.get(kind)
    if make is None or (kind in OF_ENTRY and not detail.isdecimal()):
        raise InputError("no-such-form", place=kind[:40])
    return make(room, ref, detail)


def resume(room: Room, place: str) -> Conversation[None]:
    """Go on with the form of ``place``: what was kept of it was chosen."""
    kind, _, rest = place.partition(":")
    if kind == "fact":
        ref, _, fact = rest.partition(":")
        yield from facts.one(room, room.desk.store.find(ref).ref, fact, resumed=True)
        return
    yield from filled(form_of(room, place), resumed=True)
