"""The playbooks: which are proposed and why, then one of them, its first-hour card on top; a tick writes the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from breach.domain.instants import zone_of
from breach.i18n import dates, plural, t
from breach.playbook import progress as pure
from breach.playbook.model import PHASES
from breach.service import playbooks as service
from breach.tui import commands, literal
from breach.tui.steps.step import Step
from breach.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.binding import BindingType
    from textual.content import Content
    from textual.widget import Widget
    from textual.widgets import OptionList

    from breach.playbook.library import Library
    from breach.playbook.progress import Progress, Proposal
    from breach.tui.state import FileState

_MARKS = {"done": "[x]", "skipped": "[-]", "open": "[ ]"}
_MORE = "+"
"""The id of the line that opens the list of all that may apply."""


class PlaybookStep(Step):
    """The proposed playbooks, or the steps of the one that was chosen."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (
        commands.TICK,
        commands.SKIP,
        commands.HOW,
        commands.ASSIGN,
        commands.REMARK,
        commands.TAKE_BACK,
        commands.PLAYBOOKS,
    )
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings((*COMMANDS_HERE, commands.OPEN_PLAYBOOK))
    _state: FileState | None = None
    _held: Library | None = None
    _offered: list[Proposal]
    _found: list[Progress]
    _which: str | None = None
    _whole = False
    _listed = False
    """Whether the playbook in view was chosen in the list."""

    def compose(self) -> Iterator[Widget]:
        """The lines."""
        yield Lines(id="playbook-lines")

    def fill(self, state: FileState) -> None:
        """Show what ``state`` calls for; the library is read once for each state."""
        if state is not self._state:
            self._state = state
            self._held = service.library()
            self._offered = service.proposed(self.breach.desk, state.opened, self._held)
            if self._which is None:
                self._which = self._of_itself()
            chosen = self._held.playbooks.get(self._which)
            self._found = service.steps(self.breach.desk, state.opened, chosen) if chosen else []
        self._show()

    def _of_itself(self) -> str:
        """The playbook that is shown without being asked for: the one that is followed, or the only one that applies; "" for the list."""
        for wanted in (pure.FOLLOWED, pure.APPLIES):
            found = [item.playbook.id for item in self._offered if item.state == wanted]
            if found:
                return found[0] if len(found) == 1 else ""
        return ""

    def _show(self) -> None:
        rows = self._steps() if self._which else self._list()
        self.query_one(Lines).show(rows)

    # -- the list

    def _list(self) -> list[tuple[str, Content]]:
        assert self._held is not None
        lang = self.breach.desk.lang
        shown, more = pure.shortlist(self._offered)
        if self._whole or not shown:
            shown, more = [*shown, *more], []
        rows = [("", literal.lit(t("tui.playbooks-heading"), "bold underline"))]
        for item in shown:
            why = service.why(item, lang)
            rows.append((item.playbook.id, literal.lit(f"{item.playbook.title[lang]}\n    {literal.one_line(why, 400)}")))
        if more:
            rows.append((_MORE, literal.lit(plural("tui.playbooks-more", len(more)))))
        faults = [literal.lit(t("tui.playbook-fault", where=f"{fault.id}/{fault.file}")) for fault in self._held.faults]
        return [*rows, *(("", fault) for fault in faults)]

    # -- the steps of one

    def _steps(self) -> list[tuple[str, Content]]:
        assert self._held is not None
        assert self._which
        lang = self.breach.desk.lang
        which = self._held.playbooks[self._which]
        done = sum(one.state != "open" for one in self._found)
        rows = [("", literal.lit(plural("tui.playbook-head", done, title=which.title[lang], all=len(self._found)), "bold"))]
        for phase in PHASES:
            here = [one for one in self._found if one.step.phase == phase]
            if here:
                rows.append(("", literal.lit(t(f"playbook.phase-{phase}"), "bold underline")))
                rows += [(one.step.id, self._line(one)) for one in here]
            if phase == PHASES[0]:
                rows += [("", literal.lit(t("tui.playbook-avoid", text=text))) for text in which.avoid[lang]]
        return rows

    def _line(self, one: Progress) -> Content:
        told = [t(f"tui.role-{one.step.role}")]
        late = one.late(self.breach.desk.now())
        if one.state == "open":
            told += self._due(one, late=late)
        elif one.act is not None and self._state is not None:
            told.append(t("tui.step-settled", name=self._state.person(one.act.actor), state=t(f"tui.step-{one.state}")))
        if one.owner:
            told.append(t("playbook.owner", to=literal.one_line(one.owner, 60)))
        if one.comments:
            told.append(plural("tui.step-remarks", len(one.comments)))
        words = f"{_MARKS[one.state]} {one.step.line(self.breach.desk.lang)}\n    {' — '.join(told)}"
        return literal.lit(words, "bold $text-error" if late else "")

    def _due(self, one: Progress, *, late: bool) -> list[str]:
        if one.due is not None and self._state is not None:
            at = dates.when(one.due, zone_of(self._state.zone), self._state.zone)
            return [t("playbook.late-since" if late else "playbook.until", at=at)]
        if one.step.minutes is None:
            return []
        anchor = one.step.anchor if one.step.anchor in ("aware_at", "first_signal_at", "discovered_at") else "other"
        return [t("playbook.within", time=dates.duration(one.step.minutes * 60), anchor=t(f"playbook.anchor-{anchor}"))]

    # -- keys

    def commands_here(self) -> Sequence[commands.Command]:
        """In the list a playbook is opened, or read about."""
        return self.COMMANDS_HERE if self._which else (commands.OPEN_PLAYBOOK, commands.HOW)

    def back(self) -> bool:
        """From a playbook that was chosen in the list back to it."""
        if not (self._which and self._listed):
            return False
        self.action_playbooks()
        return True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the playbook chosen, or tick the step."""
        event.stop()
        self.action_tick()

    def _choose(self, which: str) -> None:
        self._which, state, self._state = which, self._state, None
        if state is not None:
            self.fill(state)
            self.query_one(Lines).action_first()
        self.page.show_commands()

    def action_tick(self) -> None:
        """Open the playbook in hand, or tick the step in hand."""
        here = self.query_one(Lines).here
        if self._which:
            self._form("tick")
        elif here == _MORE:
            self._whole = True
            self._show()
        elif here:
            self._listed = True
            self._choose(here)

    def action_open_playbook(self) -> None:
        """Open the playbook in hand."""
        self.action_tick()

    def _form(self, kind: str) -> None:
        here = self.query_one(Lines).here
        if self._which and here:
            self.breach.open_form(f"{kind}:{self.page.ref}:{self._which}/{here}", self.page.changed)

    def action_skip(self) -> None:
        """Skip the step in hand."""
        self._form("skip")

    def action_assign(self) -> None:
        """Give the step in hand to someone."""
        self._form("assign")

    def action_remark(self) -> None:
        """Keep a remark with the step in hand."""
        self._form("remark")

    def action_take_back(self) -> None:
        """Open the step in hand again."""
        here = self.query_one(Lines).here
        if self._which and here:
            self.page.changed(self.breach.ask(service.act, self.breach.desk, self.page.ref, f"{self._which}/{here}", pure.REOPENED))

    def action_how(self) -> None:
        """How the step in hand is done, what it asks, whose duty it is, its sources; for a playbook what it is, what to keep."""
        here = self.query_one(Lines).here
        if self._held is None or not here or here == _MORE:
            return
        lang = self.breach.desk.lang
        which = self._held.playbooks[self._which or here]
        if self._which:
            found = next(one for one in self._found if one.step.id == here)
            self.breach.read(found.step.line(lang), "\n".join(service.in_words(found, lang)), self.page.ref)
            return
        keep = [t("playbook.keep"), *(f"- {line}" for line in which.keep[lang])]
        avoid = [t("playbook.avoid"), *(f"- {line}" for line in which.avoid[lang])]
        self.breach.read(which.title[lang], "\n".join([which.summary[lang], "", *avoid, "", *keep]), self.page.ref)

    def action_playbooks(self) -> None:
        """Back to the list."""
        self._whole = self._listed = False
        self._choose("")
