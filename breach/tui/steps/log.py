"""The log: every entry of the file, newest below, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from breach.domain.clock_rows import seconds
from breach.domain.decided_words import late_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import current, dates, t
from breach.log import kinds
from breach.service.gist import gist, on_one_line
from breach.tui import commands, literal
from breach.tui.steps.step import Step
from breach.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.log.fold import Line
    from breach.tui.state import FileState

_LONGEST = 300


class LogStep(Step):
    """The timeline."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.READ, commands.EVIDENCE, commands.RETRACT, commands.LINK, commands.SIGN)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    _state: FileState | None = None
    _lang = ""

    def compose(self) -> Iterator[Widget]:
        """The lines."""
        yield Rows(id="timeline")

    def fill(self, state: FileState) -> None:
        """Show the entries; the newest comes in hand where it was. An entry changes no more, so a state is shown once."""
        rows, lang = self.query_one(Rows), current()
        if state is self._state and lang == self._lang:
            return
        newest = str(self._state.opened.file.entries) if self._state is not None else ""
        follow = rows.here in ("", newest)
        self._state, self._lang = state, lang
        lines = {str(line.n): line for line in state.opened.file.timeline}
        rows.show(list(lines), lambda name: self._line(state, lines[name]))
        if follow:
            rows.action_walk_to(-1)

    def hold(self, entry: int) -> None:
        """Take the entry numbered ``entry`` in hand."""
        self.query_one(Rows).go(str(entry))

    def _line(self, state: FileState, line: Line) -> Content:
        at = dates.when(from_z(line.happened_at or line.recorded_at), zone_of(state.zone), state.zone)
        gone = f" {t('tui.log-retracted')}" if line.retracted else ""
        late = late_words(seconds(from_z(line.happened_at), from_z(line.recorded_at))) if line.happened_at else ""
        head = f"{line.n}  {at}  {t(f'kinds.{line.kind}')}{gone}{late}  {state.person(line.actor)}"
        text = literal.one_line(on_one_line(line, self.breach.desk.lang, state.zone), _LONGEST)
        return Content("\n").join([literal.lit(head, "bold"), literal.lit(f"   {text}")]) if text else literal.lit(head, "bold")

    @property
    def entry(self) -> int:
        """The number of the entry in hand."""
        return int(self.query_one(Rows).here or 0)

    def _in_hand(self) -> Line | None:
        here = self.query_one(Rows).here
        if self._state is None or not here:
            return None
        return next(line for line in self._state.opened.file.timeline if str(line.n) == here)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Read an entry in full."""
        event.stop()
        self.action_read()

    def action_read(self) -> None:
        """Read the entry in hand in full."""
        line, state = self._in_hand(), self._state
        if line is None or state is None:
            return
        zone = zone_of(state.zone)
        rows = [
            t("tui.entry-kind", kind=t(f"kinds.{line.kind}")),
            t("tui.entry-by", name=state.person(line.actor), role=t(f"tui.role-{line.role}") if line.role else "—"),
            t("tui.entry-recorded", at=dates.when(from_z(line.recorded_at), zone, state.zone, year=True)),
        ]
        if line.happened_at:
            rows.append(t("tui.entry-happened", at=dates.when(from_z(line.happened_at), zone, state.zone, year=True)))
        nothing = "decided.sealed" if line.kind == kinds.PRIVILEGED else "tui.entry-no-text"
        did = gist(line, self.breach.desk.lang, state.zone)
        rows += ["", did] if did else []
        rows += ["", line.text if line.text is not None else t(nothing)]
        self.breach.read(t("tui.entry-heading", n=line.n, ref=state.ref), "\n".join(rows), state.ref)

    def action_retract(self) -> None:
        """Retract the entry in hand."""
        line = self._in_hand()
        if line is not None:
            self.breach.open_form(f"retract:{self.page.ref}:{line.n}", self.page.changed)

    def action_evidence(self) -> None:
        """Add a piece of evidence."""
        self.breach.open_form(f"evidence:{self.page.ref}", self.page.changed)

    def action_link(self) -> None:
        """Link this file to another."""
        self.breach.open_form(f"link:{self.page.ref}", self.page.changed)

    def action_sign(self) -> None:
        """Sign the draft in hand."""
        line = self._in_hand()
        if line is not None and line.kind == kinds.DRAFT:
            self.breach.open_form(f"sign:{self.page.ref}:{line.n}", self.page.changed)
        else:
            self.breach.say(t("desk.sign-draft"))
