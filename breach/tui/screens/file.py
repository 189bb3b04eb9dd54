"""One file: its head always in sight, the steps in free order below, one in view at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import ContentSwitcher

from breach.i18n import t
from breach.service import handover_words, proof, verdict
from breach.service.handover import handover
from breach.tui import commands, literal
from breach.tui.others import by_others, written_since
from breach.tui.screens.page import Page
from breach.tui.state import FileState
from breach.tui.steps.assess import AssessStep
from breach.tui.steps.clock import ClockStep
from breach.tui.steps.decisions import DecisionsStep
from breach.tui.steps.facts import FactsStep
from breach.tui.steps.letters import LetterStep
from breach.tui.steps.log import LogStep
from breach.tui.steps.now import NowStep
from breach.tui.steps.papers import NoticeStep
from breach.tui.steps.playbook import PlaybookStep
from breach.tui.steps.step import Step
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.header import FileHeader
from breach.tui.widgets.strip import StepStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.widget import Widget

STEPS: dict[str, type[Step]] = {
    "now": NowStep,
    "log": LogStep,
    "playbook": PlaybookStep,
    "facts": FactsStep,
    "assess": AssessStep,
    "clock": ClockStep,
    "notice": NoticeStep,
    "letter": LetterStep,
    "decisions": DecisionsStep,
}


PROVE_AFTER_S = 2.0
"""How long a file is open before its proof is looked at, in seconds: who only passes by does not pay for it."""


class FileScreen(Page):
    """The file ``ref``. Its state goes down to head and steps; what they record comes back up as ``changed``. ``entry``: where its log begins."""

    CSS_PATH = "file.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.FILE
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.FILE)

    def __init__(self, ref: str, step: str = "", entry: int = 0) -> None:
        super().__init__()
        self.ref = ref
        self._entry = entry
        self._tried = False
        self.current = step or "log"
        self._chosen = bool(step)
        self._home = self.current
        """The step at which the file was entered: Escape leads back there before it leaves the file."""
        self.state: FileState | None = None

    def compose(self) -> Iterator[Widget]:
        """Head, steps, the step in view, keys."""
        yield FileHeader()
        yield StepStrip()
        with ContentSwitcher(initial=self.current):
            for name, kind in STEPS.items():
                yield kind(id=name)
        yield Footer()

    def on_mount(self) -> None:
        """Paint first, read right after."""
        self.call_after_refresh(self.reload)
        self.breach.window_title(f"breach {self.ref}")
        self.set_timer(PROVE_AFTER_S, self._prove)

    def changed(self, result: object = None) -> None:
        """Something may have been recorded: say where it changed what is proposed."""
        before = self.state
        super().changed(result)
        if before is not None and self.state is not None:
            for words in verdict.moved(before.assessment, self.state.assessment):
                self.breach.say(words)

    def reload(self) -> None:
        """Read the file again and hand it down."""
        state = self.breach.ask(FileState.load, self.breach.desk, self.ref)
        self._tried = True
        if state is None:
            return
        self.state = state
        self.query_one(FileHeader).show(state)
        if not self._chosen:  # how much is known decides where it begins, once
            self._chosen, self.current = True, "now" if state.young else "log"
            self._home = self.current
        self.go(self.current)
        if self._entry:
            self.query_one(LogStep).hold(self._entry)
            self._entry = 0

    @property
    def ready(self) -> bool:
        """Whether the file was read, or refused to be: from then on keys mean what they say."""
        return self._tried

    def look(self) -> None:
        """Others may have written: then it is read again, and said who did."""
        state = self.state
        if state is None or not written_since(self.breach, state):
            return
        self.reload()
        if self.state is not None:
            said = by_others(state, self.state)
            if said:
                self.breach.say(said)

    def tick(self) -> None:
        """Count the clocks on, once there is something to count."""
        if self.state is not None:
            self.query_one(FileHeader).tick()
            self.step.fill(self.state)

    @property
    def step(self) -> Step:
        """The step in view."""
        return self.query_one(f"#{self.current}", Step)

    def go(self, step: str) -> None:
        """Bring ``step`` into view."""
        self.current = step
        self.query_one(StepStrip).go(step)
        self.query_one(ContentSwitcher).current = step
        if self.state is not None:
            self.step.fill(self.state)
        self.step.take_focus()
        self.show_commands()

    def commands_here(self) -> list[tuple[commands.Command, DOMNode]]:
        """The step's commands, then the file's."""
        # The footer asks while the screen is still being put together: there may be no step yet.
        own: list[tuple[commands.Command, DOMNode]] = [
            (c, step) for step in self.query(f"#{self.current}").results(Step) for c in step.commands_here()
        ]
        return [*own, *super().commands_here()]

    def action_step(self, step: str) -> None:
        """Go to a step."""
        self.go(step)

    def _beside(self, by: int) -> str:
        names = list(STEPS)
        return names[(names.index(self.current) + by) % len(names)]

    def action_next_step(self) -> None:
        """The step to the right."""
        self.go(self._beside(1))

    def action_previous_step(self) -> None:
        """The step to the left."""
        self.go(self._beside(-1))

    def action_best(self) -> None:
        """Answer the question that would settle most."""
        best = self.state.best_question() if self.state is not None else None
        if best is not None:
            self.edit_fact(best.id)

    def edit_fact(self, fact_id: str) -> None:
        """Ask for the fact ``fact_id``."""
        self.breach.open_form(f"fact:{self.ref}:{fact_id}", self.changed)

    def action_verify(self) -> None:
        """Verify this file's chain, its texts and what is kept to the byte."""
        self._verify(self._verified)

    def _verify(self, then: Callable[[dict[str, Any]], None], said: str = "desk.verifying") -> None:
        ref = self.ref
        self.breach.behind(lambda desk: proof.verify(desk, ref), then, t(said, ref=ref) if said else "")

    def _verified(self, result: dict[str, Any]) -> None:
        """Show what was found; whoever went elsewhere meanwhile is told, and not torn away."""
        self._proved(result)
        words = proof.in_words(result)
        if self.app.screen is self:
            self.breach.read(t("tui.verify-heading", where=self.ref), "\n".join(words), self.ref)
        else:
            self.breach.say(f"{self.ref}{t('clock.colon')} {words[0]}")

    def _proved(self, result: dict[str, Any]) -> None:
        """Keep what was proved, for the badge in the head."""
        for header in self.query(FileHeader):
            header.proved = result
            header.tick()

    def _prove(self) -> None:
        """Once a file has been looked at for a moment: what can be proved of it, in the background."""
        if self.app.screen is not self:  # a form is open over it, or the lock: later
            self.set_timer(PROVE_AFTER_S, self._prove)
        elif self.breach.desk.second is not None:
            self._verify(self._proved, "")

    def action_handover(self) -> None:
        """The note for whoever takes over."""
        told = self.breach.ask(handover, self.breach.desk, self.ref)
        if told is not None:
            words = literal.sections(handover_words.parts(self.breach.desk, told, typed=False), t("review.nothing"))
            last = literal.lit("\n".join(handover_words.last(told)))
            self.breach.read(handover_words.title(self.breach.desk, told), Content("\n\n").join([words, last]), self.ref)

    def action_review(self) -> None:
        """The file in the order in which it is judged; that it was looked at goes on record."""
        self.breach.open_review(self.ref, self.changed)

    def action_then(self) -> None:
        """The file as it was known at an earlier point: of the log, at the entry in hand."""
        self.breach.open_then(self.ref, self.step.entry)

    def action_archive(self) -> None:
        """Write the archive of this file."""
        self.breach.open_form(f"archive:{self.ref}", self.changed)

    def action_reload(self) -> None:
        """Read the file again."""
        self.reload()

    def action_back(self) -> None:
        """One level up: within the step, to the step at which the file was entered, then out of the file."""
        if self.step.back():
            return
        if self.current in (self._home, "now"):
            self.leave(None)
        else:
            self.go(self._home)
