"""The board: every open file, the most urgent first; the way into one, to a new one, and to what was left unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import decided_words
from breach.domain.instants import zone_of
from breach.i18n import dates, plural, t
from breach.linear import question as q
from breach.linear.file import file
from breach.linear.form import DROP, RESUME, filled
from breach.linear.forms.first import NewForm
from breach.linear.menu import Entry, entry, menu
from breach.linear.resuming import resume
from breach.service import overview
from breach.service.clocks import all_open

if TYPE_CHECKING:
    from typing import Any

    from breach.linear.question import Conversation
    from breach.linear.room import Room

MOST_FILES = 9
"""So many files are read out; the others are there by their reference, and behind a word."""


def board(room: Room) -> Conversation[None]:
    """The first menu; leaving it ends the conversation."""
    store, shown = room.desk.store, {"all": False}
    first = [t("linear.welcome"), *([t("tui.read-only")] if store.read_only else [])]

    def head() -> list[str]:
        said = [*first, *_unfinished(room)]
        first.clear()
        count = len(overview.listed(room.desk, closed=False))
        at = dates.when(room.desk.now(), zone_of(room.desk.zone), room.desk.zone)
        return [*said, "", plural("tui.board-head", count, now=at), *([room.clock()] if count else [])]

    def show_all() -> Conversation[None]:
        shown["all"] = not shown["all"]
        yield from q.tell()

    def entries() -> list[Entry]:
        files = _files(room, most=None if shown["all"] else MOST_FILES, closed=shown["all"])
        more = [entry("all", "linear.do-fewer" if shown["all"] else "linear.do-all", show_all)] if store.files() else []
        kept = [entry("resume", "linear.do-resume", lambda: _resume(room))] if room.kept.forms() else []
        return [
            *files,
            entry("new", "tui.new.help", lambda: new(room)),
            entry("exercise", "linear.do-exercise", lambda: new(room, exercise=True)),
            *more,
            *kept,
        ]

    yield from menu(head, entries, changes=True)


def _unfinished(room: Room) -> list[str]:
    """What was begun, each with its first words: said once, at the start."""
    return [t("linear.kept-head"), *(room.kept.words(form) for form in room.kept.forms())] if room.kept.forms() else []


def _files(room: Room, *, most: int | None, closed: bool) -> list[Entry]:
    """The files in the order of the board; those beyond ``most`` can be typed and are not read out."""
    clocks = {clock.ref: room.clock_line(clock) for clock in reversed(all_open(room.desk)) if clock.row.governs()}
    rows = overview.listed(room.desk, closed=closed)
    return [
        Entry(row["ref"], _line(row, clocks.get(row["ref"], t("clock.none"))), _opening(room, row["ref"]), (), quiet=most is not None and at >= most)
        for at, row in enumerate(rows)
    ]


def _opening(room: Room, ref: str) -> Any:
    return lambda: file(room, ref)


def _line(row: dict[str, Any], clock: str) -> str:
    """A file in one line: reference, code name, whether it is closed or waits for somebody, and its most urgent clock."""
    state = f" ({t('tui.closed')})" if row["state"] != "open" else ""
    waits = t("linear.waits", what=decided_words.waits(row["waiting"])) if row["waiting"] else ""
    return t("linear.file-line", ref=row["ref"], title=row["title"], state=state, clock=clock, waits=waits)


def new(room: Room, *, exercise: bool = False) -> Conversation[None]:
    """Open a file, and go into it."""
    form = NewForm(room, exercise=exercise)
    done = yield from filled(form)
    if done and form.opened:
        yield from file(room, form.opened, first=True)


def _resume(room: Room) -> Conversation[None]:
    """Choose one of the unfinished forms, and go on with it or throw it away."""
    forms = room.kept.forms()
    options = tuple(q.Option(form, room.kept.words(form)) for form in forms)
    which = yield from q.ask(q.Question("which", t("tui.offer"), q.ONE, options, (t("tui.offer-text"),)))
    if which.how != q.GIVEN:
        return
    choices = tuple(q.Option(name, t(f"tui.offer-{name}")) for name in (RESUME, DROP, "later"))
    what = yield from q.ask(q.Question("what", room.kept.words(which.value), q.ONE, choices, required=True))
    if what.how == q.GIVEN and what.value == DROP:
        room.kept.drop(which.value)
        yield from q.tell(t("linear.dropped"))
    elif what.how == q.GIVEN and what.value == RESUME:
        yield from resume(room, which.value)
