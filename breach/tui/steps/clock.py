"""The clocks: every one in words, from which start, why, and by which text; then the ladder of awareness, which is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from breach.domain import clock_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, plural, t
from breach.service import happened
from breach.service.awareness_view import awareness, in_words
from breach.tui import commands, literal
from breach.tui.bar import bar
from breach.tui.state import clock_line
from breach.tui.steps.step import Step
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.service.clocks import Clock
    from breach.tui.state import FileState


class ClockStep(Step):
    """Every clock."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.AWARE, commands.AUTHORITY)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def compose(self) -> Iterator[Widget]:
        """The text."""
        yield TextView(id="clocks")

    def fill(self, state: FileState) -> None:
        """Show the clocks."""
        said = [literal.lit("\n".join(lines)) for lines in (happened.answers(state.opened, state.zone),) if lines]
        seen = awareness(self.breach.desk, state.opened, self.breach.desk.now())
        ladder = literal.lit("\n".join([t("awareness.heading"), *in_words(seen, state.zone)]))
        challenged = [literal.lit(plural("tui.clock-challenged", len(seen["challenges"])))] if seen["challenges"] else []
        head = Content("\n").join([self._awareness(state), *challenged])
        parts = [head, *(self._clock(state, clock) for clock in state.clocks), *said, ladder]
        self.query_one(TextView).show(Content("\n\n").join(parts))

    def _awareness(self, state: FileState) -> Content:
        """Who became certain when, on what basis; what was corrected stays in sight."""
        acts = state.opened.file.awareness
        if not acts:
            return literal.lit(t("tui.clock-no-awareness", key=commands.key_name(self.breach.keys_of(commands.AWARE))))
        lines = []
        for act in acts:
            at = dates.when(from_z(act.body["at"]), zone_of(state.zone), state.zone, year=True)
            key = "tui.clock-aware" if act is acts[-1] else "tui.clock-aware-old"
            lines.append(t(key, at=at, by=act.body["by"] or "—", basis=act.body["basis"] or "—"))
            if act.body.get("why"):
                lines.append(t("tui.clock-aware-why", why=act.body["why"]))
            if not act.body["confirmed"]:
                lines.append(t("tui.clock-aware-unsigned"))
        return literal.lit("\n".join(lines))

    def _clock(self, state: FileState, clock: Clock) -> Content:
        row, now = clock.row, self.breach.desk.now()
        lines = [clock_line(clock_words.line(row, now, state.zone), clock, now, "bold")]
        if row.anchor_at:
            lines.append(literal.lit(clock_words.start(row, state.zone)))
        lines.append(literal.lit(row.why_fr if self.breach.desk.lang == "fr" else row.why_en))
        lines.append(literal.lit(t("tui.clock-source", source=row.source) + (t("tui.clock-to-check") if row.to_check else "")))
        drawn = bar(row, state.opened.file, now, state.zone, self.size.width - 4)
        return Content("\n").join([*lines, *(literal.lit(line) for line in drawn[1:] if row.anchor_status != "superseded")])

    def action_aware(self) -> None:
        """Decide awareness, or correct it."""
        self.breach.open_form(f"aware:{self.page.ref}", self.page.changed)

    def action_authority(self) -> None:
        """Record an answer of the authority."""
        self.breach.open_form(f"authority:{self.page.ref}", self.page.changed)
