"""The assessment: the proposal, both axes as a table, what would settle or flip it, why, and what stands beside. A named person concludes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.service import assessing
from breach.tui.steps.step import Step
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from breach.tui.state import FileState


class AssessStep(Step):
    """The assessment in words."""

    def compose(self) -> Iterator[Widget]:
        """The text."""
        yield TextView(id="assessment")

    def fill(self, state: FileState) -> None:
        """Show the explanation."""
        lines = assessing.in_words(state.appraisal, self.breach.desk.lang)
        # A line that begins with "- " or a blank belongs to the one above; the others are told apart by an empty line.
        spaced = [line if line.startswith(("- ", " ")) or not place else f"\n{line}" for place, line in enumerate(lines)]
        self.query_one(TextView).show("\n".join(spaced))
