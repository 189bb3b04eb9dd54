"""The time slider: the whole file as it was known at an earlier entry, step by step back and forth. It reads; it changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from breach.domain.instants import to_local, zone_of
from breach.i18n import dates, t
from breach.service import then as service
from breach.tui import commands, literal
from breach.tui.screens.form import Form
from breach.tui.screens.page import Page
from breach.tui.widgets.fields import Field
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.service.then import Past, Point, Then

_EDGES = 6
"""The cells beside the slider: its brackets and the margins."""


def slider(points: list[Point], here: int, width: int) -> list[str]:
    """The entries as a line on which the one in hand is marked, and the letters of those that weigh most below; ``width``: the cells there are."""
    wide = max(1, min(width, len(points)))

    def cell(n: int) -> int:
        return (n - 1) * (wide - 1) // max(1, len(points) - 1)

    line = ["─"] * wide
    line[cell(here)] = "█"
    marks = [" "] * wide
    for point in points:
        if point.letter:
            place = cell(point.n)
            marks[place] = point.letter if marks[place] in (" ", point.letter) else "*"
    return [f"[{''.join(line)}]", f" {''.join(marks)}".rstrip()]


class ThenScreen(Page):
    """The file ``ref`` as it was known at the entry ``n`` (0: the last one)."""

    CSS_PATH = "then.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.THEN_KEYS
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self, ref: str, n: int = 0) -> None:
        super().__init__()
        self.ref = ref
        self._n = n
        self._past: Past | None = None
        self._then: Then | None = None

    def compose(self) -> Iterator[Widget]:
        """The instant, which entry, the slider, the file then, keys."""
        yield Static("", markup=False, id="then-at")
        yield Static("", markup=False, id="then-entry")
        yield TextView(id="then-file")
        yield Footer()

    def on_mount(self) -> None:
        """Paint first, read right after."""
        self.call_after_refresh(self.reload)
        self.query_one(TextView).focus()

    def reload(self) -> None:
        """Read the past again and stay where the reader was."""
        desk = self.breach.desk
        row = self.breach.ask(desk.store.find, self.ref)
        self._past = self.breach.ask(service.Past, desk, row) if row is not None else None
        if self._past is not None:
            self._go(self._n or len(self._past.points))

    @property
    def _points(self) -> list[Point]:
        return self._past.points if self._past is not None else []

    def on_resize(self) -> None:
        """Fit the slider to the new width."""
        self._head()

    def _go(self, n: int) -> None:
        """Show the file at the entry ``n``, kept within those there are."""
        if self._past is None:
            return
        self._n = max(1, min(len(self._points), n))
        self._then = self.breach.ask(self._past.at, self._n)
        if self._then is None:
            return
        parts = literal.sections(((t(f"review.part-{name}"), lines) for name, lines in self._then.parts), t("review.nothing"))
        self.query_one(TextView).show(Content("\n\n").join([parts, literal.lit(t("desk.then-law"))]))
        self._head()

    def _head(self) -> None:
        found = self._then
        if found is None:
            return
        at = dates.when(found.at, zone_of(self.breach.desk.zone), self.breach.desk.zone, year=True)
        words = t("desk.then-entry", n=found.n, of=len(self._points), kind=t(f"kinds.{found.kind}"), who=found.actor)
        width = max(1, self.size.width - _EDGES)
        lines = [literal.one_line(f"{words} {found.text}", width), *slider(self._points, found.n, width)]
        letters = [letter for letter in service.WEIGHTY.values() if any(point.letter == letter for point in self._points)]
        lines += [", ".join(t(f"desk.then-{letter}") for letter in letters)] if letters else []
        self.query_one("#then-at", Static).update(literal.lit(t("desk.then-at", ref=self.ref, at=at), "bold reverse"))
        self.query_one("#then-entry", Static).update(literal.lit("\n".join(lines)))

    def action_earlier(self) -> None:
        """One entry back."""
        self._go(self._n - 1)

    def action_later(self) -> None:
        """One entry on."""
        self._go(self._n + 1)

    def action_earlier_act(self) -> None:
        """Back to the entry before this one that weighs; else to the first."""
        self._go(max((point.n for point in self._points if point.letter and point.n < self._n), default=1))

    def action_later_act(self) -> None:
        """On to the next entry that weighs; else to the last."""
        self._go(min((point.n for point in self._points if point.letter and point.n > self._n), default=len(self._points)))

    def action_instant(self) -> None:
        """To an instant that is typed."""
        self.breach.open_form(f"then:{self.ref}", self._typed)

    def _typed(self, at: object) -> None:
        if not isinstance(at, datetime):
            return
        n = service.at_instant(self._points, at)
        if not n:
            self.breach.say(t("desk.then-before"))
        self._go(n)

    def action_back(self) -> None:
        """Back to the file as it stands."""
        self.leave(None)


class InstantForm(Form):
    """Asks at which instant the file ``ref`` is to be seen; gives that instant."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"then:{ref}", ref)
        self.kept = False
        self._now = ""

    def heading(self) -> str:
        """The title."""
        return t("desk.then-heading", ref=self.ref)

    def fields(self) -> list[Field]:
        """The instant: at first the one at which it is asked, which does not run on meanwhile."""
        self._now = self._now or to_local(self.breach.desk.now(), self.breach.desk.zone)
        return [Field("at", "instant", t("desk.then-when"), t("tui.instant-hint"), self._now)]

    def action_leave(self) -> None:
        """Back at once: nothing would have been recorded."""
        self.leave(None)

    def record(self, values: dict[str, str]) -> datetime:
        """The instant that was typed; nothing is recorded. Empty is now. Raises InputError, RuleError ``in-the-future``."""
        said = values["at"].strip()
        return self.breach.desk.past(said) if said else self.breach.desk.now()
