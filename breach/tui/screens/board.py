"""The board: every open file, what bites first on top, its clock in words. Only what is in sight is read and counted on."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from breach.domain import clock_words, decided_words
from breach.domain.clock_rows import state_of
from breach.domain.instants import zone_of
from breach.i18n import dates, plural, t
from breach.service import board
from breach.service.telling import most_telling_first
from breach.tui import commands, literal
from breach.tui.apart import read_apart
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.rows import Rows
from breach.tui.widgets.selfcheck import SelfCheck
from breach.tui.widgets.strip import StepStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.service.desk import Desk
    from breach.service.ports import FileRow

SLICE_S = 0.015
"""How long files whose clocks do not hold any more are worked out before keys are looked at again, in seconds."""
PAUSE_S = 0.04
"""How long nothing is worked out between two slices, in seconds."""
SHOWN_AFTER = 100
"""After how many files worked out the board is put in order anew."""


_BESIDE = 7
"""The cells beside the clock of a file: the mark of the line in hand, the blanks before it, the scroll bar."""
IN_SIGHT = 12
"""How many files, at most, are worked out before they are shown, of those whose clocks do not hold any more: about a screen."""


class Board(Page):
    """The files of one of the filters of ``breach.service.board``."""

    CSS_PATH = "board.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.BOARD
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.BOARD)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = board.OPEN
        self._board: board.Board | None = None
        self._working = False
        self._tried = False
        self._queue: deque[FileRow] = deque()
        self._done = 0

    @property
    def ready(self) -> bool:
        """Whether the store was read, or refused to be."""
        return self._tried

    @property
    def ref(self) -> str:  # type: ignore[override]  # a page names its file once; here it is the one in hand
        """The file in hand."""
        return next((rows.here for rows in self.query(Rows)), "")

    def compose(self) -> Iterator[Widget]:
        """Head, filters, files, a word on the store, keys."""
        yield Static(literal.lit(t("board.reading"), "bold"), markup=False, id="head")
        yield StepStrip(commands.FILTERS)
        yield Rows(id="files")
        yield Static("", markup=False, id="empty")
        yield Static("", markup=False, id="store")
        yield SelfCheck(self.breach.desk)
        yield Footer()

    def on_mount(self) -> None:
        """Paint first, read right after."""
        self.query_one(Rows).focus()
        self.call_after_refresh(self.reload)

    def on_screen_resume(self) -> None:
        """Back from a file: read what changed."""
        if self._board is not None:
            self.reload()
        self.breach.window_title("breach")

    def reload(self) -> None:
        """Read what changed in the store."""
        held, self._tried = self._board or board.Board(self.breach.desk), True
        if self.breach.ask(held.renew) is None:
            return
        self._board = held
        self.query_one(SelfCheck).begin()
        self.show()
        self.query_one("#store", Static).update(literal.lit(self._of_store()))
        self._work_on()

    def look(self) -> None:
        """Others may have written."""
        if self._board is not None and self.breach.ask(self._board.renew):
            self.show()
            self._work_on()

    def tick(self) -> None:
        """The clocks run: what is in sight is counted on. Before the first reading there is nothing to count."""
        if self._board is not None:
            self._head(self._board)
            self.query_one(Rows).again()

    def show(self) -> None:
        """Show what was read."""
        held = self._board
        if held is None:
            return
        self.breach.ask(held.work_out, IN_SIGHT)  # these are drawn now: counted as they are drawn
        rows = held.rows(self.wanted)
        self._head(held)
        strip = self.query_one(StepStrip)
        strip.count({name: held.count(name) for name in board.FILTERS})
        if strip.current != self.wanted:
            strip.go(self.wanted)
        known = {row.ref: row for row in rows}
        self.query_one(Rows).show([row.ref for row in rows], lambda ref: self._content(held, known[ref]))
        empty = self.query_one("#empty", Static)
        empty.update(literal.lit("" if rows else t(f"board.empty-{self.wanted}")))
        empty.display = not rows
        self.show_commands()

    def _head(self, held: board.Board) -> None:
        desk = self.breach.desk
        when = dates.when(desk.now(), zone_of(desk.zone), desk.zone)
        said = plural("board.head", held.count(board.OPEN) or 0, now=when)
        if self._working:
            said += t("board.working")
        self.query_one("#head", Static).update(literal.lit(said, "bold"))

    def _content(self, held: board.Board, file: FileRow) -> Content:
        """Two lines: which file; its most urgent clock and how many more."""
        clock, status = self._clock(held, file)  # before the first line: where it is worked out anew, what waits is found too
        mark = f"{t('clock.exercise')} " if file.exercise else ""
        state = f"  ({t('tui.closed')})" if file.state != "open" else ""
        waiting = held.waiting(file.ref)
        waits = f"  ! {decided_words.waits(waiting)}" if waiting else ""
        first = literal.lit(f"{file.ref}  {mark}{literal.one_line(file.title, 40)}{state}{status}{waits}", "bold")
        return Content("\n").join([first, clock])

    def _clock(self, held: board.Board, file: FileRow) -> tuple[Content, str]:
        """The most urgent clock, and what is to be known of its start."""
        found = self.breach.ask(held.clocks_of, file)
        if not found:
            return literal.lit(f"   {t('clock.none')}"), ""
        clock, now = most_telling_first(found)[0], self.breach.desk.now()
        more = t("clock.and-more", count=len(found) - 1) if len(found) > 1 else ""
        room = self.app.size.width - _BESIDE
        words = clock_words.fitted(clock.row, now, self.breach.desk.zone, room, more)
        return literal.lit(f"   {words}", "bold $text-error" if state_of(clock.row, now) == "late" else ""), clock_words.status(clock.row)

    def _of_store(self) -> str:
        """What a user must know of the store: lost entries, no recovery key, no profile, and that nobody gave a name."""
        store = self.breach.desk.store
        said = [t("start.tail-lost")] if store.behind_heads() else []
        if store.read_only:
            said.append(t("tui.read-only"))
        if store.meta("recovery") != "1" and store.meta("throwaway") != "1":
            said.append(t("start.no-recovery-key"))
        if store.meta("profile") is None and store.meta("throwaway") != "1":
            said.append(t("start.no-profile"))
        actor = self.breach.desk.actor
        if actor.name == actor.os_user and not store.read_only:
            said.append(t("start.no-name", name=literal.one_line(actor.name, 20)))
        return "\n".join(said)

    # -- clocks that do not hold any more

    def _work_on(self) -> None:
        """Work out, between keys and while the board is in front, what another law, another profile or another day changed."""
        if self._board is not None:
            self._queue = deque(self._board.stale())
            if self._queue and not self._working:
                self._working = True
                self.set_timer(PAUSE_S, self._slice)

    def _slice(self) -> None:
        held, end = self._board, time.monotonic() + SLICE_S
        self._working = held is not None and self.is_current
        if held is None or not self.is_current:
            return  # gone on with when the board is in front again
        while self._queue and time.monotonic() < end:
            row, self._done = self._queue.popleft(), self._done + 1
            if held.is_stale(row) and self.breach.ask(held.clocks_of, row) is None:
                self._working = False
                return
        if self._queue and self._done < SHOWN_AFTER:
            self.set_timer(PAUSE_S, self._slice)
            return
        self._done, self._working = 0, bool(self._queue)
        held.reorder()
        self.show()
        if self._queue:
            self.set_timer(PAUSE_S, self._slice)
        else:
            self.breach.ask(held.plan_ahead)

    # -- what can be done

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Open the file chosen."""
        self._open(event.name)

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

    def action_look(self, wanted: str) -> None:
        """Show the files of a filter."""
        self.go(wanted)

    def go(self, wanted: str) -> None:
        """Show the files of the filter ``wanted``."""
        self.wanted = wanted
        self.show()
        if wanted == board.MINE and self._board is not None:
            read_apart(self, self._look_for_mine, self._found_mine, "mine")

    def _look_for_mine(self, desk: Desk, stopped: Callable[[], bool]) -> tuple[set[int], int] | None:
        return self._board.look_for_mine(desk.store, stopped) if self._board is not None else None

    def _found_mine(self, found: tuple[set[int], int] | None) -> None:
        if found is not None and self._board is not None:
            self._board.found_mine(*found)
            self.show()

    def _beside(self, by: int) -> str:
        return board.FILTERS[(board.FILTERS.index(self.wanted) + by) % len(board.FILTERS)]

    def action_next_filter(self) -> None:
        """The filter to the right."""
        self.go(self._beside(1))

    def action_previous_filter(self) -> None:
        """The filter to the left."""
        self.go(self._beside(-1))

    def action_search(self) -> None:
        """Search in every file."""
        from breach.tui.screens.search import Search

        _ = self.app.push_screen(Search())

    def action_register(self) -> None:
        """The register of Article 33(5)."""
        from breach.tui.screens.register import Register

        _ = self.app.push_screen(Register())

    def action_reviews(self) -> None:
        """What waits for a look."""
        from breach.tui.screens.reviews import Reviews

        _ = self.app.push_screen(Reviews())

    def action_reload(self) -> None:
        """Read the store again, all of it."""
        self._board = None
        self.reload()

    def action_verify(self) -> None:
        """Verify the whole store: of a large one it takes long, and the board goes on."""
        from breach.service import proof  # the verifier is loaded when it is asked for

        self.breach.behind(lambda desk: proof.verify(desk, None), self._verified, t("desk.verifying", ref=t("tui.verify-store")))

    def _verified(self, result: dict[str, Any]) -> None:
        """Show what was found; whoever went elsewhere meanwhile is told, and not torn away."""
        from breach.service import proof

        where, words = t("tui.verify-store"), proof.in_words(result)
        if self.app.screen is self:
            self.breach.read(t("tui.verify-heading", where=where), "\n".join(words))
        else:
            self.breach.say(f"{where}{t('clock.colon')} {words[0]}")
