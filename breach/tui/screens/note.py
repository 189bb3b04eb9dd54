"""A line for the timeline."""

from __future__ import annotations

from breach.i18n import t
from breach.service.notebook import note
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field, Pick


class NoteForm(Form):
    """Adds a line to the file ``ref``."""

    of_note = True

    def __init__(self, ref: str) -> None:
        super().__init__(f"note:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("tui.note-heading")

    def fields(self) -> list[Field]:
        """The line, when it happened if that was not now, and whether it is under legal privilege."""
        return [
            Field("text", "text", t("tui.note-question")),
            Field("at", "instant", t("tui.note-at"), t("tui.instant-hint")),
            Field("sealed", "pick", t("desk.note-sealed"), t("cli.note-sealed"), "", [("yes", t("desk.note-sealed-yes"))], several=True),
        ]

    def marked(self, name: str) -> None:
        """What is sealed is kept nowhere but in the notebook: kept as unfinished, it would be offered as an ordinary note."""
        if name == "sealed":
            self.kept = not self.query_one("#field-sealed", Pick).chosen
            if self.kept:
                self.keep_anew()
            else:
                self.breach.ask(self.breach.unfinished.drop, self.place)

    def record(self, values: dict[str, str]) -> object:
        """Append the note."""
        return note(self.breach.desk, self.ref, values["text"], at=values["at"], privileged=values["sealed"] == "yes")[1]
