"""One fact: why it is asked, what is known, and a field that takes exactly what the command line takes after ``ID=``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from breach.catalogue.asking import question_of, why
from breach.catalogue.loader import load
from breach.catalogue.values import show
from breach.errors import InputError, RuleError
from breach.i18n import t
from breach.service import facts as service
from breach.service import verdict
from breach.service.files import read
from breach.tui import commands, literal
from breach.tui.questions import how_to_type, in_both, options_of
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field, Pick

if TYPE_CHECKING:
    from textual.binding import BindingType

    from breach.catalogue.model import FactDef
    from breach.service.desk import Desk

_MOST_CODES = 80
"""Longer lists (countries) are not shown: their codes are typed."""


class FactForm(Form):
    """Sets the fact ``fact_id`` of the file ``ref``."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.FACT_FORM
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.FACT_FORM)

    def __init__(self, desk: Desk, ref: str, fact_id: str) -> None:
        super().__init__(f"fact:{ref}:{fact_id}", ref)
        self.definition: FactDef = load().get(fact_id)
        self._opened = opened = read(desk, ref)
        self._fact = opened.facts.get(fact_id)
        self._relied = any(fact_id in decision.body.get("relied", {}) for decision in opened.file.decisions)

    def heading(self) -> str:
        """The question."""
        return question_of(self.definition, self.breach.desk.lang)

    def before(self) -> str:
        """What is known now, and why it is asked."""
        desk = self.breach.desk
        now = show(self.definition, self._fact, desk.lang, desk.zone) if self._fact else t("tui.fact-not-asked")
        return "\n".join([t("tui.fact-now", value=now), *why(self.definition, desk.lang)])

    def fields(self) -> list[Field]:
        """The value, the codes where there are some, and the reason of a change."""
        definition = self.definition
        text = definition.type == "text"
        start = self._fact.value if text and self._fact is not None and isinstance(self._fact.value, str) else ""
        kind = "text" if text else "known-instant" if definition.type == "instant" else "line"
        fields = [Field("value", kind, t("tui.fact-answer"), how_to_type(definition), start)]
        options = options_of(definition, self.breach.desk.lang, _MOST_CODES)
        if options:
            fields.append(Field("codes", "pick", t("tui.fact-codes"), "", "", options, several=definition.type == "set_of"))
        if self._relied:
            fields.append(Field("because", "line", t("tui.fact-because"), t("tui.fact-because-hint")))
        return fields

    def action_why_here(self) -> None:
        """Why this is asked, with its article and an example, in both languages."""
        self.breach.read(t("tui.why-heading"), in_both(self.definition, self.breach.desk.lang), self.ref)

    def live(self) -> str:
        """What is proposed, and what the answer would do to that; "" for a fact that bears on no duty."""
        fact_id = self.definition.id
        if not verdict.bears(fact_id):
            return ""
        desk, typed = self.breach.desk, self._typed.get("value", "")
        before = verdict.with_answer(desk, self._opened, fact_id, "")
        after = verdict.with_answer(desk, self._opened, fact_id, typed)
        assert before is not None  # nothing typed can always be read
        if after is None:
            return verdict.line(before) + "\n" + t("verdict.not-read")
        if not typed.strip():
            return verdict.line(before)
        return "\n".join(verdict.moved(before, after) or [verdict.line(after), t("verdict.unchanged")])

    def marked(self, name: str) -> None:
        """Write the codes marked into the field."""
        if name == "codes":
            self.set_value("value", ",".join(self.query_one("#field-codes", Pick).chosen))

    def record(self, values: dict[str, str]) -> object:
        """Set the fact."""
        desk = self.breach.desk
        try:
            facts = service.answers(desk, [f"{self.definition.id}={values['value']}"])
        except InputError as error:
            if "fact" not in error.params:
                raise
            raise InputError(error.code, **{**error.params, "fact": t("tui.fact-answer")}) from error  # the form shows no id
        seen = {self.definition.id: self._fact.entry if self._fact else None}
        try:
            return service.change(desk, self.ref, facts, values.get("because", "").strip(), seen)[1]
        except RuleError as error:
            if error.code == "fact-changed-meanwhile":
                self._look_again()
            raise

    def _look_again(self) -> None:
        """Show what stands now above what was typed: saving again is then meant."""
        self._fact = read(self.breach.desk, self.ref).facts.get(self.definition.id)
        self.query_one("#before", Static).update(literal.lit(self.before()))
