"""The review, for the DPO above all: what came since they last looked, then the file in the order in which it is judged; and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Static

from breach.i18n import t
from breach.service import review as service
from breach.service import review_words
from breach.tui import commands, deciding, literal
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.header import FileHeader
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget


class ReviewScreen(Page):
    """The review of the file ``ref``. That it was looked at goes on record, once, as it is opened."""

    CSS_PATH = "review.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.REVIEWING
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self._told: dict[str, Any] | None = None

    def compose(self) -> Iterator[Widget]:
        """The clocks, the title, the review, keys."""
        yield FileHeader()
        yield Static("", markup=False, id="title")
        yield TextView(id="review-text")
        yield Footer()

    def on_mount(self) -> None:
        """Paint first, read right after; then the look is put on record."""
        self.query_one(TextView).focus()
        self.call_after_refresh(self._first)

    def _first(self) -> None:
        self.reload()
        if self._told is not None:
            self.breach.ask(service.mark, self.breach.desk, self.ref)

    def reload(self) -> None:
        """Read the review again; what was new when it was opened stays new."""
        desk = self.breach.desk
        told = self.breach.ask(service.review, desk, self.ref)
        if told is None:
            return
        if self._told is not None:
            told = {**told, "since": self._told["since"], "new": self._told["new"]}
        self._told = told
        self.query_one(FileHeader).load(self.ref)
        self.query_one("#title", Static).update(literal.lit(t("desk.review-heading", ref=self.ref), "bold"))
        self.query_one(TextView).show(literal.sections(review_words.parts(desk, told, typed=False), t("review.nothing")))

    def tick(self) -> None:
        """Count the clocks on."""
        self.query_one(FileHeader).tick()

    def action_opinion(self) -> None:
        """The DPO's opinion: first the question."""
        deciding.about(self.breach, "opinion", self.ref, self.changed)

    def action_decide(self) -> None:
        """Decide: first the question."""
        deciding.about(self.breach, "decide", self.ref, self.changed)

    def action_approve(self) -> None:
        """Approve or ratify what waits."""
        state = self.query_one(FileHeader).state
        deciding.approve(self.breach, self.ref, state.waiting if state is not None else [], self.changed)

    def action_ask_any(self) -> None:
        """Put a question to somebody, about no fact in particular."""
        self.breach.open_form(f"ask:{self.ref}:", self.changed)

    def action_back(self) -> None:
        """Back to the file, which has a look more on record."""
        self.leave(True)  # noqa: FBT003 - what the file's screen is told: something was recorded
