"""A link to another file: opened twice, of one cause, bundled in one notice, or following it."""

from __future__ import annotations

from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.service import links as service
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field


class LinkForm(Form):
    """Links the file ``ref`` to another."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"link:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("desk.link-heading", ref=self.ref)

    def before(self) -> str:
        """What a link does."""
        return t("desk.link-text")

    def fields(self) -> list[Field]:
        """To which file, as what, and why."""
        kinds = [(kind, t(f"desk.link-{kind}")) for kind in service.KINDS]
        return [
            Field("other", "line", t("desk.link-other")),
            Field("as", "pick", t("desk.link-as"), "", "", kinds, required=True),
            Field("why", "text", t("desk.link-why"), t("tui.may-stay-empty")),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Link them; where a duplicate knew of the breach earlier, that is said."""
        desk = self.breach.desk
        _, done, earlier = service.link(desk, self.ref, values["other"].strip(), values["as"], values["why"].strip())
        if earlier:
            at = dates.when(from_z(earlier), zone_of(desk.zone), desk.zone)
            self.breach.say(t("desk.link-earlier", at=at, ref=values["other"].strip()))
        return done
