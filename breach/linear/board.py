"""The board: every open file, the most urgent first; the way into one, to a new one, and to what was left unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import decided_words
from breach.domain.instants import zone_of
from breach.i18n import dates, plural, t
from breach.linear import question as q
from breach.linear.form import DROP, RESUME, filled
from breach.linear.menu import Entry, entry, menu
from breach.linear.within import language, seen
from breach.service import overview
from breach.service.clocks import all_open

if TYPE_CHECKING:
    from typing import Any

    from breach.linear.question import Conversation
    from breach.linear.room import Room

MOST_FILES = 9
"""So many files are read out; the others are there by their reference, and behind a word."""


def board(room: Room) -> Conversation[None]:
    """The first menu. There is nothing to go back to: the conversation ends when it is left by its word, or when nothing more is typed."""
    store, shown = room.desk.store, {"all": False}
    first = [t("linear.welcome"), *([t("tui.read-only")] if store.read_only else [])]

    def head() -> list[str]:
        said = [*first, *_unfinished(room)]
        first.clear()
        count = len(overview.listed(room.desk, closed=False))
        at = dates.when(room.desk.now(), zone_of(room.desk.zone), room.desk.zone)
        return [*said, "", *room.happened(), plural("linear.board-head", count, now=at), *([room.clock()] if count else [])]

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
            *_over_all(room),
            language(room),
            seen(room),
            *kept,
        ]

    while True:
        yield from menu(head, entries, always=True)
        yield from q.tell(t("linear.at-board"))


def _over_all(room: Room) -> list[Entry]:
    """What is done over all files, once there are some."""
    made = [
        entry("search", "linear.do-search", lambda: _search(room)),
        entry("reviews", "linear.do-reviews", lambda: _reviews(room)),
        entry("verify", "linear.do-verify-all", lambda: _verify(room)),
    ]
    return made if room.desk.store.files() else []


def _search(room: Room) -> Conversation[None]:
    """The entries in which words stand."""
    answer = yield from q.ask(q.Question("words", t("linear.ask-search")))
    if answer.how == q.GIVEN:
        found = overview.search(room.desk, answer.value)
        lines = [t("linear.found", ref=hit["ref"], n=hit["entry"], text=hit["excerpt"]) for hit in found]
        yield from q.tell(*(lines or [t("files.nothing-found")]))


def _verify(room: Room) -> Conversation[None]:
    """Verify the whole store."""
    from breach.linear.record import verify

    yield from verify(room, None)


def _reviews(room: Room) -> Conversation[None]:
    """What waits in every open file since the last look of who asks."""
    from breach.service import review
    from breach.service.review_words import row_line

    yield from q.tell(*(" ".join(row_line(row).split()) for row in review.all_files(room.desk)))


def _unfinished(room: Room) -> list[str]:
    """What was begun, each with its first words: said once, at the start."""
    return [t("linear.kept-head"), *(room.kept.words(form) for form in room.kept.forms())] if room.kept.forms() else []


def _files(room: Room, *, most: int | None, closed: bool) -> list[Entry]:
    """The files in the order of the board; those beyond ``most`` can be typed and are not read out."""
    clocks = {clock.ref: room.clock_line(clock) for clock in reversed(all_open(room.desk)) if clock.row.governs()}
    rows = overview.listed(room.desk, closed=closed)
    found = []
    for at, row in enumerate(rows):
        ref = row["ref"]
        words = _line(row, clocks.get(ref, t("clock.none")))
        found.append(Entry(ref, words, _opening(room, ref), (ref.rpartition("-")[2],), quiet=most is not None and at >= most))
    return found


def _opening(room: Room, ref: str) -> Any:
    return lambda: _into(room, ref)


def _into(room: Room, ref: str, *, first: bool = False) -> Conversation[None]:
    """Into a file: law and catalogue are read with the first one, not with the board."""
    from breach.linear.file import file

    yield from file(room, ref, first=first)


def _line(row: dict[str, Any], clock: str) -> str:
    """A file in one line: reference, code name, whether it is closed or waits for somebody, and its most urgent clock."""
    state = f" ({t('tui.closed')})" if row["state"] != "open" else ""
    waits = t("linear.waits", what=decided_words.waits(row["waiting"])) if row["waiting"] else ""
    return t("linear.file-line", ref=row["ref"], title=row["title"], state=state, clock=clock, waits=waits)


def new(room: Room, *, exercise: bool = False) -> Conversation[None]:
    """Open a file, and go into it."""
    from breach.linear.forms.first import NewForm

    form = NewForm(room, exercise=exercise)
    done = yield from filled(form)
    if done and form.opened:
        yield from _into(room, form.opened, first=True)


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
        from breach.linear.resuming import resume

        yield from resume(room, which.value)
