"""The register of Article 33(5): read in the background with its progress, searched, read row by row, exported."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Input, Static

from breach.i18n import plural, t
from breach.service import register_view
from breach.tui import commands, literal
from breach.tui.apart import read_apart
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.line import Line
from breach.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.service.desk import Desk

SAID_S = 0.2
"""How often the progress is said, in seconds."""


class _Left(Exception):
    """Nobody waits for the register any more."""


class Register(Page):
    """Every breach of the organisation, notified or not."""

    CSS_PATH = "search.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.BACK, commands.READ, commands.SEARCH, commands.REGISTER_EXPORT)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self) -> None:
        super().__init__()
        self._view: register_view.RegisterView | None = None
        self._asked = ""

    @property
    def ref(self) -> str:  # type: ignore[override]  # a page names its file once; here it is the one in hand
        """The file in hand."""
        return next((rows.here for rows in self.query(Rows)), "")

    def compose(self) -> Iterator[Widget]:
        """Heading, the field, rows, keys."""
        yield Static(literal.lit(t("board.register-heading"), "bold"), markup=False, id="title")
        yield Static(literal.lit(t("board.register-reading", done=0, of="…")), markup=False, id="said")
        yield Line(self._asked, id="search")
        yield Rows(id="rows")
        yield Footer()

    def on_mount(self) -> None:
        """Paint first, read right after."""
        self.query_one(Line).display = bool(self._asked)
        self.query_one(Rows).focus()
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Read the register again."""
        read_apart(self, self._read, self._show_view, "register")

    def _read(self, desk: Desk, stopped: Callable[[], bool]) -> register_view.RegisterView | None:
        said = [0.0]

        def seen(done: int, of: int) -> None:
            if stopped():
                raise _Left
            if time.monotonic() - said[0] > SAID_S:
                said[0] = time.monotonic()
                self.app.call_later(self._progress, done, of)

        try:
            return register_view.read(desk, seen)
        except _Left:
            return None

    def _progress(self, done: int, of: int) -> None:
        if self._view is None and self.is_attached:
            self.query_one("#said", Static).update(literal.lit(t("board.register-reading", done=done, of=of)))

    def _show_view(self, view: register_view.RegisterView | None) -> None:
        if view is not None:
            self._view = view
            self.show()

    def show(self) -> None:
        """Show the rows that hold what is looked for."""
        view = self._view
        if view is None:
            return
        every, refs = view.refs(), view.refs(self._asked)
        self.query_one(Rows).show(refs, self._content)
        said = plural("board.register-count", len(every)) if every else t("board.register-empty")
        if len(refs) != len(every):
            said += " " + t("board.register-shown", count=len(refs), of=len(every))
        self.query_one("#said", Static).update(literal.lit(said))
        self.show_commands()

    def _content(self, ref: str) -> Content:
        assert self._view is not None
        row = self._view.row(ref)
        head = f"{ref}  {literal.one_line(row['title'], 40)}  ({row['state']})  {_day(row['opened_at'])}"
        said = [
            t("board.register-notified", choice=row["decision_notify-authority"]),
            t("board.register-informed", choice=row["decision_inform-subjects"]),
        ]
        return Content("\n").join([literal.lit(head, "bold"), literal.lit("   " + "   ".join(said))])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the rows to the words typed."""
        self._asked = event.value
        self.show()

    def on_input_submitted(self) -> None:
        """Back to the rows."""
        self.query_one(Rows).focus()

    def on_rows_chosen(self) -> None:
        """Read the row chosen."""
        self.action_read()

    def action_search(self) -> None:
        """Type words to look for."""
        line = self.query_one(Line)
        line.display = True
        line.focus()

    def action_read(self) -> None:
        """Read the row in hand, column by column."""
        ref = self.ref
        if self._view is not None and ref:
            told = self._view.told(self.breach.desk, ref)
            text = "\n\n".join(f"{name}\n   " + "\n   ".join((said or "—").split("\n")) for name, said in told)
            self.breach.read(t("board.register-row-heading", ref=ref), text, ref)

    def action_register_export(self) -> None:
        """Write the register to a file."""
        if self._view is not None:
            self.breach.open_form("register", self.changed)

    def changed(self, result: object = None) -> None:
        """An export changes no row."""

    def action_back(self) -> None:
        """Out of the field first, then back to the board."""
        line = self.query_one(Line)
        if line.display and self._asked:
            line.value = ""
        if self.focused is line:
            line.display = False
            self.query_one(Rows).focus()
            return
        self.leave(None)


def _day(local: str) -> str:
    """A local instant as far as its minute."""
    return local[:16].replace("T", " ")
