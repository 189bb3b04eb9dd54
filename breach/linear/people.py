"""Whom to call and whom to ask: the cards, the calls tried, the questions that wait for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.linear import question as q
from breach.linear.facts import choose
from breach.linear.form import filled
from breach.linear.forms.asking import AnswerForm, AskForm, CallForm
from breach.linear.menu import Entry, entry, menu
from breach.linear.reaching import in_a_line, reached
from breach.linear.within import within
from breach.service import calls
from breach.service.files import read

if TYPE_CHECKING:
    from breach.linear.question import Conversation
    from breach.linear.room import Room

_OTHER = "other"


def people(room: Room, ref: str) -> Conversation[None]:
    """The menu of calls and questions."""

    def head() -> list[str]:
        return ["", *room.happened(), t("linear.people-head", ref=ref), room.clock(ref)]

    yield from menu(head, lambda: [*entries(room, ref), *within(room, ref)])


def entries(room: Room, ref: str, *, quiet: bool = False) -> list[Entry]:
    """What can be done about people."""
    made = [
        ("cards", "linear.do-cards", lambda: _cards(room, ref)),
        ("call", "desk.call.help", lambda: _call(room, ref)),
        ("ask", "linear.do-ask", lambda: _ask(room, ref)),
        ("answer", "desk.answer.help", lambda: _answer(room, ref)),
    ]
    return [entry(ident, words, run, quiet=quiet) for ident, words, run in made]


def _cards(room: Room, ref: str) -> Conversation[None]:
    """Every card in full, then the calls that were tried."""
    desk = room.desk
    lines = [t("review.call-say", ref=ref, title=desk.store.find(ref).title)]
    for card in calls.cards(desk):
        lines += ["", str(card["who"]), *reached(card)]
    tried = calls.tried(desk, ref)
    lines += ["", t("review.call-tried")] if tried else []
    for item in tried:
        at = dates.when(from_z(item["at"]), zone_of(desk.zone), desk.zone)
        lines.append(t("linear.tried", at=at, name=item["name"] or "—", outcome=item["outcome"] or "—", by=item["by"]))
    yield from q.tell(*lines)


def _call(room: Room, ref: str) -> Conversation[None]:
    """Record a call: first to whom."""
    options = [q.Option(str(card["id"]), in_a_line(card)) for card in calls.cards(room.desk)]
    options.append(q.Option(_OTHER, t("desk.call-other"), (t("linear.word-other", "fr"), t("linear.word-other", "en"))))
    answer = yield from q.ask(q.Question("card", t("desk.call-who"), q.ONE, tuple(options), (t("desk.call-text"),)))
    if answer.how == q.GIVEN:
        yield from filled(CallForm(room, ref, "" if answer.value == _OTHER else answer.value))


def _ask(room: Room, ref: str) -> Conversation[None]:
    """Put a question to somebody: first about which fact, if about one."""
    found = yield from choose(room, t("linear.ask-about"), t("linear.ask-about-hint"))
    if found is not None:
        yield from filled(AskForm(room, ref, found))


def _answer(room: Room, ref: str) -> Conversation[None]:
    """Record the answer to a question: first to which."""
    waiting = read(room.desk, ref).file.open_questions()
    if not waiting:
        yield from q.tell(t("desk.answer-none"))
        return
    chosen = str(waiting[0].n)
    if len(waiting) > 1:
        options = tuple(q.Option(f"n{act.n}", f"{act.body['to'] or '—'}, {act.body['text'] or '—'}") for act in waiting)
        answer = yield from q.ask(q.Question("question", t("desk.answer-which"), q.ONE, options))
        if answer.how != q.GIVEN:
            return
        chosen = answer.value[1:]
    yield from filled(AnswerForm(room, ref, int(chosen)))
