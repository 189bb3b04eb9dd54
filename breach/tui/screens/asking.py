"""A question put to somebody about a fact, and its answer: who owes what by when is the list of what is still to be found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.service import questions as service
from breach.service.decisions import find, need_entry
from breach.service.files import read
from breach.tui.questions import question_named
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk


class AskForm(Form):
    """Puts a question about the fact ``fact_id`` ("" for no fact) of the file ``ref`` to somebody."""

    def __init__(self, desk: Desk, ref: str, fact_id: str) -> None:
        super().__init__(f"ask:{ref}:{fact_id}", ref)
        self.fact_id = fact_id
        self._question = question_named(fact_id, desk.lang) if fact_id else ""

    def heading(self) -> str:
        """What is asked."""
        return t("desk.ask-heading")

    def before(self) -> str:
        """What becomes of the question."""
        return t("desk.ask-text")

    def fields(self) -> list[Field]:
        """Whom, the question, and until when."""
        return [
            Field("to", "line", t("desk.ask-to")),
            Field("text", "text", t("desk.ask-question"), "", self._question),
            Field("due", "ahead", t("desk.ask-due"), t("desk.instant-words") + " " + t("tui.may-stay-empty")),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Put it on record."""
        return service.ask(self.breach.desk, self.ref, values["to"], values["text"], field=self.fact_id, due=values["due"].strip())[1]


class AnswerForm(Form):
    """The answer to the question ``entry``."""

    def __init__(self, desk: Desk, ref: str, entry: int) -> None:
        super().__init__(f"answer:{ref}:{entry}", ref)
        self.entry = entry
        opened = read(desk, ref)
        need_entry(opened, entry)
        self._asked = find(opened.file.questions, entry)

    def heading(self) -> str:
        """Which question."""
        return t("desk.answer-heading", entry=self.entry)

    def before(self) -> str:
        """The question, to whom it was put, and until when."""
        if self._asked is None:
            return ""
        body, zone = self._asked.body, self.breach.desk.zone
        due = t("desk.asked-due", at=dates.when(from_z(body["due_at"]), zone_of(zone), zone)) if body["due_at"] else ""
        return t("desk.asked-of", to=body["to"] or "—", due=due) + "\n" + (body["text"] or "—")

    def fields(self) -> list[Field]:
        """The answer, and the fact's value where it gives one."""
        fields = [Field("text", "text", t("desk.answer-text"))]
        if self._asked is not None and self._asked.body["field"]:
            fact = self._asked.body["field"]
            fields.append(Field("value", "line", f"{fact}=", t("desk.answer-value") + " " + t("tui.may-stay-empty")))
        return fields

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        return service.answer(self.breach.desk, self.ref, self.entry, values["text"], value=values.get("value", "").strip())[1]
