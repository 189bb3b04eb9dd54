"""The DPO's list: every open file with what is new in it for the person at the desk, and what waits for somebody; Enter opens its review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets import Static

from breach.i18n import plural, t
from breach.service import review, review_words
from breach.tui import commands, literal
from breach.tui.apart import read_apart
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.service.desk import Desk


class Reviews(Page):
    """What waits for a look, the most urgent first. It is read beside the screen: each file is gone through."""

    CSS_PATH = "search.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.REVIEWS_KEYS
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, dict[str, Any]] | None = None

    @property
    def ref(self) -> str:  # type: ignore[override]
        """The file in hand."""
        return next((rows.here for rows in self.query(Rows)), "")

    def compose(self) -> Iterator[Widget]:
        """Heading, how many, the files, keys."""
        yield Static(literal.lit(t("board.reviews-heading"), "bold"), markup=False, id="title")
        yield Static(literal.lit(t("board.reading")), markup=False, id="said")
        yield Rows(id="reviews")
        yield Footer()

    def on_mount(self) -> None:
        """Paint first, read right after."""
        self.query_one(Rows).focus()
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Read again what waits."""

        def work(desk: Desk, stopped: Callable[[], bool]) -> list[dict[str, Any]]:
            return review.all_files(desk, stopped)

        read_apart(self, work, self._show, "reviews")

    def _show(self, found: list[dict[str, Any]]) -> None:
        self._found = held = {row["ref"]: row for row in found}
        waits = sum(bool(row["waiting"] or row["new"]) for row in found)
        self.query_one(Rows).show(list(held), lambda ref: self._content(held[ref]))
        self.query_one("#said", Static).update(literal.lit(plural("board.reviews-count", waits) if found else t("board.empty-open")))
        self.show_commands()

    @staticmethod
    def _content(row: dict[str, Any]) -> Content:
        mark = f"{t('clock.exercise')} " if row["exercise"] else ""
        head = literal.lit(f"{row['ref']}  {mark}{literal.one_line(row['title'], 40)}", "bold")
        return Content("\n").join([head, literal.lit(f"   {review_words.what_waits(row)}")])

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the review of the file chosen."""
        self.breach.open_review(event.name, self.changed)

    def action_open(self) -> None:
        """Open the review of the file in hand."""
        if self.ref:
            self.breach.open_review(self.ref, self.changed)

    def action_reload(self) -> None:
        """Read again."""
        self.reload()

    def action_back(self) -> None:
        """Back to the board."""
        self.leave(None)
