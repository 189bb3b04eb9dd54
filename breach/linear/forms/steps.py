"""What was done to a step of a playbook: ticked with what it found out, skipped with the reason, assigned, remarked on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from breach.catalogue.loader import load
from breach.i18n import t
from breach.linear import asked
from breach.linear.fact_question import asking
from breach.linear.form import Form
from breach.playbook import progress as pure
from breach.service import playbooks as service
from breach.service.facts import answers
from breach.service.files import read

if TYPE_CHECKING:
    from breach.linear.question import Question
    from breach.linear.room import Room


class StepForm(Form):
    """A form about ``step`` (``playbook/step``) of the file ``ref``. Raises InputError ``unknown-playbook``, ``unknown-step``."""

    confirmed = False
    kind = ""

    def __init__(self, room: Room, ref: str, step: str) -> None:
        super().__init__(room, f"{self.kind}:{ref}:{step}", ref)
        self.named = step
        self.which, self.step = service.step_of(read(room.desk, ref), step)

    def heading(self) -> str:
        """The step in its line."""
        return self.step.line(self.desk.lang)

    def act(self, what: str, **more: Any) -> list[str]:
        """Put it on record."""
        row, step, done = service.act(self.desk, self.ref, self.named, what, **more)
        return [t(f"playbook.said-{what}", ref=row.ref, step=step.id, n=done.n)]


class TickForm(StepForm):
    """The step is done; what it found out becomes facts."""

    kind = "tick"

    def questions(self) -> list[Question]:
        """A remark, what the step asks for, and the reason where a decision relied on an answer."""
        opened, facts = read(self.desk, self.ref), self.step.asks
        found = [asked.line("note", t("tui.step-note"), hint=t("tui.step-note-hint"))]
        found += [replace(asking(self.room, load().get(fact), opened.facts.get(fact)), name=fact) for fact in facts]
        if any(fact in decision.body.get("relied", {}) for decision in opened.file.decisions for fact in facts):
            found.append(asked.line("because", t("tui.fact-because"), hint=t("tui.fact-because-hint")))
        return found

    def record(self, values: dict[str, str]) -> list[str]:
        """Tick it; an empty answer is no answer and changes nothing."""
        given = [f"{fact}={values[fact].strip()}" for fact in self.step.asks if values[fact].strip()]
        because = values.get("because", "").strip()
        return self.act(pure.DONE, text=values["note"].strip(), facts=answers(self.desk, given), because=because)


class SkipForm(StepForm):
    """The step is not done, and why."""

    kind = "skip"

    def questions(self) -> list[Question]:
        """The reason."""
        return [asked.text("why", t("tui.step-why-skip"), required=True)]

    def record(self, values: dict[str, str]) -> list[str]:
        """Skip it."""
        return self.act(pure.SKIPPED, text=values["why"])


class AssignForm(StepForm):
    """Who does the step."""

    kind = "assign"

    def questions(self) -> list[Question]:
        """Whom, and a remark."""
        return [asked.line("to", t("tui.step-to"), required=True), asked.line("note", t("tui.step-note"))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Assign it."""
        return self.act(pure.ASSIGNED, to=values["to"], text=values["note"].strip())


class RemarkForm(StepForm):
    """A remark kept with the step, which stays open."""

    kind = "remark"

    def questions(self) -> list[Question]:
        """The remark."""
        return [asked.text("text", t("tui.step-remark"), required=True)]

    def record(self, values: dict[str, str]) -> list[str]:
        """Keep it."""
        return self.act(pure.COMMENT, text=values["text"])
