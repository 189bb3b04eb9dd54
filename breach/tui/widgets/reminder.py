"""The line of a reminder, on top of every screen until somebody says that they saw it. It takes no key and no focus."""

from __future__ import annotations

from textual.widgets import Static

from breach.tui import literal


class ReminderLine(Static):
    """The words of one reminder, reversed so that they stand out without any colour."""

    def __init__(self, words: str) -> None:
        super().__init__(literal.lit(words, "bold reverse"), markup=False)
        self._words = words

    def say(self, words: str) -> None:
        """Say ``words``; nothing is drawn where they are said already."""
        if words != self._words:
            self._words = words
            self.update(literal.lit(words, "bold reverse"))
