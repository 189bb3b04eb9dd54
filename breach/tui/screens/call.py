"""A call that was tried, answered or not: whom, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.service import calls as service
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk


class CallForm(Form):
    """Records a call to the card ``card`` ("" for somebody else) for the file ``ref``."""

    def __init__(self, desk: Desk, ref: str, card: str) -> None:
        super().__init__(f"call:{ref}:{card}", ref)
        self.card = next((held for held in service.cards(desk) if held["id"] == card), None)
        self._title = desk.store.find(ref).title

    def heading(self) -> str:
        """Whom."""
        return str(self.card["who"]) if self.card else t("desk.call-heading")

    def before(self) -> str:
        """Where they are reached, why them, and what to say."""
        held = self.card or {}
        reached = " · ".join(str(held[name]) for name in ("phone", "email", "url", "available") if held.get(name))
        lines = [reached or t("review.call-no-number")] if self.card else []
        lines += [str(held["why"])] if held.get("why") else []
        lines += [t("review.call-to-check", source=held["source"])] if held.get("to_check") else []
        return "\n".join([*lines, t("review.call-say", ref=self.ref, title=self._title)])

    def fields(self) -> list[Field]:
        """Whom, where no card says it, and what came of it."""
        whom = [] if self.card else [Field("who", "line", t("desk.call-who"))]
        return [*whom, Field("outcome", "text", t("desk.call-outcome"), t("desk.call-outcome-hint"))]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        who = str(self.card["id"]) if self.card else values["who"]
        return service.call(self.breach.desk, self.ref, who, values["outcome"])[1]
