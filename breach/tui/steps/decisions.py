"""The decisions and opinions on record, what the rules propose beside them, and the way to make one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.service.decisions import QUESTIONS
from breach.tui import commands, happened, literal
from breach.tui.host import Option
from breach.tui.steps.step import Step
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.log.fold import Act
    from breach.tui.state import FileState


class DecisionsStep(Step):
    """Who decided what, when, and why."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.DECIDE, commands.OPINION, commands.AUTHORITY)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def compose(self) -> Iterator[Widget]:
        """The text."""
        yield TextView(id="decisions-text")

    def fill(self, state: FileState) -> None:
        """Show every question with its standing decision, then the opinions and the authority's answers."""
        file = state.opened.file
        parts = [self._question(state, question) for question in QUESTIONS]
        parts += [self._opinion(state, act) for act in file.opinions]
        parts += [literal.lit(line) for line in happened.answers(state)]
        self.query_one(TextView).show(Content("\n\n").join(parts))

    def _question(self, state: FileState, question: str) -> Content:
        act = state.opened.file.decided(question)
        head = literal.lit(t(f"tui.question-{question}"), "bold")
        if act is None:
            return Content("\n").join([head, literal.lit(t("tui.not-decided"))])
        lines = [t("tui.decided", choice=t(f"tui.choice-{act.body['choice']}"), **self._who(state, act)), act.body["why"] or ""]
        stale = state.opened.file.stale(act)
        if stale:
            lines.append(t("tui.decided-stale", facts=", ".join(stale)))
        return Content("\n").join([head, *(literal.lit(line) for line in lines)])

    def _opinion(self, state: FileState, act: Act) -> Content:
        head = t("tui.opinion-heading", question=t(f"tui.question-{act.body['question']}"))
        words = t("tui.decided", choice=t(f"tui.stance-{act.body['stance']}"), **self._who(state, act))
        return Content("\n").join([literal.lit(head, "bold"), literal.lit(words), literal.lit(act.body["why"] or "")])

    def _who(self, state: FileState, act: Act) -> dict[str, str]:
        at = dates.when(from_z(act.recorded_at), zone_of(state.zone), state.zone)
        return {"name": state.person(act.actor), "role": t(f"tui.role-{act.role}"), "at": at}

    def _choose(self, kind: str) -> None:
        options = [Option(question, t(f"tui.question-{question}")) for question in QUESTIONS]

        def chosen(question: str | None) -> None:
            if question:
                self.breach.open_form(f"{kind}:{self.page.ref}:{question}", self.page.changed)

        self.breach.choose(t("tui.decide-question"), "", options, chosen)

    def action_decide(self) -> None:
        """Decide: first the question."""
        self._choose("decide")

    def action_opinion(self) -> None:
        """The DPO's opinion: first the question."""
        self._choose("opinion")

    def action_authority(self) -> None:
        """Record an answer of the authority."""
        self.breach.open_form(f"authority:{self.page.ref}", self.page.changed)
