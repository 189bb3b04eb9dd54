"""A decision of a named person, the DPO's opinion, and the retraction of an entry: each with its reasons."""

from __future__ import annotations

from breach.i18n import t
from breach.service import decisions as service
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
        """Who decides."""
        actor = self.breach.desk.actor
        return t("tui.decide-who", name=actor.name, role=t(f"tui.role-{actor.role}"))

    def fields(self) -> list[Field]:
        """The choice, the reasons, and what else was considered."""
        choices = [(choice, t(f"tui.choice-{choice}")) for choice in service.QUESTIONS[self.question]]
        return [
            Field("choice", "pick", t("tui.decide-choice"), "", "", choices, required=True),
            Field("why", "text", t("tui.decide-why"), t("tui.decide-why-hint")),
            Field("options", "line", t("tui.decide-options"), t("tui.decide-options-hint")),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        options = [part.strip() for part in values["options"].split(";") if part.strip()]
        return service.decide(self.breach.desk, self.ref, self.question, values["choice"], values["why"], options)[1]


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
        actor = self.breach.desk.actor
        return t("tui.decide-who", name=actor.name, role=t(f"tui.role-{actor.role}"))

    def fields(self) -> list[Field]:
        """The stance and its reasons."""
        stances = [(stance, t(f"tui.stance-{stance}")) for stance in service.STANCES]
        return [Field("stance", "pick", t("tui.opinion-stance"), "", "", stances, required=True), Field("why", "text", t("tui.decide-why"))]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        return service.opinion(self.breach.desk, self.ref, self.question, values["stance"], values["why"])[1]


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
