"""Search in every file: words above, entries found below; one of them opens its file there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Input, Static

from breach.domain.words import asked
from breach.i18n import plural, t
from breach.service import overview
from breach.tui import commands, literal
from breach.tui.apart import read_apart
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.line import Line
from breach.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.widget import Widget

    from breach.service.desk import Desk

WAIT_S = 0.15
"""How long after the last key the store is asked, in seconds."""
MOST = 200
"""How many entries the store gives at most."""
_EXCERPT = 150


class Search(Page):
    """Words to look for, and what was found."""

    CSS_PATH = "search.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.BACK, commands.OPEN)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self) -> None:
        super().__init__()
        self._asked = ""
        self._found: dict[str, tuple[str, int, str]] = {}
        self._answered = False
        self._timer: Timer | None = None

    @property
    def ref(self) -> str:  # type: ignore[override]  # a page names its file once; here it is the one in hand
        """The file of the entry in hand."""
        return self._found.get(next((rows.here for rows in self.query(Rows)), ""), ("", 0, ""))[0]

    def compose(self) -> Iterator[Widget]:
        """The field, what was found, keys."""
        yield Static(literal.lit(t("board.search-heading"), "bold"), markup=False, id="title")
        yield Line(self._asked, id="search")
        yield Static(literal.lit(t("board.search-hint")), markup=False, id="said")
        yield Rows(id="found")
        yield Footer()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Line).focus()

    def reload(self) -> None:
        """Say again what was found, in the language in use."""
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look once the typing rests."""
        if self._timer is not None:
            self._timer.stop()
        self._asked = event.value
        self._timer = self.set_timer(WAIT_S, self._look)

    def _look(self) -> None:
        self._timer, text = None, self._asked
        if not asked(text):
            self._answer([])
            return
        self.query_one("#said", Static).update(literal.lit(t("board.search-running")))

        def work(desk: Desk, _: Callable[[], bool]) -> list[dict[str, object]]:
            return overview.search(desk, text)

        read_apart(self, work, self._answer, "search")

    def _answer(self, found: list[dict[str, object]]) -> None:
        self._found = {f"{hit['ref']} {hit['entry']}": (str(hit["ref"]), int(str(hit["entry"])), str(hit["excerpt"])) for hit in found}
        self._answered = True
        self._show()

    def _show(self) -> None:
        self.query_one(Rows).show(list(self._found), self._content)
        if not self._answered or not asked(self._asked):
            said = t("board.search-hint")
        elif len(self._found) >= MOST:
            said = t("board.search-most", count=MOST)
        else:
            said = plural("board.search-found", len(self._found)) if self._found else t("board.search-none")
        self.query_one("#said", Static).update(literal.lit(said))
        self.show_commands()

    def _content(self, name: str) -> Content:
        ref, entry, excerpt = self._found[name]
        head = literal.lit(t("board.search-line", ref=ref, entry=entry), "bold")
        return Content("\n").join([head, literal.lit(f"   {literal.one_line(excerpt, _EXCERPT)}")])

    def on_key(self, event: object) -> None:
        """Let arrows walk what was found while the field has the focus."""
        key, rows = getattr(event, "key", ""), self.query_one(Rows)
        if self.focused is rows:
            return
        if key in ("up", "down"):
            rows.action_walk(1 if key == "down" else -1)
        elif key in ("pageup", "pagedown"):
            rows.action_page(1 if key == "pagedown" else -1)

    def on_input_submitted(self) -> None:
        """Open what is in hand; what was typed meanwhile is looked for first."""
        if self._timer is not None:
            self._timer.stop()
            self._look()
            return
        self.action_open()

    def on_rows_chosen(self) -> None:
        """Open the file of the entry chosen."""
        self.action_open()

    def action_open(self) -> None:
        """Open the file of the entry in hand, there."""
        from breach.tui.screens.file import FileScreen

        ref, entry, _ = self._found.get(self.query_one(Rows).here, ("", 0, ""))
        if ref:
            _ = self.app.push_screen(FileScreen(ref, "log", entry))

    def action_back(self) -> None:
        """Back to the board."""
        self.leave(None)
