"""What a typed line means: an answer, or one of the few words that are understood at every question, in both languages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.i18n import LANGUAGES, t
from breach.linear import question as q

if TYPE_CHECKING:
    from breach.linear.question import Answer, Option, Question

HELP, WHY, QUIT, LIST = "help", "why", "quit", "list"
END_OF_TEXT = "."
_WORDS = {"back": q.BACK, "unknown": q.UNKNOWN, HELP: HELP, WHY: WHY, QUIT: QUIT, LIST: LIST}
_PARTED = re.compile(r"\W+")
_SHOWN = 8
"""How many answers that a word could mean are named."""


@dataclass(frozen=True, slots=True)
class Command:
    """A word that answers nothing: ``what`` is ``HELP``, ``WHY``, ``QUIT`` or ``LIST``; ``about``: the word that a list is narrowed by."""

    what: str
    about: str = ""


def folded(text: str) -> str:
    """``text`` as it is compared: without case, accents, outer blanks and the apostrophe's two shapes."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


@cache
def _commands() -> dict[str, str]:
    """Typed word → what it means, in both languages."""
    found: dict[str, str] = {}
    for name, what in _WORDS.items():
        for lang in LANGUAGES:
            found |= {folded(word): what for word in t(f"linear.type-{name}", lang).split(",")}
    return found


def command(line: str) -> str:
    """What the word ``line`` means at every question, "" where it is none of those words."""
    return _commands().get(folded(line), "")


def literal(line: str) -> str:
    r"""``line`` without the backslash that makes a word of the conversation (``\aide``, ``\.``) a text like any other."""
    bare = line.lstrip("\\")
    held = line.startswith("\\") and (bare.strip() == END_OF_TEXT or command(bare))
    return line[1:] if held else line


def read(question: Question, line: str) -> Answer | Command:
    """What ``line`` answers to ``question``.

    Raises InputError ``answer-needed``, ``unknown-is-no-answer``, ``no-such-choice``, ``choice-unclear``, and what the question's check raises.
    """
    said = command(line)
    head, _, about = line.strip().partition(" ")
    if question.options and command(head) == LIST:
        return Command(LIST, about.strip())
    if said in (HELP, WHY, QUIT):
        return Command(said)
    if said == q.BACK:
        return q.Answer(q.BACK)
    if said == q.UNKNOWN:
        if not question.unknown:
            raise InputError("unknown-is-no-answer")
        return q.Answer(q.UNKNOWN, "unknown")
    if not line.strip():
        if question.required and not question.start:
            raise InputError("answer-needed")
        return q.Answer(q.KEPT, question.start)
    return q.Answer(q.GIVEN, _value(question, literal(line)))


def _value(question: Question, line: str) -> str:
    if question.json and line.lstrip()[:1] in ("{", "["):
        return line.strip()
    if question.kind == q.SEVERAL:
        parts = [part for part in line.replace(";", ",").split(",") if part.strip()]
        if len(parts) == 1 and all(part.isdecimal() for part in line.split()):
            parts = line.split()
        return ",".join(dict.fromkeys(chosen(question, part) for part in parts))
    return chosen(question, line) if question.kind in (q.ONE, q.MENU) else line.strip("\r\n")


def chosen(question: Question, line: str) -> str:
    """The id of the option that ``line`` names, by number, id, word, the beginning of one, or words that stand in no other.

    Raises InputError ``no-such-choice``, ``choice-unclear``.
    """
    said, options = folded(line), question.options
    for exact in (_names, _titles):
        found = [option for option in options if said in exact(option)]
        if found:
            return _only([option for option in found if _to_the_letter(option, line)] or found, line)
    if said.isdecimal() and len(said) < 5:
        return _numbered(options, int(said))
    for likely in (_begins, _holds):
        found = [option for option in options if likely(option, said)]
        if found:
            return _only(found, line)
    raise InputError("no-such-choice", said=line.strip()[:60], last=len(spoken(options)))


def _only(found: list[Option], line: str) -> str:
    """The id of the one option of ``found``. Raises InputError ``choice-unclear`` where there are several."""
    if len(found) > 1:
        raise InputError("choice-unclear", said=line.strip()[:60], found=", ".join(option.words for option in found[:_SHOWN]))
    return found[0].id


def _numbered(options: tuple[Option, ...], number: int) -> str:
    if not 0 < number <= len(spoken(options)):
        raise InputError("no-such-choice", said=str(number), last=len(spoken(options)))
    return spoken(options)[number - 1].id


def spoken(options: tuple[Option, ...]) -> list[Option]:
    """The options that are read out, which alone have a number."""
    return [option for option in options if not option.quiet]


def narrowed(options: tuple[Option, ...], about: str) -> list[tuple[int, Option]]:
    """The options in whose words every word of ``about`` stands, each with its number."""
    words = folded(about).split()
    every = enumerate(spoken(options), 1)
    return [(n, option) for n, option in every if all(word in folded(f"{option.id} {option.words}") for word in words)]


def _names(option: Option) -> set[str]:
    return {folded(option.id), *(folded(word) for word in option.also)}


def _to_the_letter(option: Option, line: str) -> bool:
    """Whether ``line`` is a word of ``option`` with its accents: they alone tell "relevé" from "relève"."""
    typed = unicodedata.normalize("NFC", line.strip()).casefold()
    return typed in {unicodedata.normalize("NFC", word).casefold() for word in (option.id, *option.also, option.words)}


def _begins(option: Option, said: str) -> bool:
    return any(word.startswith(said) for word in _names(option) | _titles(option))


def _holds(option: Option, said: str) -> bool:
    """Whether every word of ``said`` begins a word of the option."""
    there = [word for title in _titles(option) for word in _PARTED.split(title)]
    asked = [word for word in _PARTED.split(said) if word]
    return bool(asked) and all(any(word.startswith(part) for word in there) for part in asked)


def _titles(option: Option) -> set[str]:
    return {folded(option.words)}
