"""The ways to a decision, an opinion, an approval: first of which question, or which of the things that wait; then the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import decided_words
from breach.i18n import t
from breach.service.decisions import QUESTIONS
from breach.tui.host import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from breach.service.waiting import Waiting
    from breach.tui.host import Host

APPROVALS = {"approval": "approve", "ratification": "ratify"}
"""What waits for a second person, and the form in which it is settled."""


def about(host: Host, kind: str, ref: str, then: Callable[[object], None]) -> None:
    """Ask which question the form ``kind`` ("decide" or "opinion") is about, then open it."""
    options = [Option(question, t(f"tui.question-{question}")) for question in QUESTIONS]

    def chosen(question: str | None) -> None:
        if question:
            host.open_form(f"{kind}:{ref}:{question}", then)

    host.choose(t("tui.decide-question"), "", options, chosen)


def approve(host: Host, ref: str, waiting: Sequence[Waiting], then: Callable[[object], None]) -> None:
    """Approve or ratify what waits; where several things wait, first which."""
    held = [item for item in waiting if item.what in APPROVALS]
    places = [f"{APPROVALS[item.what]}:{ref}:{item.entry}" for item in held]

    def chosen(place: str | None) -> None:
        if place:
            host.open_form(place, then)

    if len(places) > 1:
        words = [decided_words.of(item.data(), host.desk.zone) for item in held]
        host.choose(t("tui.approve-which"), "", [Option(place, said) for place, said in zip(places, words, strict=True)], chosen)
    elif places:
        chosen(places[0])
    else:
        host.say(t("tui.approve-nothing"))
