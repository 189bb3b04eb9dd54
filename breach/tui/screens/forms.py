"""Which form an unfinished text belongs to: its place is ``kind:reference:detail``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.tui.papers import Paper
from breach.tui.screens.awareness import AwareForm
from breach.tui.screens.decision import DecisionForm, OpinionForm, RetractForm
from breach.tui.screens.export import ExportForm
from breach.tui.screens.fact import FactForm
from breach.tui.screens.new import NewForm
from breach.tui.screens.note import NoteForm

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.tui.screens.form import Form


def form_of(desk: Desk, place: str) -> Form:
    """The form of ``place``. Raises InputError ``no-such-file`` where its file is gone, ``no-such-form`` for a place of another version."""
    kind, _, rest = place.partition(":")
    ref, _, detail = rest.partition(":")
    if kind == "new":
        return NewForm(exercise=rest == "exercise")
    desk.store.find(ref)
    if kind == "note":
        return NoteForm(ref)
    if kind == "fact":
        return FactForm(desk, ref, detail)
    if kind == "aware":
        return AwareForm(desk, ref)
    if kind == "decide":
        return DecisionForm(ref, detail)
    if kind == "opinion":
        return OpinionForm(ref, detail)
    if kind == "retract" and detail.isdecimal():
        return RetractForm(ref, int(detail))
    if kind == "export":
        return ExportForm(ref, Paper.of(detail))
    raise InputError("no-such-form", place=kind[:40])
