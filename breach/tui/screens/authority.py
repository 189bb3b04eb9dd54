"""What the authority answered, its paper kept to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.service import record as service
from breach.service.pieces import attachment
from breach.tui.paths import typed_path
from breach.tui.screens.simulated import OutsideForm, piece_field
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk


class AuthorityForm(OutsideForm):
    """Records an answer of the authority."""

    def __init__(self, desk: Desk, ref: str) -> None:
        super().__init__(desk, f"authority:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("outside.authority-heading")

    def about(self) -> str:
        """What becomes of the paper."""
        return t("outside.authority-text")

    def fields(self) -> list[Field]:
        """Which kind, when it came, until when it wants what, and its paper."""
        answers = [(kind, t(f"outside.authority-{kind}")) for kind in service.AUTHORITY_KINDS]
        return [
            Field("kind", "pick", t("tui.authority-kind"), "", "", answers, required=True),
            self.at(t("outside.authority-at")),
            Field("due", "ahead", t("outside.authority-due"), t("outside.authority-due-hint")),
            piece_field(t("outside.authority-paper"), needed=True),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        paper = attachment(typed_path(values["piece"]))
        return service.authority(self.breach.desk, self.ref, kind=values["kind"], at=values["at"], due=values["due"].strip(), paper=paper)[1]
