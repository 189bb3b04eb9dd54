"""Awareness: from when on, who says so, on what basis; a correction says why, and the old value stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z, to_local, zone_of
from breach.i18n import dates, t
from breach.service import awareness as service
from breach.service.files import read
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk


class AwareForm(Form):
    """Records the awareness of the file ``ref``."""

    def __init__(self, desk: Desk, ref: str) -> None:
        super().__init__(f"aware:{ref}", ref)
        made = read(desk, ref).file.awareness
        self._known = dates.when(from_z(made[-1].body["at"]), zone_of(desk.zone), desk.zone, year=True) if made else ""

    def heading(self) -> str:
        """The title."""
        return t("tui.aware-heading")

    def before(self) -> str:
        """What awareness is, and the one on record."""
        return t("tui.aware-text") + ("\n" + t("tui.aware-known", at=self._known) if self._known else "")

    def fields(self) -> list[Field]:
        """At, by, basis, whether it is signed or only defensible; why where it is a correction."""
        desk = self.breach.desk
        now = to_local(desk.now(), desk.zone)
        fields = [
            Field("at", "instant", t("tui.aware-at"), t("tui.instant-now", now=now)),
            Field("by", "line", t("tui.aware-by"), "", desk.actor.name),
            Field("basis", "text", t("tui.aware-basis")),
        ]
        fields += [Field("why", "text", t("tui.aware-why"))] if self._known else []
        kinds = [(key, t(f"tui.aware-{key}")) for key in ("signed", "candidate")]
        return [*fields, Field("status", "pick", t("tui.aware-status"), "", "signed", kinds, required=True)]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        candidate = values["status"] == "candidate"
        return service.aware(self.breach.desk, self.ref, values["at"], values["by"], values["basis"], values.get("why", ""), candidate=candidate)[1]
