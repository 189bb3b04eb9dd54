"""What was done to a step of a playbook: ticked with what it found out, skipped with the reason, assigned, commented on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.values import show
from breach.i18n import t
from breach.playbook import progress as pure
from breach.service import playbooks as service
from breach.service.facts import answers
from breach.service.files import read
from breach.tui.questions import how_to_type, options_of
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field, Pick

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef
    from breach.service.desk import Desk

_MOST_CODES = 12
"""Answers are offered to be marked up to so many; longer lists are typed, and are whole in the step of the facts."""


class StepForm(Form):
    """A form about ``step`` (``playbook/step``) of the file ``ref``."""

    kind = ""

    def __init__(self, desk: Desk, ref: str, step: str) -> None:
        super().__init__(f"{self.kind}:{ref}:{step}", ref)
        self.named = step
        self.which, self.step = service.step_of(read(desk, ref), step)

    def heading(self) -> str:
        """The step in its line."""
        return self.step.line(self.breach.desk.lang)

    def before(self) -> str:
        """How it is done."""
        return self.step.words(self.breach.desk.lang)

    def act(self, what: str, **more: object) -> object:
        """Put it on record."""
        return service.act(self.breach.desk, self.ref, self.named, what, **more)[2]  # type: ignore[arg-type]  # each form gives what its act takes


class TickForm(StepForm):
    """The step is done; what it found out becomes facts."""

    kind = "tick"

    def __init__(self, desk: Desk, ref: str, step: str) -> None:
        super().__init__(desk, ref, step)
        opened = read(desk, ref)
        self._facts = opened.facts
        self._relied = any(fact in decision.body.get("relied", {}) for decision in opened.file.decisions for fact in self.step.asks)

    def fields(self) -> list[Field]:
        """What the step asks for, then a remark; the reason where a decision relied on an answer."""
        fields = [Field("note", "line", t("tui.step-note"), t("tui.step-note-hint"))]
        for fact_id in self.step.asks:
            fields += self._asked(load().get(fact_id))
        if self._relied:
            fields.append(Field("because", "line", t("tui.fact-because"), t("tui.fact-because-hint")))
        return fields

    def _asked(self, definition: FactDef) -> list[Field]:
        desk = self.breach.desk
        fact = self._facts.get(definition.id)
        now = show(definition, fact, desk.lang, desk.zone) if fact else t("tui.fact-not-asked")
        hint = f"{t('tui.fact-now', value=now)} {how_to_type(definition)}"
        kind = "known-instant" if definition.type == "instant" else "line"
        found = [Field(definition.id, kind, f"{definition.id} — {question_of(definition, desk.lang)}", hint)]
        options = options_of(definition, desk.lang, _MOST_CODES)
        if options:
            found.append(Field(f"codes-{definition.id}", "pick", t("tui.fact-codes"), "", "", options, several=definition.type == "set_of"))
        return found

    def marked(self, name: str) -> None:
        """Write the codes marked into their field."""
        if name.startswith("codes-"):
            self.set_value(name.removeprefix("codes-"), ",".join(self.query_one(f"#field-{name}", Pick).chosen))

    def record(self, values: dict[str, str]) -> object:
        """Tick it; an empty answer is no answer and changes nothing."""
        given = [f"{fact_id}={values[fact_id].strip()}" for fact_id in self.step.asks if values[fact_id].strip()]
        facts = answers(self.breach.desk, given)
        return self.act(pure.DONE, text=values["note"].strip(), facts=facts, because=values.get("because", "").strip())


class SkipForm(StepForm):
    """The step is not done, and why."""

    kind = "skip"

    def fields(self) -> list[Field]:
        """The reason."""
        return [Field("why", "text", t("tui.step-why-skip"))]

    def record(self, values: dict[str, str]) -> object:
        """Skip it."""
        return self.act(pure.SKIPPED, text=values["why"])


class AssignForm(StepForm):
    """Who does the step."""

    kind = "assign"

    def fields(self) -> list[Field]:
        """Whom, and a remark."""
        return [Field("to", "line", t("tui.step-to")), Field("note", "line", t("tui.step-note"))]

    def record(self, values: dict[str, str]) -> object:
        """Assign it."""
        return self.act(pure.ASSIGNED, to=values["to"], text=values["note"].strip())


class RemarkForm(StepForm):
    """A remark kept with the step, which stays open."""

    kind = "remark"

    def fields(self) -> list[Field]:
        """The remark."""
        return [Field("text", "text", t("tui.step-remark"))]

    def record(self, values: dict[str, str]) -> object:
        """Keep it."""
        return self.act(pure.COMMENT, text=values["text"])
