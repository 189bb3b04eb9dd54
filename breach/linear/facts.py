"""The facts, asked one after another with the question first that would settle most, or one by its name. Each answer is recorded at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.model import GROUPS
from breach.catalogue.values import show
from breach.errors import BreachError, InputError
from breach.i18n import plural, t
from breach.linear import question as q
from breach.linear.fact_question import asking
from breach.linear.form import LATER, RESUME, offered
from breach.linear.menu import entry, menu
from breach.linear.reading import folded
from breach.linear.within import within
from breach.service import assessing, ledger, verdict
from breach.service import facts as service
from breach.service.files import read
from breach.service.ledger_words import lines

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef
    from breach.linear.menu import Entry
    from breach.linear.question import Answer, Conversation
    from breach.linear.room import Room
    from breach.service.files import Opened

MOST_HEARD = 12
"""So many questions without an answer are said in one go."""


def facts(room: Room, ref: str) -> Conversation[None]:
    """The menu of the facts of the file ``ref``."""

    def head() -> list[str]:
        opened = read(room.desk, ref)
        count = plural("tui.unknown-count", len(still_open(room, opened)))
        proposed = verdict.line(assessing.appraised(room.desk, opened).made)
        return ["", *room.happened(), t("linear.facts-head", ref=ref), room.clock(ref), proposed, count]

    yield from menu(head, lambda: (*entries(room, ref), *within(room, ref)))


def entries(room: Room, ref: str, *, quiet: bool = False) -> list[Entry]:
    """What can be done with the facts."""
    return [
        entry("questions", "tui.best.help", lambda: in_turn(room, ref), quiet=quiet),
        entry("fact", "linear.do-fact", lambda: by_name(room, ref), quiet=quiet),
        entry("known", "linear.do-known", lambda: known(room, ref), quiet=quiet),
        entry("unknown-facts", "linear.do-unknown", lambda: unknown(room, ref), quiet=quiet),
    ]


def still_open(room: Room, opened: Opened) -> list[str]:
    """The facts that are asked and not known, by id, in the order in which to ask them."""
    return ledger.in_turn(opened, room.desk.now(), assessing.appraised(room.desk, opened).made)


def in_turn(room: Room, ref: str) -> Conversation[None]:
    """Ask what is unknown, one fact after another; what is best asked next is found anew after every answer."""
    passed: list[str] = []
    again = ""
    count = len(still_open(room, read(room.desk, ref)))
    while True:
        left = [fact for fact in still_open(room, read(room.desk, ref)) if fact not in passed]
        if not left and not again:
            yield from q.tell(t("linear.facts-end"))
            return
        fact, again = again or left[0], ""
        answer = yield from one(room, ref, fact, len(passed) + 1, max(count, len(passed) + len(left)))
        if answer.how != q.BACK:
            passed.append(fact)
        elif passed:
            again = passed.pop()
        else:
            return


def one(room: Room, ref: str, fact_id: str, number: int = 0, of: int = 0, *, resumed: bool = False) -> Conversation[Answer]:
    """Ask the fact ``fact_id`` and record the answer: how it was answered. ``resumed``: what was kept of it was chosen already."""
    place = f"fact:{ref}:{fact_id}"
    start = room.kept.of(place).get("value", "") if resumed else (yield from _taken_up(room, place))
    if start is None:
        return q.Answer(q.BACK)
    try:
        while True:
            held = read(room.desk, ref)
            question = asking(room, load().get(fact_id), held.facts.get(fact_id), place, start, number, of)
            room.kept.begun = place
            answer = yield from q.ask(question)
            unchanged = answer.how == q.KEPT and not start
            if answer.how == q.BACK or unchanged or not answer.value.strip():
                return answer
            done = yield from _set(room, held, fact_id, answer.value)
            if done:
                room.kept.drop(place)
                return answer
            start = answer.value
    finally:
        room.kept.begun = ""


def _taken_up(room: Room, place: str) -> Conversation[str | None]:
    """What was kept of this answer and is taken up, "" for nothing; None where it is left for later."""
    kept = room.kept.of(place)
    if not kept:
        return ""
    choice = yield from offered(room, place)
    return None if choice == LATER else kept.get("value", "") if choice == RESUME else ""


def _set(room: Room, held: Opened, fact_id: str, value: str) -> Conversation[bool]:
    """Record a value: whether it was; why it changes is asked where a decision relied on the old one."""
    desk, ref = room.desk, held.row.ref
    try:
        new = service.answers(desk, [f"{fact_id}={value}"])
        because = ""
        if service.relied_on(held, new):
            asked = q.Question(
                "because", t("tui.fact-because"), hint=t("tui.fact-because-hint"), required=True, place=f"fact:{ref}:{fact_id}#because"
            )
            answer = yield from q.ask(asked)
            if answer.how == q.BACK:
                return False
            because = answer.value
        before = held.facts.get(fact_id)
        done = service.change(desk, ref, new, because, {fact_id: before.entry if before else None})[1]
    except BreachError as error:
        yield q.Refused(error)
        return False
    shown = show(load().get(fact_id), new[fact_id], desk.lang, desk.zone)
    yield from q.tell(t("linear.fact-set", value=shown, n=done.n), *_moved(room, held, fact_id))
    return True


def _moved(room: Room, held: Opened, fact_id: str) -> list[str]:
    """How the answer just recorded moved the proposal, where it did."""
    if not verdict.bears(fact_id):
        return []
    before, after = (verdict.with_answer(room.desk, one, fact_id, "") for one in (held, read(room.desk, held.row.ref)))
    return verdict.moved(before, after) if before is not None and after is not None else []


def by_name(room: Room, ref: str) -> Conversation[None]:
    """Ask which fact, by its name or a word of its question; then ask it."""
    found = yield from choose(room, t("linear.which-fact"), t("linear.which-fact-hint"))
    if found:
        yield from one(room, ref, found)


def choose(room: Room, text: str, hint: str) -> Conversation[str | None]:
    """Ask for a fact: its id, "" for none (an empty line), None where it was gone back."""
    while True:
        answer = yield from q.ask(q.Question("fact", text, hint=hint))
        if answer.how == q.BACK:
            return None
        if answer.how != q.GIVEN:
            return ""
        found = _named(answer.value, room.desk.lang)
        if not found:
            yield q.Refused(InputError("no-such-fact", said=answer.value.strip()[:60]))
        elif len(found) > 1:
            found = yield from _which(found, room.desk.lang)
        if found:
            return found[0].id


def _which(found: list[FactDef], lang: str) -> Conversation[list[FactDef]]:
    options = tuple(q.Option(definition.id, question_of(definition, lang)) for definition in found)
    answer = yield from q.ask(q.Question("fact", t("linear.which-of"), q.ONE, options))
    return [definition for definition in found if answer.how == q.GIVEN and definition.id == answer.value]


def _named(said: str, lang: str) -> list[FactDef]:
    """The facts that ``said`` may mean: the one of that id, else those in whose id or question every word stands."""
    every = load().facts
    if said.strip() in every:
        return [every[said.strip()]]
    words = folded(said).split()
    return [d for d in every.values() if all(word in folded(f"{d.id} {question_of(d, lang)}") for word in words)]


def known(room: Room, ref: str) -> Conversation[None]:
    """Say what is known, group by group."""
    opened, desk = read(room.desk, ref), room.desk
    told: list[str] = []
    for group in GROUPS:
        here = [d for d in load().group(group) if d.id in opened.facts]
        told += [t(f"tui.group-{group}") + "."] if here else []
        told += [t("linear.fact-line", question=question_of(d, desk.lang), value=show(d, opened.facts[d.id], desk.lang, desk.zone)) for d in here]
    yield from q.tell(*told)


def unknown(room: Room, ref: str) -> Conversation[None]:
    """Say what is unknown and matters, with who owes it; of many, how many more there are."""
    desk = room.desk
    found = ledger.that_matter(ledger.ledger(desk, read(desk, ref)))
    more = [plural("linear.unknown-more", len(found) - MOST_HEARD)] if len(found) > MOST_HEARD else []
    yield from q.tell(*(lines(found[:MOST_HEARD], desk.now(), desk.zone) or [t("ledger.none")]), *more)
