"""Who was called, who was asked what, and what they answered. Nothing is sent from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.domain.instants import from_z, zone_of
from breach.errors import RuleError
from breach.i18n import dates, t
from breach.linear import asked
from breach.linear import question as q
from breach.linear.form import Form
from breach.linear.reaching import reached
from breach.service import calls, links, questions
from breach.service.decisions import find, need_entry
from breach.service.facts import answers
from breach.service.files import read

if TYPE_CHECKING:
    from breach.linear.question import Question
    from breach.linear.room import Room


class CallForm(Form):
    """Records a call that was tried: to the card ``card``, "" for somebody else."""

    confirmed = False

    def __init__(self, room: Room, ref: str, card: str) -> None:
        super().__init__(room, f"call:{ref}:{card}", ref)
        self.card = next((held for held in calls.cards(room.desk) if held["id"] == card), None)
        self._title = room.desk.store.find(ref).title

    def heading(self) -> str:
        """Whom."""
        return str(self.card["who"]) if self.card else t("desk.call-heading")

    def before(self) -> list[str]:
        """Where they are reached, why them, and what to say."""
        return [*(reached(self.card) if self.card else []), t("review.call-say", ref=self.ref, title=self._title)]

    def questions(self) -> list[Question]:
        """Whom, where no card says it, and what came of it."""
        whom = [] if self.card else [asked.line("who", t("desk.call-who"), required=True)]
        hint = t("desk.call-outcome-hint")
        return [*whom, asked.text("outcome", t("desk.call-outcome"), hint=hint, required=True, why=(hint,))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        who = str(self.card["id"]) if self.card else values["who"]
        done = calls.call(self.desk, self.ref, who, values["outcome"])[1]
        return [t("linear.recorded", n=done.n)]


class AskForm(Form):
    """Puts a question about the fact ``fact_id`` ("" for none) to somebody."""

    confirmed = False

    def __init__(self, room: Room, ref: str, fact_id: str) -> None:
        super().__init__(room, f"ask:{ref}:{fact_id}", ref)
        self.fact_id = fact_id
        self._question = question_of(load().get(fact_id), room.desk.lang) if fact_id else ""

    def heading(self) -> str:
        """What is asked."""
        return t("desk.ask-heading")

    def before(self) -> list[str]:
        """What becomes of the question."""
        return [t("desk.ask-text")]

    def questions(self) -> list[Question]:
        """Whom, the question, and until when."""
        return [
            asked.line("to", t("desk.ask-to"), required=True),
            asked.text("text", t("desk.ask-question"), start=self._question, required=True),
            asked.instant(self.desk, "due", t("desk.ask-due"), ahead=True),
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Put it on record."""
        due = values["due"].strip()
        done = questions.ask(self.desk, self.ref, values["to"], values["text"], field=self.fact_id, due=due)[1]
        return [t("decided.asked", ref=self.ref, n=done.n)]


class AnswerForm(Form):
    """The answer to the question ``entry``. Raises InputError ``no-such-entry``, RuleError ``not-a-question``."""

    confirmed = False

    def __init__(self, room: Room, ref: str, entry: int) -> None:
        super().__init__(room, f"answer:{ref}:{entry}", ref)
        self.entry = entry
        opened = read(room.desk, ref)
        need_entry(opened, entry)
        found = find(opened.file.questions, entry)
        if found is None:
            raise RuleError("not-a-question", entry=entry, ref=ref)
        self._asked = found

    def heading(self) -> str:
        """Which question."""
        return t("desk.answer-heading", entry=self.entry)

    def before(self) -> list[str]:
        """The question, to whom it was put, and until when."""
        body, zone = self._asked.body, self.desk.zone
        due = t("desk.asked-due", at=dates.when(from_z(body["due_at"]), zone_of(zone), zone)) if body["due_at"] else ""
        return [t("desk.asked-of", to=body["to"] or "—", due=due), body["text"] or "—"]

    def questions(self) -> list[Question]:
        """The answer, and the fact's value where it gives one."""
        found = [asked.text("text", t("desk.answer-text"), required=True)]
        fact = self._asked.body["field"]
        if fact:
            found.append(q.Question("value", f"{fact} ?", hint=t("desk.answer-value"), unknown=True, check=lambda said: self._value(fact, said)))
        return found

    def _value(self, fact: str, said: str) -> tuple[str, str]:
        answers(self.desk, [f"{fact}={said}"])
        return said, ""

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        _, done, fact = questions.answer(self.desk, self.ref, self.entry, values["text"], value=values.get("value", "").strip())
        said = [t("decided.answered", ref=self.ref, n=done.n, entry=self.entry)]
        return [*said, *([t("decided.answer-set", fact=fact[0], n=fact[1])] if fact else [])]


class LinkForm(Form):
    """Links the file ``ref`` to another."""

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, f"link:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("desk.link-heading", ref=self.ref)

    def before(self) -> list[str]:
        """What a link does."""
        return [t("desk.link-text")]

    def questions(self) -> list[Question]:
        """To which file, as what, and why."""
        kinds = [(kind, t(f"desk.link-{kind}")) for kind in links.KINDS]
        other = q.Question("other", t("desk.link-other"), required=True, check=lambda said: (self.desk.store.find(said.strip()).ref, ""))
        return [other, asked.one("as", t("desk.link-as"), kinds), asked.text("why", t("desk.link-why"))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Link them; where a duplicate knew of the breach earlier, that is said."""
        desk = self.desk
        _, done, earlier = links.link(desk, self.ref, values["other"], values["as"], values["why"].strip())
        at = dates.when(from_z(earlier), zone_of(desk.zone), desk.zone) if earlier else ""
        return [t("linear.recorded", n=done.n), *([t("desk.link-earlier", at=at, ref=values["other"])] if earlier else [])]
