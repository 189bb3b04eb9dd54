"""A form: a few questions, each answer kept as it is given, recorded at the end. Each form is a subclass that names its questions and asks the
service to record the answers; its place and the names of its answers are those of the terminal UI.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from breach.errors import BreachError, RuleError
from breach.i18n import t
from breach.linear import question as q
from breach.linear.saying import in_words, shortened

if TYPE_CHECKING:
    from breach.linear.question import Conversation, Question
    from breach.linear.room import Room

RESUME, DROP, LATER = "resume", "drop", "later"
_RECORD, _KEEP, _MEND = "record", "keep", "mend"
_LONGEST_SAID = 200
"""How much of an answer is said over, in characters."""


class Form:
    """A form about the file ``ref`` ("" for none). ``confirmed``: what was answered is said over before it is recorded; ``keeps``: answers are kept
    until they are recorded.
    """

    confirmed = True
    keeps = True

    def __init__(self, room: Room, place: str, ref: str = "") -> None:
        self.room = room
        self.desk = room.desk
        self.place = place
        self.ref = ref

    def heading(self) -> str:
        """What it is about."""
        raise NotImplementedError

    def before(self) -> list[str]:
        """What is said before the questions."""
        return []

    def questions(self) -> list[Question]:
        """The questions, in their order."""
        raise NotImplementedError

    def record(self, values: dict[str, str]) -> list[str]:
        """Ask the service to record ``values``: what is said of it. Raises BreachError."""
        raise NotImplementedError


def filled(form: Form, *, resumed: bool = False) -> Conversation[bool]:
    """Ask the questions of ``form`` and record the answers: whether they were. ``resumed``: what was kept of it was chosen already."""
    kept = form.room.kept
    known = kept.of(form.place)
    if known and not resumed:
        choice = yield from offered(form.room, form.place)
        if choice == LATER:
            return False
        known = known if choice == RESUME else {}
    heading = form.heading()
    yield from q.tell("", heading, *(line for text in form.before() for line in text.split("\n")))
    kept.begun = form.place
    try:
        return (yield from _Filling(form, known).held())
    finally:
        kept.begun = ""


def offered(room: Room, place: str) -> Conversation[str]:
    """Offer what was begun; a script is refused instead, for its next line was not written for this question. Raises RuleError."""
    words = room.kept.words(place)
    if not room.interactive:
        raise RuleError("text-waits", place=words)
    options = tuple(q.Option(name, t(f"tui.offer-{name}")) for name in (RESUME, DROP, LATER))
    answer = yield from q.ask(q.Question("offer", t("tui.offer"), q.ONE, options, (words,), required=True))
    if answer.value == DROP and answer.how == q.GIVEN:
        room.kept.drop(place)
    return answer.value if answer.how == q.GIVEN else LATER


class _Filling:
    """The answers of one form, being given."""

    def __init__(self, form: Form, known: dict[str, str]) -> None:
        self._form = form
        self._questions = form.questions()
        self._values = {one.name: _read(one, known[one.name]) if one.name in known else one.start for one in self._questions}

    def held(self) -> Conversation[bool]:
        """Ask, say over, record; a refusal leads back to the answers."""
        at, last = 0, len(self._questions)
        while True:
            at = yield from self._asked(at, last)
            if at < 0:
                return (yield from self._left())
            if self._form.confirmed:
                choice = yield from self._confirmed()
                if choice == _KEEP:
                    return (yield from self._left())
                if choice != _RECORD:
                    at = next(n for n, one in enumerate(self._questions) if one.name == choice)
                    last = at + 1
                    continue
            done = yield from self._recorded()
            if done:
                return True
            last = len(self._questions)
            at = last if self._form.confirmed and last > 1 else 0

    def _asked(self, at: int, last: int) -> Conversation[int]:
        """Ask from the question ``at`` on up to ``last``: where it ended; -1 where the first one was left backwards."""
        while at < last:
            one = self._questions[at]
            place = f"{self._form.place}#{one.name}" if self._form.keeps else ""
            answer = yield from q.ask(replace(one, number=at + 1, of=len(self._questions), start=self._values[one.name], place=place))
            if answer.how == q.BACK:
                at -= 1
                if at < 0:
                    return -1
                continue
            self._values[one.name] = answer.value
            if place:
                self._form.room.kept.put(place, "" if answer.value == one.start else answer.value)
            at += 1
        return len(self._questions)

    def _confirmed(self) -> Conversation[str]:
        """Say the answers over: what to do with them, or the name of the one to be given again."""
        lines = [self._said(one) for one in self._questions]
        options = [q.Option(_RECORD, t("linear.record"), _both("yes")), q.Option(_KEEP, t("linear.keep"), _both("no"))]
        options += [q.Option(_MEND, t("linear.mend"))] if self._questions else []
        answer = yield from q.ask(q.Question("confirm", t("linear.confirm"), q.ONE, tuple(options), tuple(lines), required=True))
        if answer.how == q.BACK:
            return self._questions[-1].name if self._questions else _KEEP
        if answer.value != _MEND or len(self._questions) == 1:
            return self._questions[0].name if answer.value == _MEND else answer.value
        every = tuple(q.Option(one.name, one.text) for one in self._questions)
        which = yield from q.ask(q.Question("mend", t("linear.mend-which"), q.ONE, every, required=True))
        return self._questions[-1].name if which.how == q.BACK else which.value

    def _said(self, one: Question) -> str:
        value = shortened(in_words(one, self._values[one.name]), _LONGEST_SAID) or t("linear.nothing")
        return t("linear.recap" if one.text.endswith("?") else "linear.recap-colon", question=one.text, value=value)

    def _recorded(self) -> Conversation[bool]:
        try:
            told = self._form.record(dict(self._values))
        except BreachError as error:
            yield q.Refused(error)
            return False
        self._form.room.kept.drop(self._form.place)
        yield from q.tell(*told)
        return True

    def _left(self) -> Conversation[bool]:
        yield from q.tell(t("linear.left-kept" if self._form.room.kept.of(self._form.place) else "linear.left"))
        return False


def _read(one: Question, begun: str) -> str:
    """An answer that was begun, maybe in the terminal UI, as this question keeps it; as it is where it is none yet."""
    if one.check is None:
        return begun
    try:
        return one.check(begun)[0]
    except BreachError:
        return begun


def _both(key: str) -> tuple[str, ...]:
    return tuple(word for lang in ("fr", "en") for word in t(f"linear.type-{key}", lang).split(","))
