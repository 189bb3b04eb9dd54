"""The facts, group by group: the question, what is known, and how well; or what is not known, with who owes it. Marks say it without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets import Static

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.model import GROUPS
from breach.catalogue.values import show
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.service import ledger_words, verdict
from breach.service.ledger import ledger
from breach.service.playbooks import CALLERS
from breach.tui import commands, literal
from breach.tui.host import Option
from breach.tui.questions import in_both
from breach.tui.steps.step import Step
from breach.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.widgets import OptionList

    from breach.catalogue.model import FactDef
    from breach.domain.facts import Fact
    from breach.service.ledger import Unknown
    from breach.tui.state import FileState

_QUESTION = "#"
"""Before the number of a question that was put to somebody, in the id of its line: one fact may be asked of several people."""
_MARKS = {"known": "=", "estimated": "~", "assumed": "(", "unknown": "?", "cannot_be_known": "x"}


class FactsStep(Step):
    """Every fact that is asked, and those that were given."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (
        commands.EDIT,
        commands.WHY,
        commands.UNKNOWN,
        commands.FIND,
        commands.ASK,
        commands.ANSWER,
    )
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    _state: FileState | None = None
    _only_unknown = False
    _owed: Sequence[Unknown] = ()
    _owed_of: FileState | None = None
    _sought = ""
    _in_question: tuple[str, Fact | None] | None = None

    def compose(self) -> Iterator[Widget]:
        """What is proposed on the facts as they stand, and the lines."""
        yield Static("", markup=False, id="facts-verdict")
        yield Lines(id="facts-lines")

    def fill(self, state: FileState) -> None:
        """Show the facts by group."""
        self._state = state
        self.query_one("#facts-verdict", Static).update(self._verdict(state))
        if self._only_unknown:
            lines = self.query_one(Lines)
            before, answered = lines.here, self._in_question
            lines.show(self._ledger(state))
            if answered and state.opened.facts.get(answered[0]) != answered[1]:
                self._in_question = None
                if lines.here == before:  # said to be unknown: it stays in the list, and the next one is asked
                    lines.action_cursor_down()
            return
        rows: list[tuple[str, Content]] = []
        for group in GROUPS:
            facts = [d for d in load().group(group) if self._wanted(state, d)]
            if facts:
                rows.append(("", literal.lit(t(f"tui.group-{group}"), "bold underline")))
                rows += [(definition.id, self._line(state, definition)) for definition in facts]
        self.query_one(Lines).show(rows)

    def _verdict(self, state: FileState) -> Content:
        """What is proposed, and the questions that would change it, each on one line."""
        width = self.app.size.width - 2
        questions = " ; ".join(verdict.would_change(state.appraisal))
        change = [literal.one_line(t("verdict.change", questions=questions), width)] if questions else []
        return Content("\n").join([literal.lit(verdict.line(state.assessment), "bold"), *(literal.lit(line) for line in change)])

    def _ledger(self, state: FileState) -> list[tuple[str, Content]]:
        """What is not known and matters, and who owes which answer, read once for each state."""
        if self._owed_of is not state:
            self._owed_of, self._owed = state, self.breach.ask(ledger, self.breach.desk, state.opened) or []
        rows: list[tuple[str, Content]] = []
        for heading, items in ledger_words.grouped(self._owed):
            rows.append(("", literal.lit(heading, "bold underline")))
            rows += [(f"{item.fact}{_QUESTION}{item.entry}" if item.entry else item.fact, self._owed_line(state, item)) for item in items]
        return rows or [("", literal.lit(t("ledger.none")))]

    def _owed_line(self, state: FileState, item: Unknown) -> Content:
        now = self.breach.desk.now()
        late = item.late_by(now)
        return literal.lit(f"{'!' if late else '?'} {ledger_words.line(item, now, state.zone)}", "bold" if late else "")

    @staticmethod
    def _wanted(state: FileState, definition: FactDef) -> bool:
        shown = definition.id in state.opened.facts or definition.id in state.unknown
        return shown or definition.id in CALLERS or not (definition.optional or definition.of)

    def _line(self, state: FileState, definition: FactDef) -> Content:
        fact = state.opened.facts.get(definition.id)
        mark = _MARKS[fact.state] if fact is not None else "?"
        question = question_of(definition, self.breach.desk.lang)
        asked = self._asked(state, definition.id)
        if fact is None:
            return literal.lit(f"{mark} {question}{asked}")
        colon = "" if question.endswith("?") else t("clock.colon")
        value = literal.one_line(show(definition, fact, self.breach.desk.lang, state.zone), 400)
        return Content.assemble(literal.shown(f"{mark} {question}{colon} "), (literal.shown(value), "bold"), literal.shown(asked))

    @staticmethod
    def _asked(state: FileState, fact_id: str) -> str:
        """Of whom the fact was asked, and by when it is wanted; "" where it waits for nobody."""
        held = [act.body for act in state.opened.file.open_questions() if act.body["field"] == fact_id]
        return f" [{_asked_of(held[-1], state.zone)}]" if held else ""

    @property
    def _fact(self) -> str:
        """The fact in hand, "" where none is."""
        here = self.query_one(Lines).here
        return here.partition(_QUESTION)[0]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer the question chosen."""
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        """Answer the question in hand."""
        if self._fact and self._state is not None:
            self._in_question = (self._fact, self._state.opened.facts.get(self._fact))
            self.page.edit_fact(self._fact)
        elif self.query_one(Lines).here:
            self.action_answer()

    def action_why(self) -> None:
        """Why the question in hand is asked, in both languages."""
        here = self._fact
        if here:
            definition = load().get(here)
            self.breach.read(t("tui.why-heading"), in_both(definition, self.breach.desk.lang), self.page.ref)

    def action_ask(self) -> None:
        """Put the question in hand to somebody."""
        here = self._fact
        if here:
            self.breach.open_form(f"ask:{self.page.ref}:{here}", self.page.changed)

    def action_answer(self) -> None:
        """Record an answer that came: to the question in hand, else first to which."""
        if self._state is None:
            return
        fact, _, entry = self.query_one(Lines).here.partition(_QUESTION)
        waiting = {str(act.n): act for act in self._state.opened.file.open_questions()}
        meant = {entry} if entry else {n for n, act in waiting.items() if fact and act.body["field"] == fact}
        places = {n: act for n, act in waiting.items() if n in meant} or waiting

        def chosen(entry: str | None) -> None:
            if entry:
                self.breach.open_form(f"answer:{self.page.ref}:{entry}", self.page.changed)

        if len(places) == 1:
            chosen(next(iter(places)))
        elif places:
            options = [Option(n, f"{act.body['text'] or '—'} ({_asked_of(act.body, self._state.zone)})") for n, act in places.items()]
            self.breach.choose(t("desk.answer-which"), "", options, chosen)
        else:
            self.breach.say(t("desk.answer-none"))

    def action_unknown(self) -> None:
        """Only what is unknown, or everything."""
        self._only_unknown = not self._only_unknown
        if self._state is not None:
            self._in_question = None
            self.fill(self._state)
            self.query_one(Lines).action_first()

    def action_find(self) -> None:
        """Go to the next fact in whose question, answers, id or value a word stands; the last one is offered again."""

        def chosen(word: str | None) -> None:
            if word:
                self._sought = word
                if not self.query_one(Lines).find(word, _answers):
                    self.breach.say(t("tui.find-none", word=literal.one_line(word, 40)))

        self.breach.ask_word(t("tui.find-heading"), self._sought, chosen)


def _answers(name: str) -> str:
    """The answers that a list offers for the fact of a line, with the words by which people say them."""
    definition = load().facts.get(name.partition(_QUESTION)[0])
    codes = definition.codes if definition is not None else ()
    return " ".join(word for code in codes for word in (code.fr, code.en, *code.also))


def _asked_of(body: Mapping[str, Any], zone: str) -> str:
    """Of whom a question was asked, and by when its answer is wanted; ``body``: of its entry."""
    due = t("desk.asked-due", at=dates.when(from_z(body["due_at"]), zone_of(zone), zone)) if body["due_at"] else ""
    return t("desk.asked-mark", to=body["to"] or "—", due=due)
