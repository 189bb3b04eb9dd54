"""A line for the timeline."""

from __future__ import annotations

from breach.domain.instants import to_z
from breach.i18n import t
from breach.log import kinds
from breach.service.desk import clean
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field


class NoteForm(Form):
    """Adds a line to the file ``ref``."""

    of_note = True

    def __init__(self, ref: str) -> None:
        super().__init__(f"note:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("tui.note-heading")

    def fields(self) -> list[Field]:
        """The line, and when it happened if that was not now."""
        return [Field("text", "text", t("tui.note-question")), Field("at", "line", t("tui.note-at"), t("tui.instant-hint"))]

    def record(self, values: dict[str, str]) -> object:
        """Append the note."""
        desk = self.breach.desk
        text = clean(values["text"])
        happened = to_z(desk.past(values["at"])) if values["at"].strip() else None
        file = desk.store.find(self.ref)
        with desk.acting() as act:
            return act.append(file, kinds.NOTE, {"text": text}, happened_at=happened)
