"""A piece of evidence: hashed as it arrives; the file stays where it is."""

from __future__ import annotations

from breach.i18n import t
from breach.service import pieces
from breach.tui.paths import typed_path
from breach.tui.screens.form import Form
from breach.tui.screens.simulated import piece_field
from breach.tui.widgets.fields import Field


class EvidenceForm(Form):
    """Adds a piece of evidence to the file ``ref``."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"evidence:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("outside.evidence-heading")

    def before(self) -> str:
        """What becomes of the file."""
        return t("outside.evidence-text")

    def fields(self) -> list[Field]:
        """Which file, and where it comes from."""
        return [
            piece_field(t("outside.evidence-file"), needed=True),
            Field("source", "line", t("outside.evidence-source"), t("outside.evidence-source-hint")),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Hash it and record it."""
        _, done, mark, size = pieces.add_evidence(self.breach.desk, self.ref, typed_path(values["piece"]), values["source"].strip())
        self.breach.say(t("evidence.added", ref=self.ref, n=done.n, sha256=mark, size=size))
        return done
