"""The signature of a draft: these bytes, and no others."""

from __future__ import annotations

from breach.i18n import t
from breach.i18n.said import said
from breach.service import approvals, before_deciding
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field


class SignForm(Form):
    """Signs the draft ``entry``."""

    def __init__(self, ref: str, entry: int) -> None:
        super().__init__(f"sign:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """Which draft."""
        return t("desk.sign-heading", entry=self.entry)

    def before(self) -> str:
        """Who signs, and what that says; without a mandate, that it will be refused and the way out."""
        lines = [before_deciding.who(self.breach.desk), t("desk.sign-text")]
        refused = approvals.cannot_sign(self.breach.desk, self.ref, self.entry)
        return "\n".join([*lines, "", *said(refused)] if refused else lines)

    def fields(self) -> list[Field]:
        """That it is meant."""
        return [Field("meant", "pick", t("desk.sign-meant"), "", "", [("yes", t("desk.sign-yes"))], required=True)]

    def record(self, values: dict[str, str]) -> object:
        """Sign it."""
        del values
        done = approvals.sign(self.breach.desk, self.ref, self.entry)[1]
        self.breach.say(t("decided.signed", ref=self.ref, entry=self.entry, n=done.n))
        return done
