"""Forms of what happened outside: on an exercise they say that it is simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import to_local
from breach.i18n import t
from breach.service.pieces import attachment
from breach.tui.paths import typed_path
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.record import Attachment


class OutsideForm(Form):
    """Records what happened outside to the file ``ref``."""

    def __init__(self, desk: Desk, place: str, ref: str) -> None:
        super().__init__(place, ref)
        self.exercise = bool(desk.store.find(ref).exercise)
        self._now = to_local(desk.now(), desk.zone)

    def about(self) -> str:
        """What is recorded here."""
        return ""

    def before(self) -> str:
        """What is recorded here; on an exercise, that it is simulated."""
        return "\n".join(line for line in (t("record.simulated") if self.exercise else "", self.about()) if line)

    def at(self, question: str) -> Field:
        """When it happened: asked, never supposed."""
        return Field("at", "instant", question, t("tui.instant-now", now=self._now))


def piece_field(question: str, *, needed: bool = False) -> Field:
    """The file that comes with an act, by its path."""
    return Field("piece", "path", question, t("tui.path-hint") + ("" if needed else " " + t("tui.may-stay-empty")))


def piece_of(values: dict[str, str]) -> Attachment | None:
    """The file that was named, None for none. Raises InputError."""
    return attachment(typed_path(values["piece"])) if values["piece"].strip() else None
