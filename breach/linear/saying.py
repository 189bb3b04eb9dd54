"""A question as lines to be said: what matters first, short, each sentence a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.i18n.said import said
from breach.linear import question as q
from breach.linear.reading import narrowed, spoken

if TYPE_CHECKING:
    from breach.errors import BreachError
    from breach.linear.question import Option, Question

MOST_OPTIONS = 15
"""So many answers are read out at once; of more, only how many there are and how to hear them."""
_MOST_KEPT, _MOST_LINE = 60, 400


def lines_of(question: Question) -> list[str]:
    """``question`` as it is put."""
    count = t("linear.number", n=question.number, of=question.of) + " " if question.of > 1 else ""
    lines = [*question.before, count + question.text]
    lines += options(question) if question.heard else []
    if question.hint:
        lines.append(question.hint)
    if question.start and question.kind != q.MENU:
        lines.append(t("linear.keeps", text=shortened(in_words(question, question.start), _MOST_KEPT if question.kind == q.TEXT else _MOST_LINE)))
    if question.kind == q.TEXT:
        lines.append(t("linear.text-ends"))
    return lines


def in_words(question: Question, value: str) -> str:
    """``value`` as an answer to ``question``, in words."""
    if question.show is not None and value:
        return question.show(value)
    named = {option.id: option.words for option in question.options}
    return ", ".join(named.get(part, part) for part in value.split(",")) if named else value


def shortened(text: str, most: int = _MOST_KEPT) -> str:
    """The first words of ``text`` on one line."""
    held = " ".join(text.split())
    return held if len(held) <= most else held[: most - 1] + "…"


def options(question: Question) -> list[str]:
    """The options, numbered; of too many, their count and how to hear them."""
    heard = spoken(question.options)
    if question.kind != q.MENU and len(heard) > MOST_OPTIONS:
        return [t("linear.many", count=len(heard))]
    return [_option(n, option) for n, option in enumerate(heard, 1)]


def listed(question: Question, about: str) -> list[str]:
    """The options that a list asked for, narrowed by the words ``about``."""
    return [_option(n, option) for n, option in narrowed(question.options, about)] or [t("linear.list-none")]


def _option(number: int, option: Option) -> str:
    return f"{number}. {option.words}"


def prompt(question: Question) -> str:
    """The last words before the answer."""
    return t(f"linear.prompt-{question.kind}")


def why(question: Question) -> list[str]:
    """What ``?`` says."""
    return [*(question.why or (t("linear.why-none"),)), *([question.hint] if question.hint and not question.why else [])]


def help_(question: Question) -> list[str]:
    """What can be typed at ``question``."""
    lines = [t(f"linear.help-{question.kind}")]
    if question.options:
        lines.append(t("linear.help-list"))
    lines.append(t("linear.help-empty-needed" if question.required and not question.start else f"linear.help-empty-{_empty(question)}"))
    if question.unknown:
        lines.append(t("linear.help-unknown"))
    lines += [t("linear.help-why"), t("linear.help-back"), t("linear.help-quit"), t("linear.help-literal")]
    quiet = [option.also[0] for option in question.options if option.quiet and option.also]
    return [*lines, t("linear.help-also", words=", ".join(quiet))] if quiet else lines


def _empty(question: Question) -> str:
    return "menu" if question.kind == q.MENU else "keep" if question.start else "skip"


def refused(error: BreachError) -> list[str]:
    """An error: what, what happened, what to do."""
    return list(said(error, form=True))
