"""A menu: what can be done, by number or by word; asked again until it is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.errors import BreachError
from breach.i18n import LANGUAGES, t
from breach.linear import question as q

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from breach.linear.question import Conversation


@dataclass(frozen=True, slots=True)
class Entry:
    """One way on. ``id``: also what may be typed; ``words``: what it does; ``run``: begins it; ``also``: what else may be typed; ``quiet``: it can
    be typed, and is not read out.
    """

    id: str
    words: str
    run: Callable[[], Conversation[object]]
    also: tuple[str, ...] = ()
    quiet: bool = False


def entry(ident: str, words: str, run: Callable[[], Conversation[object]], *, quiet: bool = False) -> Entry:
    """The entry ``ident``, typed by its word in either language; ``words`` is the key of what it does."""
    also = tuple(dict.fromkeys(t(f"linear.word-{ident}", lang) for lang in LANGUAGES))
    word = t(f"linear.word-{ident}")
    return Entry(ident, t("linear.entry", word=word, does=t(words)), run, (word, *also), quiet=quiet)


def menu(head: Callable[[], Sequence[str]], entries: Callable[[], Sequence[Entry]], *, always: bool = False) -> Conversation[None]:
    """Say ``head``, ask what to do, do it; and again, until it is left. The entries are read out the first time, whenever they are others than
    they were, and when an empty line asks for them; with ``always`` every time.
    """
    heard: tuple[q.Option, ...] = ()
    while True:
        try:
            before, here = tuple(head()), list(entries())
        except BreachError as error:
            yield q.Refused(error)
            return
        options = tuple(q.Option(one.id, one.words, one.also, one.quiet) for one in here)
        read_out = always or options != heard
        asked = t("linear.menu" if read_out else "linear.menu-again")
        answer = yield from q.ask(q.Question("menu", asked, q.MENU, options, before, heard=read_out))
        if answer.how == q.BACK:
            return
        heard = () if answer.how == q.KEPT else options
        chosen = next((one for one in here if one.id == answer.value), None)
        if chosen is not None:
            yield from guarded(chosen.run)


def guarded(run: Callable[[], Conversation[object]]) -> Conversation[None]:
    """Hold what ``run`` begins; a refusal of the service ends it and is said."""
    try:
        yield from run()
    except BreachError as error:
        yield q.Refused(error)
