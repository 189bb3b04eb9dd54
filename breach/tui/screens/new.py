"""A new file: one question, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from breach.i18n import t
from breach.service.opening import open_file
from breach.tui import commands, literal
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.dom import DOMNode


_PLACES = {False: "new", True: "new:exercise"}


class NewForm(Form):
    """Opens a file; gives the ``Opened`` of the service."""

    CSS_PATH: ClassVar[str | list[str | PurePath] | None] = ["form.tcss", "new.tcss"]
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.SAVE, commands.LEAVE, commands.EXERCISE, commands.OUTSIDE)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings((commands.EXERCISE,))

    def __init__(self, *, exercise: bool = False) -> None:
        super().__init__(_PLACES[exercise])
        self.exercise = exercise

    def heading(self) -> str:
        """The title."""
        return t("tui.new-heading")

    @property
    def bound(self) -> bool:
        """Whether nothing but an exercise can be opened here: a drill, or a profile for exercises alone."""
        meta = self.breach.desk.store.meta
        return bool(meta("drill")) or meta("exercise_only") == "1"

    def commands_here(self) -> list[tuple[commands.Command, DOMNode]]:
        """The form's commands; nothing offers to leave the exercise where it can be nothing else."""
        return [(command, node) for command, node in super().commands_here() if not (self.bound and command is commands.EXERCISE)]

    def before(self) -> str:
        """Whether it is an exercise."""
        if self.bound:
            return t("drill.new-in-drill")
        return t("tui.new-exercise" if self.exercise else "tui.new-real", key=commands.key_name(self.breach.keys_of(commands.EXERCISE)))

    def fields(self) -> list[Field]:
        """What happened."""
        return [Field("text", "text", t("tui.new-question"), t("tui.new-hint"))]

    def on_mount(self) -> None:
        """A profile for exercises alone opens exercises alone."""
        if self.bound and not self.exercise:
            self._switch()

    def places(self) -> list[str]:
        """Kept as an exercise or as a real incident: it is taken up as what it was."""
        return list(_PLACES.values())

    def taken_up(self, place: str) -> None:
        """Go on with an exercise as an exercise, with a real incident as one."""
        if place != self.place and not self.bound:
            self._switch()

    def action_exercise(self) -> None:
        """Make it an exercise, or no exercise; where it can be nothing else, it stays one."""
        if not self.bound:
            self._switch()

    def _switch(self) -> None:
        before, self.exercise = self.place, not self.exercise
        self.place = _PLACES[self.exercise]
        self.query_one("#before", Static).update(literal.lit(self.before(), "bold" if self.exercise else ""))
        if self.values()["text"]:
            self.breach.journal(f"{self.place}#text", self.values()["text"], 0)
            self.breach.journal(f"{before}#text", "", 0)

    def record(self, values: dict[str, str]) -> object:
        """Open the file."""
        return open_file(self.breach.desk, values["text"], exercise=self.exercise)
