"""Copying a notice into the authority's own form: one screen a rubric, as the form is; one key copies a field, one ticks it once it is pasted.

How far it got is kept in the scratch file, so that the next start goes on there. Nothing is recorded: only ``filed`` says that something was filed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets import Static

from breach.i18n import t
from breach.service.copying import to_copy
from breach.tui import clipboard, commands, literal, progress
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.widgets import OptionList


class Copying(Page):
    """The notice of type ``kind`` of the file ``ref``, rubric by rubric; ``before``: the filings of the form that came before."""

    CSS_PATH = "reader.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (
        commands.COPY,
        commands.COPY_FILE,
        commands.PASTED,
        commands.NEXT_RUBRIC,
        commands.LAST_RUBRIC,
        commands.BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self, kind: str, ref: str, before: int, fields: list[dict[str, Any]]) -> None:
        super().__init__()
        self.ref = ref
        self._kind = kind
        self._place = progress.place_of(ref, kind, before)
        self._fields = fields
        self._rubrics = list(dict.fromkeys(str(field["rubric"]) for field in fields))
        self._at = 0
        self._file = ""
        self._said_of = ""
        self._done = progress.Progress()

    def compose(self) -> Iterator[Widget]:
        """The rubric's title, its fields, the value in hand."""
        yield Static("", markup=False, id="title")
        yield Lines(id="copy-fields")
        yield Static("", markup=False, id="copy-value")
        yield Static("", markup=False, id="copy-said")
        yield Footer()

    def on_mount(self) -> None:
        """Go on where the copy was, else show the first rubric."""
        self._done = self.breach.unfinished.copied(self._place)
        resumed = self._done.rubric in self._rubrics
        self._at = self._rubrics.index(self._done.rubric) if resumed else 0
        here = self._done.field
        self._show()
        lines = self.query_one(Lines)
        lines.focus()
        if resumed:
            names = [field["field"] for field in self._here()]
            lines.highlighted = names.index(here) if here in names else 0
            self._last()
        self._keep()

    def reload(self) -> None:
        """The fields as they stand, in the language in use."""
        made = self.breach.ask(to_copy, self.breach.desk, self.ref, self._kind)
        if made is not None:
            self._fields = made[2]
        self._show()

    def _last(self) -> None:
        """What was copied last before the screen was left."""
        name, how = self._done.last
        label = next((str(field["label"]) for field in self._fields if field["field"] == name), "")
        if label:
            self._said_of = self._done.field
            self.query_one("#copy-said", Static).update(literal.lit(t(f"copying.last-{how}", field=label)))

    def _keep(self, *, left: bool = False) -> None:
        """Keep how far it got."""
        field = self._in_hand()
        self._done.rubric, self._done.field = self._rubrics[self._at], str(field["field"]) if field else ""
        self._done.of, self._done.left = len(self._fields), left
        self.breach.journal(self._place, self._done.text(), 0)

    def keep_all(self) -> None:
        """Nothing lies open in memory behind the lock: what was put there is gone, and that is said."""
        if self._file:
            clipboard.forget(self._file)
            self._file = ""
            self._say(t("copying.locked", key=self._file_key()))

    def _file_key(self) -> str:
        return commands.key_name(self.breach.keys_of(commands.COPY_FILE))

    def _say(self, words: str) -> None:
        self.query_one("#copy-said", Static).update(literal.lit(words, "bold"))

    def on_unmount(self) -> None:
        """What lay in memory is gone, however the application ends."""
        clipboard.forget(self._file)

    def _here(self) -> list[dict[str, Any]]:
        return [field for field in self._fields if field["rubric"] == self._rubrics[self._at]]

    def _is_ticked(self, field: dict[str, Any]) -> bool:
        return self._done.ticked(field)

    def _show(self) -> None:
        fields = self._here()
        done = sum(self._is_ticked(field) for field in self._fields)
        where = t("copying.where", rubric=fields[0]["rubric"], title=fields[0]["rubric_title"], at=self._at + 1, of=len(self._rubrics))
        count = t("copying.done", done=done, of=len(self._fields))
        self.query_one("#title", Static).update(Content("\n").join([literal.lit(where, "bold"), literal.lit(count)]))
        self.query_one(Lines).show([(str(field["field"]), self._line(field)) for field in fields])
        self._value()

    def _line(self, field: dict[str, Any]) -> Content:
        mark = "x" if self._is_ticked(field) else "?" if field["state"] == "unknown" else " "
        return literal.lit(f"[{mark}] {field['label']} ({len(field['value'])})")

    def _in_hand(self) -> dict[str, Any] | None:
        here = self.query_one(Lines).here
        return next((field for field in self._here() if field["field"] == here), None)

    def _value(self) -> None:
        field = self._in_hand()
        words = t("copying.value", count=len(field["value"]), value=field["value"]) if field else ""
        self.query_one("#copy-value", Static).update(literal.lit(words))

    def on_option_list_option_highlighted(self, _event: OptionList.OptionHighlighted) -> None:
        """Show the value of the field in hand."""
        self._value()
        self._keep()
        field = self._in_hand()
        if field is not None and str(field["field"]) != self._said_of:
            self._said_of = ""
            self.query_one("#copy-said", Static).update("")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Copy the field chosen."""
        event.stop()
        self.action_copy()

    def action_copy(self) -> None:
        """Copy the value in hand; say what was done with it, and how sure that is."""
        field = self._in_hand()
        if field is not None:
            self._told(clipboard.copy(str(field["value"]), self.app.copy_to_clipboard), field)

    def action_copy_file(self) -> None:
        """Put the value in hand into a file in memory."""
        field = self._in_hand()
        if field is not None:
            done = clipboard.to_file(str(field["value"]))
            self._file = done.where
            self._told(done, field)

    def _told(self, done: clipboard.Done, field: dict[str, Any]) -> None:
        self._said_of = str(field["field"])
        words = t(f"copying.{done.how}", count=len(field["value"]), where=done.where)
        if done.how in clipboard.OUT:
            self._done.last = (str(field["field"]), done.how)
            self._keep()
        elif done.how == clipboard.BLOCKED or done.tmux:
            words += "\n" + t("copying.tmux")
        if done.how in (clipboard.SENT, clipboard.BLOCKED):
            words += "\n" + t("copying.or-file", key=self._file_key())
        self._say(words)

    def action_pasted(self) -> None:
        """Tick the field in hand, or take the tick back, and go to the next."""
        field = self._in_hand()
        if field is None:
            return
        ticked = self._done.turn(field)
        self._show()
        if ticked:
            self.query_one(Lines).action_cursor_down()
        self._keep()

    def action_next_rubric(self) -> None:
        """The next screen of the form."""
        self._go(1)

    def action_last_rubric(self) -> None:
        """The screen of the form before this one."""
        self._go(-1)

    def _go(self, by: int) -> None:
        self._at = (self._at + by) % len(self._rubrics)
        self._show()
        self.query_one(Lines).action_first()
        self._keep()

    def action_back(self) -> None:
        """Go back; what lay in memory is gone."""
        self._keep(left=True)
        clipboard.forget(self._file)
        self.leave(None)
