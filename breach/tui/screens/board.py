"""The board: every open file, what bites first on top, its clock in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from breach.domain import clock_words, decided_words
from breach.domain.clock_rows import state_of
from breach.domain.instants import zone_of
from breach.i18n import dates, plural, t
from breach.service import clocks
from breach.service.kept_waiting import kept
from breach.tui import commands, literal
from breach.tui.screens.page import Page
from breach.tui.telling import most_telling_first
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.lines import Lines
from breach.tui.widgets.selfcheck import SelfCheck

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.widgets import OptionList

    from breach.service.clocks import Clock
    from breach.service.desk import Desk
    from breach.service.ports import FileRow


@dataclass(slots=True)
class BoardRow:
    """A file on the board with its standing clocks, what bites first on top, and the kinds of what waits in it."""

    file: FileRow
    clocks: list[Clock] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def rows_of(desk: Desk, *, closed: bool) -> list[BoardRow]:
    """The open files, most urgent first; then the closed ones with ``closed``."""
    files = {row.ref: BoardRow(row) for row in desk.store.files() if closed or row.state == "open"}
    order: dict[str, None] = {}
    for clock in clocks.all_open(desk):
        row = files.get(clock.ref)
        if row is not None and not clock.row.settled and clock.row.anchor_status != "superseded":
            row.clocks.append(clock)
            order.setdefault(clock.ref)
    waits = kept(desk)
    for ref, row in files.items():
        row.clocks = most_telling_first(row.clocks)
        row.waiting = waits.get(ref, [])
    rest = [ref for ref, row in files.items() if ref not in order]
    return [files[ref] for ref in [*order, *sorted(rest, key=lambda ref: (files[ref].file.state != "open", ref))]]


class Board(Page):
    """Every open file."""

    CSS_PATH = "board.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.BOARD
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.BOARD)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[BoardRow] = []
        self.with_closed = False
        self._read = False

    @property
    def ref(self) -> str:  # type: ignore[override]
        """The file in hand."""
        return next((lines.here for lines in self.query(Lines)), "")

    def compose(self) -> Iterator[Widget]:
        """Head, files, a word on the store, keys."""
        yield Static(literal.lit(t("tui.board-reading"), "bold"), markup=False, id="head")
        yield Lines(id="files")
        yield Static("", markup=False, id="empty")
        yield Static("", markup=False, id="store")
        yield SelfCheck(self.breach.desk)
        yield Footer()

    def on_mount(self) -> None:
        """Paint first, read right after."""
        self.query_one(Lines).focus()
        self.call_after_refresh(self.reload)

    def on_screen_resume(self) -> None:
        """Back from a file: read again."""
        if self._read:
            self.reload()
        self.breach.window_title("breach")

    def reload(self) -> None:
        """Read the store again."""
        found = self.breach.ask(rows_of, self.breach.desk, closed=self.with_closed)
        if found is None:
            return
        self.rows = found
        self.query_one(SelfCheck).begin()
        self._read = True
        self.show()
        self.query_one("#store", Static).update(literal.lit(self._of_store()))

    def tick(self) -> None:
        """Others may have written; the clocks run. Before the first reading there is nothing to do again."""
        if self._read:
            self.reload()

    def show(self) -> None:
        """Show what was read."""
        desk = self.breach.desk
        now = desk.now()
        when = dates.when(now, zone_of(desk.zone), desk.zone)
        count = sum(row.file.state == "open" for row in self.rows)
        self.query_one("#head", Static).update(literal.lit(plural("tui.board-head", count, now=when), "bold"))
        self.query_one(Lines).show([(row.file.ref, self._content(row, now)) for row in self.rows])
        empty = self.query_one("#empty", Static)
        empty.update(literal.lit("" if self.rows else t("tui.board-empty")))
        empty.display = not self.rows
        self.show_commands()

    def _content(self, row: BoardRow, now: datetime) -> Content:
        """Two lines: which file; its most urgent clock and how many more."""
        file = row.file
        mark = f"{t('clock.exercise')} " if file.exercise else ""
        state = f"  ({t('tui.closed')})" if file.state != "open" else ""
        waits = f"  ! {decided_words.waits(row.waiting)}" if row.waiting else ""
        first = literal.lit(f"{file.ref}  {mark}{literal.one_line(file.title, 40)}{state}{waits}", "bold")
        if not row.clocks:
            return Content("\n").join([first, literal.lit(f"   {t('clock.none')}")])
        clock = row.clocks[0]
        late = state_of(clock.row, now) == "late"
        more = t("clock.and-more", count=len(row.clocks) - 1) if len(row.clocks) > 1 else ""
        words = f"   {clock_words.line(clock.row, now, self.breach.desk.zone)}{more}"
        return Content("\n").join([first, literal.lit(words, "bold $text-error" if late else "")])

    def _of_store(self) -> str:
        """What a user must know of the store: lost entries, no recovery key."""
        store = self.breach.desk.store
        said = [t("start.tail-lost")] if store.behind_heads() else []
        if store.read_only:
            said.append(t("tui.read-only"))
        if store.meta("recovery") != "1" and store.meta("throwaway") != "1":
            said.append(t("start.no-recovery-key"))
        return "\n".join(said)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the file chosen."""
        self._open(event.option.id or "")

    def _open(self, ref: str) -> None:
        from breach.tui.screens.file import FileScreen  # law and catalogue are read with the first file, not with the board

        if ref:
            _ = self.app.push_screen(FileScreen(ref))

    def action_open(self) -> None:
        """Open the file in hand."""
        self._open(self.ref)

    def action_new(self) -> None:
        """A new file: what happened."""
        self.breach.open_form("new", self.changed)

    def changed(self, result: object = None) -> None:
        """A form was left: a file that it opened is shown."""
        if result is not None:
            self.reload()
            self._open(str(getattr(result, "ref", "")))

    def action_closed(self) -> None:
        """Show the closed files too, or no more."""
        self.with_closed = not self.with_closed
        self.reload()

    def action_reload(self) -> None:
        """Read the store again."""
        self.reload()

    def action_verify(self) -> None:
        """Verify the whole store."""
        from breach.service import proof  # the verifier is loaded when it is asked for

        result = self.breach.ask(proof.verify, self.breach.desk, None)
        if result is not None:
            self.breach.read(t("tui.verify-heading", where=t("tui.verify-store")), "\n".join(proof.in_words(result)))
