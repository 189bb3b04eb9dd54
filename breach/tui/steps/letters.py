"""The letters: the preview, and beside it (below it where the screen is narrow) what its reading over finds: where, why, how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.widgets import Static

from breach.domain import plain
from breach.domain.papers import TO_SUBJECTS
from breach.i18n import plural, t
from breach.service import happened, linting
from breach.service.papers import LETTER, Paper
from breach.tui import commands, literal
from breach.tui.papers import of_channels
from breach.tui.steps.papers import PaperStep
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.service.drafting_ports import Draft
    from breach.tui.state import FileState

BESIDE = 100
"""From how many columns on the findings stand beside the letter."""


class LetterStep(PaperStep):
    """The letters to people."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.TYPE, commands.CHANNEL, commands.EXPORT, commands.SENT)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    paper = Paper(LETTER, "people", "email")

    def compose(self) -> Iterator[Widget]:
        """Which letter, its text, what is found in it."""
        yield Static("", markup=False, classes="paper-name")
        with Container(id="letter-body"):
            yield TextView(id="letter-text")
            yield TextView(id="letter-findings")

    def on_resize(self) -> None:
        """Put the findings beside the letter, or below it."""
        self.set_class(self.size.width >= BESIDE, "-beside")

    def drafted(self, draft: Draft, done: list[str]) -> None:
        """The letter, its lines numbered so that a finding can be found, and the findings: only of what goes to people."""
        if self.paper.which not in TO_SUBJECTS:
            self.undrafted()
            self.text.show("\n".join([*done, plain.unmarked(draft.text)]))
            return
        found = linting.of_text(self.breach.desk.drafting(), draft.text.encode(), "letter.md")
        told = found.data(self.breach.desk.lang)
        self.text.show("\n".join([*done, *_numbered(plain.unmarked(draft.text), {held["line"] for held in told["findings"] if not _absent(held)})]))
        findings = self.query_one("#letter-findings", TextView)
        findings.display = True
        count = plural("lint.count", len(told["findings"])) if told["findings"] else t("lint.none")
        head = literal.lit(t("desk.lint-heading", count=count), "bold")
        findings.show(head + literal.lit("\n" + "\n".join(_words(told))))

    def undrafted(self) -> None:
        """Nothing is read over."""
        self.query_one("#letter-findings").display = False

    def done(self, state: FileState) -> list[str]:
        """The sendings."""
        return happened.sendings(state.opened, state.zone)

    def action_sent(self) -> None:
        """Record a sending."""
        self.breach.open_form(f"sent:{self.page.ref}:{self.paper.key}", self.page.changed)

    def action_channel(self) -> None:
        """Another channel, chosen in a list that begins at the one in view."""
        self._pick(t("tui.channel-question"), of_channels(self.paper, self.breach.desk))


def _numbered(text: str, marked: set[int]) -> list[str]:
    """The lines of ``text`` with their numbers, a ``!`` before those that are ``marked``."""
    return [f"{'!' if n in marked else ' '}{n:>3}  {line}" for n, line in enumerate(text.split("\n"), 1)]


def _absent(held: dict[str, Any]) -> bool:
    """Whether the finding is that something stands nowhere: it has no line of its own."""
    return str(held["id"]).startswith("missing-")


def _words(told: dict[str, Any]) -> list[str]:
    """The findings, each with where, why and how to mend it; then the contents that Art. 34(2) wants, and the readability."""
    lines = []
    for held in told["findings"]:
        where = t("desk.lint-nowhere") if _absent(held) else t("lint.where", line=held["line"])
        lines.append(f"! {where} — {held['why']}")
        lines.append(f"  {t('lint.mend', mend=held['mend'])}")
        lines.append(f"  ({held['source']}{t('lint.to-check') if held['to_check'] else ''})")
    lines += ["", t("lint.contents")]
    lines += [f"[{'x' if there else ' '}] {t(f'lint.{name}')}, {t('lint.yes' if there else 'lint.no')}" for name, there in told["contents"].items()]
    return [*lines, t("lint.score", score=told["readability"])]
