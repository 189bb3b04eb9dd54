"""Which form an unfinished text belongs to: its place is ``kind:reference:detail``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.service.form_places import OF_ENTRY
from breach.tui.papers import paper_of
from breach.tui.screens.action import ActionForm, ResultForm
from breach.tui.screens.archive import ArchiveForm
from breach.tui.screens.asking import AnswerForm, AskForm
from breach.tui.screens.authority import AuthorityForm
from breach.tui.screens.awareness import AwareForm
from breach.tui.screens.call import CallForm
from breach.tui.screens.decision import ApproveForm, DecisionForm, OpinionForm, RatifyForm, RetractForm
from breach.tui.screens.evidence import EvidenceForm
from breach.tui.screens.export import ExportForm
from breach.tui.screens.fact import FactForm
from breach.tui.screens.filing import FailedForm, FiledForm
from breach.tui.screens.linking import LinkForm
from breach.tui.screens.new import NewForm
from breach.tui.screens.note import NoteForm
from breach.tui.screens.playbook import AssignForm, RemarkForm, SkipForm, TickForm
from breach.tui.screens.register_export import RegisterExportForm
from breach.tui.screens.sending import SentForm
from breach.tui.screens.signing import SignForm
from breach.tui.screens.then import InstantForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.desk import Desk
    from breach.tui.screens.form import Form


def form_of(desk: Desk, place: str) -> Form:
    """The form of ``place``. Raises InputError ``no-such-file`` where its file is gone, ``no-such-form`` for a place of another version."""
    kind, _, rest = place.partition(":")
    ref, _, detail = rest.partition(":")
    if kind == "new":
        return NewForm(exercise=rest == "exercise")
    if kind == "register":
        return RegisterExportForm()
    desk.store.find(ref)
    make = _FORMS.get(kind)
    if make is None or (kind in OF_ENTRY and not detail.isdecimal()):
        raise InputError("no-such-form", place=kind[:40])
    return make(desk, ref, detail)


_FORMS: dict[str, Callable[[Desk, str, str], Form]] = {
    "note": lambda _, ref, __: NoteForm(ref),
    "fact": FactForm,
    "aware": lambda desk, ref, _: AwareForm(desk, ref),
    "decide": lambda _, ref, question: DecisionForm(ref, question),
    "opinion": lambda _, ref, question: OpinionForm(ref, question),
    "retract": lambda _, ref, entry: RetractForm(ref, int(entry)),
    "approve": lambda _, ref, entry: ApproveForm(ref, int(entry)),
    "ratify": lambda _, ref, entry: RatifyForm(ref, int(entry)),
    "export": lambda _, ref, paper: ExportForm(ref, paper_of(paper)),
    "filed": FiledForm,
    "filing-failed": FailedForm,
    "sent": lambda desk, ref, paper: SentForm(desk, ref, paper_of(paper)),
    "authority": lambda desk, ref, _: AuthorityForm(desk, ref),
    "evidence": lambda _, ref, __: EvidenceForm(ref),
    "measure": lambda _, ref, __: ActionForm(ref),
    "result": lambda _, ref, entry: ResultForm(ref, int(entry)),
    "tick": TickForm,
    "skip": SkipForm,
    "assign": AssignForm,
    "remark": RemarkForm,
    "call": CallForm,
    "ask": AskForm,
    "answer": lambda desk, ref, entry: AnswerForm(desk, ref, int(entry)),
    "link": lambda _, ref, __: LinkForm(ref),
    "sign": lambda _, ref, entry: SignForm(ref, int(entry)),
    "then": lambda _, ref, __: InstantForm(ref),
    "archive": lambda desk, ref, _: ArchiveForm(desk, ref),
}
