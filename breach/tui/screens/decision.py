"""A decision of a named person, its approval, the DPO's opinion, and the retraction of an entry: each with its reasons."""

from __future__ import annotations

from breach.i18n import t
from breach.service import approvals, assessing, opinions, verdict
from breach.service import decisions as service
from breach.service.afterwards import still_open
from breach.service.files import read
from breach.service.standing import opinion_on
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

_MOST_QUESTIONS = 3
"""How many questions that would change the proposal are named above a decision."""


class DecisionForm(Form):
    """Records a decision on ``question``."""

    def __init__(self, ref: str, question: str) -> None:
        super().__init__(f"decide:{ref}:{question}", ref)
        self.question = question

    def heading(self) -> str:
        """The question."""
        return t(f"tui.question-{self.question}")

    def before(self) -> str:
        """Who decides; of a closing, what is still open."""
        actor = self.breach.desk.actor
        who = t("tui.decide-who", name=actor.name, role=t(f"tui.role-{actor.role}"))
        return "\n".join([who, *self._proposed(), *self._left()])

    def _proposed(self) -> list[str]:
        """What the rules propose where the question rests on the risk, the strongest argument against it, and what would change it."""
        desk = self.breach.desk
        if self.question not in assessing.RISK_QUESTIONS:
            return []
        found = assessing.appraised(desk, read(desk, self.ref))
        change = verdict.would_change(found)[:_MOST_QUESTIONS]
        said = [verdict.line(found.made), verdict.counter(found.made, self.question)]
        return [line for line in [*said, t("verdict.change", questions=" ; ".join(change)) if change else ""] if line]

    def _left(self) -> list[str]:
        """What is still open of a file that may be closed: said, and no obstacle."""
        desk = self.breach.desk
        if self.question != "close":
            return []
        left = [f"- {item.words(desk.lang)}" for item in still_open(read(desk, self.ref), desk.now(), desk.lang)]
        return [t("action.left"), *left] if left else []

    def fields(self) -> list[Field]:
        """The choice, the reasons, and what else was considered."""
        file = read(self.breach.desk, self.ref).file
        made = [service.STANDS] if file.decided(self.question) else []
        choices = [(choice, t(f"tui.choice-{choice}")) for choice in (*service.QUESTIONS[self.question], *made)]
        against = [Field("overrule", "text", t("tui.decide-overrule"))] if opinion_on(file, self.question) else []
        return [
            Field("choice", "pick", t("tui.decide-choice"), "", "", choices, required=True),
            Field("why", "text", t("tui.decide-why"), t("tui.decide-why-hint")),
            Field("options", "text", t("tui.decide-options"), t("tui.decide-options-hint")),
            Field("reopen", "text", t("tui.decide-reopen"), t("tui.decide-reopen-hint")),
            *against,
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        options, weighed = service.with_arguments(values["options"])
        return service.decide(
            self.breach.desk,
            self.ref,
            self.question,
            values["choice"],
            values["why"],
            options,
            weighed=weighed,
            reopen_if=[line.strip() for line in values["reopen"].splitlines() if line.strip()],
            overrule=values.get("overrule", "").strip(),
        )[1]


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
        actor = self.breach.desk.actor
        return t("tui.decide-who", name=actor.name, role=t(f"tui.role-{actor.role}")) + "\n" + t("tui.approve-text")

    def fields(self) -> list[Field]:
        """The reasons."""
        return [Field("why", "text", t("tui.approve-why"))]

    def record(self, values: dict[str, str]) -> object:
        """Approve it."""
        return approvals.approve(self.breach.desk, self.ref, self.entry, values["why"].strip())[1]


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
        actor = self.breach.desk.actor
        return t("tui.decide-who", name=actor.name, role=t(f"tui.role-{actor.role}")) + "\n" + t("tui.approve-text")

    def fields(self) -> list[Field]:
        """Which of the two, and the reasons."""
        both = [("ratify", t("tui.ratify-yes")), ("disown", t("tui.ratify-no"))]
        return [Field("choice", "pick", t("tui.ratify-choice"), "", "", both, required=True), Field("why", "text", t("tui.decide-why"))]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        return approvals.ratify(self.breach.desk, self.ref, self.entry, values["why"].strip(), disown=values["choice"] == "disown")[1]


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
