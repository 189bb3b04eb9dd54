"""What a conversation is made of. It is a generator: it yields questions and what is to be told, and is sent the answers; it reads and writes
nothing itself, so a test can hold it by lines alone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from breach.errors import BreachError

T = TypeVar("T")
LINE, TEXT, ONE, SEVERAL, MENU = "line", "text", "one", "several", "menu"
"""Kinds of question: one line; a text of several lines; one of the options; several of them; an option that says where to go."""
GIVEN, KEPT, UNKNOWN, BACK = "given", "kept", "unknown", "back"
"""How a question was answered: by a value; by an empty line, which keeps what stood there; by unknown; by going back."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its id, its words, and what else may be typed for it. ``quiet``: it can be typed, and is not read out."""

    id: str
    words: str
    also: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``name``: of the value; ``text``: what is asked; ``before``: lines said before it; ``hint``: how it is answered; ``why``: what
    ``?`` says; ``start``: what an empty line keeps; ``place``: where a begun answer is kept, "" where it need not be; ``number`` and ``of``: the
    how manieth of how many, 0 for none; ``required``: an empty line is no answer; ``unknown``: unknown is one; ``json``: so is a value in JSON;
    ``heard``: the options are read out; ``check``: what a typed value is kept as, and what is said of it; it raises BreachError for one that is
    none; ``show``: a value in words.
    """

    name: str
    text: str
    kind: str = LINE
    options: tuple[Option, ...] = ()
    before: tuple[str, ...] = ()
    hint: str = ""
    why: tuple[str, ...] = ()
    start: str = ""
    place: str = ""
    number: int = 0
    of: int = 0
    required: bool = False
    unknown: bool = False
    json: bool = False
    heard: bool = True
    check: Callable[[str], tuple[str, str]] | None = None
    show: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """Lines to be said; an empty one is a pause. ``status``: the exit status that the conversation is to end with for them, 0 for any."""

    lines: tuple[str, ...]
    status: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """What was answered could not be taken, and why; nothing was recorded."""

    error: BreachError


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and how (``GIVEN``, ``KEPT``, ``UNKNOWN``, ``BACK``). ``value``: an option's id, several parted by commas, or a text."""

    how: str
    value: str = ""


Conversation = Generator[Question | Tell | Refused, Answer | None, T]
"""A conversation whose result is a ``T``: an ``Answer`` is sent for a ``Question``, None for the rest."""


def ask(question: Question) -> Conversation[Answer]:
    """Ask ``question``: its answer."""
    answer = yield question
    assert answer is not None
    return answer


def tell(*lines: str, status: int = 0) -> Conversation[None]:
    """Say ``lines``."""
    yield Tell(lines, status)
