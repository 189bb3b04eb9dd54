"""The playbooks: which are proposed and why, one phase after another, and what is done to each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import zone_of
from breach.i18n import dates, plural, t
from breach.linear import question as q
from breach.linear.form import filled
from breach.linear.forms.steps import AssignForm, RemarkForm, SkipForm, TickForm
from breach.linear.menu import Entry, entry, menu
from breach.linear.within import within
from breach.playbook import progress as pure
from breach.playbook.model import PHASES
from breach.service import playbooks as service
from breach.service.files import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.linear.question import Conversation
    from breach.linear.room import Room
    from breach.playbook.progress import Progress, Proposal

_LEAST = 6
"""So many playbooks are read out where fewer speak for themselves."""


def playbooks(room: Room, ref: str) -> Conversation[None]:
    """The proposed playbooks: those that apply, with why; of those that only may, the likeliest by their title."""
    whole = {"is": False}

    def head() -> list[str]:
        return ["", *room.happened(), t("linear.playbooks-head", ref=ref), room.clock(ref)]

    def widen() -> Conversation[None]:
        whole["is"] = True
        yield from q.tell()

    def entries() -> list[Entry]:
        shown, more = pure.shortlist(service.proposed(room.desk, read(room.desk, ref), service.library()))
        room_left = len(more) if whole["is"] else max(0, _LEAST - len(shown))
        shown, more = [*shown, *more[:room_left]], more[room_left:]
        lang = room.desk.lang
        found = [
            Entry(held.id, _offer(room, item), _into(room, ref, held.id), (held.title[lang],), quiet=item not in shown)
            for item in (*shown, *more)
            for held in (item.playbook,)
        ]
        wider = [Entry("more", plural("linear.playbooks-more", len(more)), widen, (t("linear.word-more", "fr"), t("linear.word-more", "en")))]
        return [*found, *(wider if more else []), *within(room, ref)]

    yield from menu(head, entries)


def _offer(room: Room, item: Proposal) -> str:
    """A playbook in a line; why is said of those that apply, and of the others when they are opened."""
    lang = room.desk.lang
    if item.state == pure.MAY_APPLY:
        return item.playbook.title[lang]
    why = t(f"playbook.{item.state}", why=item.playbook.why[lang], facts="—")
    return t("linear.playbook-line", title=item.playbook.title[lang], why=why)


def _into(room: Room, ref: str, which: str) -> Callable[[], Conversation[None]]:
    return lambda: playbook(room, ref, which)


def playbook(room: Room, ref: str, which: str) -> Conversation[None]:
    """One playbook: the steps of a phase, beginning with the first that is not settled."""
    lang = room.desk.lang
    book = service.playbook(service.library(), which)
    why = t("playbook.when", why=book.why[lang])
    yield from q.tell("", book.title[lang], book.summary[lang], why, t("playbook.avoid") + ".", *book.avoid[lang])
    phase = {"is": next((one.step.phase for one in _found(room, ref, which) if one.state == "open"), PHASES[0])}

    def head() -> list[str]:
        found = _found(room, ref, which)
        done = sum(one.state != "open" for one in found)
        count = plural("tui.playbook-head", done, title=book.title[lang], all=len(found))
        return ["", *room.happened(), count, room.clock(ref), t(f"playbook.phase-{phase['is']}") + "."]

    def other() -> Conversation[None]:
        there = dict.fromkeys(one.step.phase for one in _found(room, ref, which))
        options = tuple(q.Option(name, t(f"playbook.phase-{name}")) for name in there)
        answer = yield from q.ask(q.Question("phase", t("linear.ask-phase"), q.ONE, options))
        if answer.how == q.GIVEN:
            phase["is"] = answer.value

    def entries() -> list[Entry]:
        here = [one for one in _found(room, ref, which) if one.step.phase == phase["is"]]
        steps = [Entry(one.step.id, _line(room, one), _step_into(room, ref, which, one.step.id)) for one in here]
        return [*steps, entry("phase", "linear.do-phase", other), entry("keep", "linear.do-keep", keep), *within(room, ref)]

    def keep() -> Conversation[None]:
        yield from q.tell(t("playbook.keep") + ".", *book.keep[lang])

    yield from menu(head, entries)


def _found(room: Room, ref: str, which: str) -> list[Progress]:
    return service.steps(room.desk, read(room.desk, ref), service.playbook(service.library(), which))


def _step_into(room: Room, ref: str, which: str, step: str) -> Callable[[], Conversation[None]]:
    return lambda: _step(room, ref, which, step)


def _line(room: Room, one: Progress) -> str:
    """A step in a line: what, whether it is settled, until when, whose."""
    told = [t(f"tui.step-{one.state}")] if one.state != "open" else []
    if one.state == "open" and one.due is not None:
        at = dates.when(one.due, zone_of(room.desk.zone), room.desk.zone)
        told.append(t("playbook.late-since" if one.late(room.desk.now()) else "playbook.until", at=at))
    told += [t("playbook.owner", to=one.owner)] if one.owner else [t(f"tui.role-{one.step.role}")]
    return t("linear.step-line", line=one.step.line(room.desk.lang), told=", ".join(told))


def _step(room: Room, ref: str, which: str, step: str) -> Conversation[None]:
    """How the step is done, and what to do to it."""
    one = next(held for held in _found(room, ref, which) if held.step.id == step)
    lines = service.in_words(one, room.desk.lang)
    parted = lines.index("")  # what is done stands above, its sources below: these are for who asks
    yield from q.tell("", *lines[:parted])
    name = f"{which}/{step}"
    to_do = [_option("done", "linear.do-done"), _option("skip", "tui.skip.help")]
    options = to_do if one.state == "open" else [_option("reopen", "tui.take-back.help")]
    options += [_option("assign", "tui.assign.help"), _option("remark", "tui.remark.help")]
    question = q.Question("act", one.step.line(room.desk.lang), q.ONE, tuple(options), hint=t("linear.step-hint"), why=tuple(lines[parted + 1 :]))
    answer = yield from q.ask(question)
    if answer.how != q.GIVEN:
        return
    if answer.value == "reopen":
        row, found, done = service.act(room.desk, ref, name, pure.REOPENED)
        yield from q.tell(t(f"playbook.said-{pure.REOPENED}", ref=row.ref, step=found.id, n=done.n))
        return
    forms = {"done": TickForm, "skip": SkipForm, "assign": AssignForm, "remark": RemarkForm}
    yield from filled(forms[answer.value](room, ref, name))


def _option(ident: str, words: str) -> q.Option:
    made = entry(ident, words, q.tell)
    return q.Option(made.id, made.words, made.also)
