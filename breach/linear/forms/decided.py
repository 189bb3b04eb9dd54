"""What a named person decides and adds: decision, opinion, approval, ratification, signature of a draft, retraction. Each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.i18n.said import said
from breach.linear import asked
from breach.linear.form import Form
from breach.service import answered, approvals, before_deciding, opinions
from breach.service import decisions as service
from breach.service.files import read
from breach.service.standing import opinion_on

if TYPE_CHECKING:
    from breach.linear.question import Question
    from breach.linear.room import Room


class PersonsForm(Form):
    """A form that a named person answers for."""

    def who(self) -> str:
        """Who acts, in which role."""
        return before_deciding.who(self.desk)


class DecisionForm(PersonsForm):
    """Records a decision on ``question``."""

    def __init__(self, room: Room, ref: str, question: str) -> None:
        super().__init__(room, f"decide:{ref}:{question}", ref)
        service.known_question(question)
        self.question = question

    def heading(self) -> str:
        """The question."""
        return t(f"tui.question-{self.question}")

    def before(self) -> list[str]:
        """Who decides; what is proposed, or of a closing what is still open."""
        return before_deciding.lines(self.desk, self.ref, self.question)

    def questions(self) -> list[Question]:
        """The choice, the reasons, what else was considered, and what would reopen it."""
        file = read(self.desk, self.ref).file
        against = [asked.text("overrule", t("tui.decide-overrule"))] if opinion_on(file, self.question) else []
        why = (t("tui.decide-why-hint"), t("linear.why-decide"))
        return [
            asked.one("choice", t("linear.ask-choice"), before_deciding.choices(file, self.question), why=why),
            asked.text("why", t("tui.decide-why"), hint=t("tui.decide-why-hint"), required=True, why=why),
            asked.text("options", t("tui.decide-options"), hint=t("tui.decide-options-hint")),
            asked.text("reopen", t("tui.decide-reopen"), hint=t("tui.decide-reopen-hint")),
            *against,
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        done, said = answered.decided(self.desk, self.ref, self.question, values)
        return [t("linear.recorded", n=done.n), *said]


class OpinionForm(PersonsForm):
    """Records the DPO's opinion on ``question``."""

    def __init__(self, room: Room, ref: str, question: str) -> None:
        super().__init__(room, f"opinion:{ref}:{question}", ref)
        service.known_question(question)
        self.question = question

    def heading(self) -> str:
        """The question."""
        return t("tui.opinion-heading", question=t(f"tui.question-{self.question}"))

    def before(self) -> list[str]:
        """Who speaks."""
        return [self.who()]

    def questions(self) -> list[Question]:
        """The stance and its reasons."""
        stances = [(stance, t(f"tui.stance-{stance}")) for stance in opinions.WORDS]
        why = (t("linear.why-opinion"),)
        return [asked.one("stance", t("linear.ask-stance"), stances, why=why), asked.text("why", t("tui.decide-why"), why=why)]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        done = opinions.opinion(self.desk, self.ref, self.question, values["stance"], values["why"])[1]
        return [t("linear.recorded", n=done.n)]


class ApproveForm(PersonsForm):
    """Approves the decision ``entry``."""

    def __init__(self, room: Room, ref: str, entry: int) -> None:
        super().__init__(room, f"approve:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """Which decision."""
        return t("tui.approve-heading", entry=self.entry)

    def before(self) -> list[str]:
        """Who approves, and what that is."""
        return [self.who(), t("tui.approve-text")]

    def questions(self) -> list[Question]:
        """The reasons."""
        return [asked.text("why", t("tui.approve-why"), why=(t("tui.approve-text"),))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Approve it."""
        return answered.approved(self.desk, self.ref, self.entry, values)[1]


class RatifyForm(PersonsForm):
    """Ratifies the filing ``entry``, or disowns it."""

    def __init__(self, room: Room, ref: str, entry: int) -> None:
        super().__init__(room, f"ratify:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """Which filing."""
        return t("tui.ratify-heading", entry=self.entry)

    def before(self) -> list[str]:
        """Who ratifies, and what that is."""
        return [self.who(), t("tui.approve-text")]

    def questions(self) -> list[Question]:
        """Which of the two, and the reasons."""
        both = [("ratify", t("tui.ratify-yes")), ("disown", t("tui.ratify-no"))]
        why = (t("tui.approve-text"),)
        return [asked.one("choice", t("linear.ask-ratify"), both, why=why), asked.text("why", t("tui.decide-why"), why=why)]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        return answered.ratified(self.desk, self.ref, self.entry, values)[1]


class SignForm(PersonsForm):
    """Signs the draft ``entry``: these bytes, and no others."""

    def __init__(self, room: Room, ref: str, entry: int) -> None:
        super().__init__(room, f"sign:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """Which draft."""
        return t("linear.sign-heading", entry=self.entry)

    def before(self) -> list[str]:
        """Who signs, and what that says; without a mandate, that it will be refused and the way out."""
        refused = approvals.cannot_sign(self.desk, self.ref, self.entry)
        return [self.who(), t("linear.sign-text"), *(said(refused) if refused else ())]

    def questions(self) -> list[Question]:
        """None: that it is meant is asked when it is said over."""
        return []

    def record(self, values: dict[str, str]) -> list[str]:
        """Sign it."""
        del values
        done = approvals.sign(self.desk, self.ref, self.entry)[1]
        return [t("decided.signed", ref=self.ref, entry=self.entry, n=done.n)]


class RetractForm(PersonsForm):
    """Retracts the entry ``entry``."""

    def __init__(self, room: Room, ref: str, entry: int) -> None:
        super().__init__(room, f"retract:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """Which entry."""
        return t("tui.retract-heading", entry=self.entry)

    def before(self) -> list[str]:
        """What retracting does."""
        return [t("tui.retract-text")]

    def questions(self) -> list[Question]:
        """The reason."""
        return [asked.text("why", t("tui.retract-why"), required=True, why=(t("tui.retract-text"),))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Retract it."""
        done = service.retract(self.desk, self.ref, self.entry, values["why"])[1]
        return [t("linear.recorded", n=done.n)]
