"""A decision of a named person, its approval, the DPO's opinion, and the retraction of an entry: each with its reasons."""

from __future__ import annotations

from breach.i18n import t
from breach.service import answered, before_deciding, opinions
from breach.service import decisions as service
from breach.service.files import read
from breach.service.standing import opinion_on
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field


class DecisionForm(Form):
    """Records a decision on ``question``."""

    def __init__(self, ref: str, question: str) -> None:
        super().__init__(f"decide:{ref}:{question}", ref)
        self.question = question

    def heading(self) -> str:
        """The question."""
        return t(f"tui.question-{self.question}")

    def before(self) -> str:
        """Who decides; what is proposed, or of a closing what is still open."""
        return "\n".join(before_deciding.lines(self.breach.desk, self.ref, self.question))

    def fields(self) -> list[Field]:
        """The choice, the reasons, and what else was considered."""
        file = read(self.breach.desk, self.ref).file
        against = [Field("overrule", "text", t("tui.decide-overrule"))] if opinion_on(file, self.question) else []
        return [
            Field("choice", "pick", t("tui.decide-choice"), "", "", before_deciding.choices(file, self.question), required=True),
            Field("why", "text", t("tui.decide-why"), t("tui.decide-why-hint")),
            Field("options", "text", t("tui.decide-options"), t("tui.decide-options-hint")),
            Field("reopen", "text", t("tui.decide-reopen"), t("tui.decide-reopen-hint")),
            *against,
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        done, said = answered.decided(self.breach.desk, self.ref, self.question, values)
        self.breach.say("\n".join(said))
        return done


class ApproveForm(Form):
    """Approves the decision ``entry``."""

    def __init__(self, ref: str, entry: int) -> None:
        super().__init__(f"approve:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """Which decision."""
        return t("tui.approve-heading", entry=self.entry)

    def before(self) -> str:
        """Who approves, and what that is."""
        return before_deciding.who(self.breach.desk) + "\n" + t("tui.approve-text")

    def fields(self) -> list[Field]:
        """The reasons."""
        return [Field("why", "text", t("tui.approve-why"))]

    def record(self, values: dict[str, str]) -> object:
        """Approve it."""
        done, said = answered.approved(self.breach.desk, self.ref, self.entry, values)
        self.breach.say("\n".join(said))
        return done


class RatifyForm(Form):
    """Ratifies the filing ``entry``, or disowns it."""

    def __init__(self, ref: str, entry: int) -> None:
        super().__init__(f"ratify:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """Which filing."""
        return t("tui.ratify-heading", entry=self.entry)

    def before(self) -> str:
        """Who ratifies, and what that is."""
        return before_deciding.who(self.breach.desk) + "\n" + t("tui.approve-text")

    def fields(self) -> list[Field]:
        """Which of the two, and the reasons."""
        both = [("ratify", t("tui.ratify-yes")), ("disown", t("tui.ratify-no"))]
        return [Field("choice", "pick", t("tui.ratify-choice"), "", "", both, required=True), Field("why", "text", t("tui.decide-why"))]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        done, said = answered.ratified(self.breach.desk, self.ref, self.entry, values)
        self.breach.say("\n".join(said))
        return done


class OpinionForm(Form):
    """Records the DPO's opinion on ``question``."""

    def __init__(self, ref: str, question: str) -> None:
        super().__init__(f"opinion:{ref}:{question}", ref)
        self.question = question

    def heading(self) -> str:
        """The question."""
        return t("tui.opinion-heading", question=t(f"tui.question-{self.question}"))

    def before(self) -> str:
        """Who speaks."""
        return before_deciding.who(self.breach.desk)

    def fields(self) -> list[Field]:
        """The stance and its reasons."""
        stances = [(stance, t(f"tui.stance-{stance}")) for stance in opinions.WORDS]
        return [Field("stance", "pick", t("tui.opinion-stance"), "", "", stances, required=True), Field("why", "text", t("tui.decide-why"))]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        return opinions.opinion(self.breach.desk, self.ref, self.question, values["stance"], values["why"])[1]


class RetractForm(Form):
    """Retracts the entry ``entry``."""

    def __init__(self, ref: str, entry: int) -> None:
        super().__init__(f"retract:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """The title."""
        return t("tui.retract-heading", entry=self.entry)

    def before(self) -> str:
        """What retracting does."""
        return t("tui.retract-text")

    def fields(self) -> list[Field]:
        """The reason."""
        return [Field("why", "text", t("tui.retract-why"))]

    def record(self, values: dict[str, str]) -> object:
        """Retract it."""
        return service.retract(self.breach.desk, self.ref, self.entry, values["why"])[1]
