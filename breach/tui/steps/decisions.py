"""The decisions and opinions on record, what the rules propose beside them, and the way to make one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from breach.domain import decided_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.service import actions, afterwards, happened
from breach.service.decisions import QUESTIONS
from breach.tui import commands, deciding, literal
from breach.tui.host import Option
from breach.tui.steps.step import Step
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.log.fold import Act
    from breach.service.waiting import Waiting
    from breach.tui.state import FileState


class DecisionsStep(Step):
    """Who decided what, when, and why."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (
        commands.DECIDE,
        commands.OPINION,
        commands.APPROVE,
        commands.MEASURE,
        commands.RESULT,
        commands.AUTHORITY,
    )
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    _waiting: Sequence[Waiting] = ()
    _open: Sequence[Act] = ()

    def compose(self) -> Iterator[Widget]:
        """The text."""
        yield TextView(id="decisions-text")

    def fill(self, state: FileState) -> None:
        """Show what waits, every question with its standing decision, then the opinions and the authority's answers."""
        self._waiting = state.waiting
        file = state.opened.file
        waits = [literal.lit("! " + decided_words.of(item.data(), state.zone), "bold $text-warning") for item in state.waiting]
        parts = [Content("\n").join(waits)] if waits else []
        parts += [self._question(state, question) for question in QUESTIONS]
        parts += [self._opinion(state, act) for act in file.opinions]
        parts += [literal.lit(line) for line in happened.answers(state.opened, state.zone)]
        parts += self._afterwards(state)
        self.query_one(TextView).show(Content("\n\n").join(parts))

    def _afterwards(self, state: FileState) -> list[Content]:
        """The actions with what came of them, then what is still open."""
        desk = self.breach.desk
        self._open = [act for act in state.opened.file.actions if state.opened.file.result_of(act.n) is None]
        found = actions.in_words(actions.told(desk, state.opened, desk.now()), state.zone)
        left = [item.words(desk.lang) for item in afterwards.still_open(state.opened, desk.now(), desk.lang)]
        head = [literal.lit(t("action.heading"), "bold"), *(literal.lit(line) for line in found or [t("action.none")])]
        tail = [literal.lit(t("action.left"), "bold"), *(literal.lit(f"- {line}") for line in left)] if left else []
        return [Content("\n").join(part) for part in (head, tail) if part]

    def action_measure(self) -> None:
        """Record what is to be done."""
        self.breach.open_form(f"measure:{self.page.ref}", self.page.changed)

    def action_result(self) -> None:
        """Record what came of an action: first of which."""
        if not self._open:
            self.breach.say(t("tui.result-none"))
            return

        def chosen(entry: str | None) -> None:
            if entry:
                self.breach.open_form(f"result:{self.page.ref}:{entry}", self.page.changed)

        options = [Option(str(act.n), f"{act.n}  {literal.one_line(act.body['text'] or '—', 200)}") for act in self._open]
        self.breach.choose(t("tui.result-question"), "", options, chosen)

    def _question(self, state: FileState, question: str) -> Content:
        file = state.opened.file
        act = file.decided(question)
        head = literal.lit(t(f"tui.question-{question}"), "bold")
        if act is None:
            return Content("\n").join([head, literal.lit(t("tui.not-decided"))])
        lines = [t("tui.decided", choice=t(f"tui.choice-{act.body['choice']}"), **self._who(state, act)), act.body["why"] or ""]
        lines += decided_words.arguments(act.body)
        lines += [t("decided.reopen-if", text=item["text"] or "—") for item in act.body.get("reopen_if", ())]
        for held in (act, *(held for held in file.upheld if held.body["entry"] == act.n)):
            if held is not act:
                who = self._who(state, held)
                lines.append(t("decided.upheld", n=held.n, who=t("decided.who", **who), why=held.body["why"] or "—"))
            lines += self._approval(state, held)
        return Content("\n").join([head, *(literal.lit(line) for line in lines)])

    def _approval(self, state: FileState, act: Act) -> list[str]:
        if state.opened.file.pending(act):
            return [t("decided.pending")]
        done = state.opened.file.approval(act)
        if done is None:
            return []
        who = t("decided.who", **self._who(state, done))
        words = t("decided.approved-by", who=who, mandate=t(f"decided.mandate-{done.body['mandate']}"))
        return [words, *(t(f"decided.remark-{remark}") for remark in done.body["remarks"])]

    def _opinion(self, state: FileState, act: Act) -> Content:
        head = t("tui.opinion-heading", question=t(f"tui.question-{act.body['question']}"))
        words = t("tui.decided", choice=t(f"tui.stance-{act.body['stance']}"), **self._who(state, act))
        return Content("\n").join([literal.lit(head, "bold"), literal.lit(words), literal.lit(act.body["why"] or "")])

    def _who(self, state: FileState, act: Act) -> dict[str, str]:
        at = dates.when(from_z(act.recorded_at), zone_of(state.zone), state.zone)
        return {"name": state.person(act.actor), "role": t(f"tui.role-{act.role}"), "at": at}

    def action_approve(self) -> None:
        """Approve or ratify what waits; where several things wait, first which."""
        deciding.approve(self.breach, self.page.ref, self._waiting, self.page.changed)

    def action_decide(self) -> None:
        """Decide: first the question."""
        deciding.about(self.breach, "decide", self.page.ref, self.page.changed)

    def action_opinion(self) -> None:
        """The DPO's opinion: first the question."""
        deciding.about(self.breach, "opinion", self.page.ref, self.page.changed)

    def action_authority(self) -> None:
        """Record an answer of the authority."""
        self.breach.open_form(f"authority:{self.page.ref}", self.page.changed)
