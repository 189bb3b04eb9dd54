"""The first minute: from when on the clock may run, the next three things to do, whom to call, what not to do. Enter does what is in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from breach.domain import clock_words, decided_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, plural, t
from breach.service.first_minute import first_minute
from breach.tui import commands, literal
from breach.tui.bar import bar
from breach.tui.host import Option
from breach.tui.questions import question_named
from breach.tui.steps.step import Step
from breach.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.content import Content
    from textual.widget import Widget
    from textual.widgets import OptionList

    from breach.service.first_minute import FirstMinute
    from breach.service.next_steps import Action
    from breach.tui.state import FileState

_LEAST_TOLD = 30
_FORMS = {
    "aware": "aware:{ref}",
    "confirm-aware": "aware:{ref}",
    "answer": "fact:{ref}:{fact}",
    "decide-notify": "decide:{ref}:notify-authority",
    "decide-inform": "decide:{ref}:inform-subjects",
    "evidence": "evidence:{ref}",
}
"""The form in which each action is done."""
_STEPS = {"file": "notice", "inform": "letter", "waiting": "decisions"}
"""The step in which the others are."""


class NowStep(Step):
    """How the file stands, on one screen."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.DO, commands.CALL)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    _state: FileState | None = None
    _lang = ""
    _found: FirstMinute | None = None

    def compose(self) -> Iterator[Widget]:
        """The lines."""
        yield Lines(id="now-lines")

    def fill(self, state: FileState) -> None:
        """Show how ``state`` stands; what takes reading is read once for each state."""
        lang = self.breach.desk.lang
        if state is not self._state or lang != self._lang:
            self._state, self._lang = state, lang
            self._found = self.breach.ask(first_minute, self.breach.desk, state.opened)
        if self._found is not None:
            self.query_one(Lines).show(self._lines(state, self._found))

    def on_resize(self) -> None:
        """Fit the bar to the new width."""
        if self._state is not None:
            self.fill(self._state)

    def _lines(self, state: FileState, found: FirstMinute) -> list[tuple[str, Content]]:
        rows = [("", literal.lit(line)) for line in [*self._told(state, found), *self._starts(state, found)]]
        if found.steps:
            rows.append(("", literal.lit(t("desk.next"), "bold underline")))
            rows += [(f"do:{n}", literal.lit(f"{n + 1}. {self._step(action)}")) for n, action in enumerate(found.steps)]
        rows += [("", literal.lit(t("desk.avoid"), "bold underline")), *(("", literal.lit(f"- {line}")) for line in found.avoid)]
        rows.append(("", literal.lit(t("desk.call-whom"), "bold underline")))
        return [*rows, *((f"call:{card['id']}", literal.lit(literal.one_line(self._card(card, found), self.size.width - 4))) for card in found.cards)]

    def _told(self, state: FileState, found: FirstMinute) -> list[str]:
        """What happened, as it was first told."""
        if found.told is None or not found.told.text:
            return []
        at = dates.when(from_z(found.told.happened_at or found.told.recorded_at), zone_of(state.zone), state.zone)
        room = max(_LEAST_TOLD, self.size.width - 4 - len(t("desk.told", text="", at=at)))
        return [t("desk.told", text=literal.one_line(found.told.text, room), at=at)]

    def _starts(self, state: FileState, found: FirstMinute) -> list[str]:
        """The clock from its start as a bar; from every start that is possible, in words, until a person signs one."""
        now, zone = self.breach.desk.now(), state.zone
        if found.signed:
            return [line for row in found.starts[:1] for line in bar(row, state.opened.file, now, zone, self.size.width - 4)]
        said = [
            t("desk.start-if", at=dates.when(from_z(row.anchor_at or ""), zone_of(zone), zone), clock=clock_words.left(row, now, zone))
            for row in found.starts
        ]
        return [t("desk.start-open"), *said] if said else []

    def _step(self, action: Action) -> str:
        if action.waits is not None:
            return decided_words.of(action.waits.data(), self.breach.desk.zone)
        return t(f"review.next-{action.what}", question=question_named(action.fact, self.breach.desk.lang) if action.fact else "")

    @staticmethod
    def _card(card: dict[str, object], found: FirstMinute) -> str:
        """Whom, and the one way to reach them first; how often it was tried stands before it, where it is never cut."""
        reached = next((str(card[name]) for name in ("phone", "url", "email") if card[name]), t("review.call-no-number"))
        count = found.tried.get(str(card["id"]), 0)
        return (plural("desk.tried", count) if count else "") + t("desk.card", who=card["who"], reached=reached)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen."""
        event.stop()
        self.action_do()

    def action_do(self) -> None:
        """Do what is in hand: the action, or the call."""
        kind, _, name = self.query_one(Lines).here.partition(":")
        if kind == "call":
            self.breach.open_form(f"call:{self.page.ref}:{name}", self.page.changed)
        elif kind == "do" and self._found is not None:
            self._do(self._found.steps[int(name)])

    def _do(self, action: Action) -> None:
        if action.what in _STEPS:
            self.page.go(_STEPS[action.what])
        else:
            self.breach.open_form(_FORMS[action.what].format(ref=self.page.ref, fact=action.fact), self.page.changed)

    def action_call(self) -> None:
        """Record a call: first of whom."""
        if self._found is None:
            return
        options = [Option(str(card["id"]), self._card(card, self._found)) for card in self._found.cards]

        def chosen(card: str | None) -> None:
            if card is not None:
                self.breach.open_form(f"call:{self.page.ref}:{card}", self.page.changed)

        self.breach.choose(t("desk.call-whom"), t("desk.call-text"), [*options, Option("", t("desk.call-other"))], chosen)
