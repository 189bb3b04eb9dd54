"""After the breach: what is to be done, by whom, until when; and what came of it."""

from __future__ import annotations

from breach.i18n import t
from breach.service import actions as service
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field


class ActionForm(Form):
    """Records what is to be done in the file ``ref``."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"measure:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("tui.measure-heading")

    def fields(self) -> list[Field]:
        """What, who, until when, and what it is about."""
        about = [(held, t(f"action.about-{held}")) for held in service.ABOUT]
        return [
            Field("text", "text", t("tui.measure-text")),
            Field("owner", "line", t("tui.measure-owner")),
            Field("due", "ahead", t("tui.measure-due"), t("desk.instant-words") + " " + t("tui.may-stay-empty")),
            Field("about", "pick", t("tui.measure-about"), "", service.ABOUT[0], about, required=True),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        desk = self.breach.desk
        return service.add(desk, self.ref, values["text"], owner=values["owner"].strip(), due=values["due"].strip(), about=values["about"])[1]


class ResultForm(Form):
    """Records what came of the action ``entry``."""

    def __init__(self, ref: str, entry: int) -> None:
        super().__init__(f"result:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """The title."""
        return t("tui.result-heading", entry=self.entry)

    def fields(self) -> list[Field]:
        """Done or given up, and the result or the reason."""
        states = [(held, t(f"action.state-{held}")) for held in (service.DONE, service.DROPPED)]
        return [
            Field("state", "pick", t("tui.result-state"), "", service.DONE, states, required=True),
            Field("text", "text", t("tui.result-text"), t("tui.result-hint")),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        return service.settle(self.breach.desk, self.ref, self.entry, values["state"], values["text"])[1]
