"""After the breach: what is to be done, by whom, until when; and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.linear import asked
from breach.linear.form import Form
from breach.service import actions as service

if TYPE_CHECKING:
    from breach.linear.question import Question
    from breach.linear.room import Room


class ActionForm(Form):
    """Records what is to be done in the file ``ref``."""

    confirmed = False

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, f"measure:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("tui.measure-heading")

    def questions(self) -> list[Question]:
        """What, who, until when, and what it is about."""
        about = [(held, t(f"action.about-{held}")) for held in service.ABOUT]
        return [
            asked.text("text", t("tui.measure-text"), required=True),
            asked.line("owner", t("tui.measure-owner")),
            asked.instant(self.desk, "due", t("tui.measure-due"), ahead=True),
            asked.one("about", t("tui.measure-about"), about, service.ABOUT[0]),
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        owner, due = values["owner"].strip(), values["due"].strip()
        done = service.add(self.desk, self.ref, values["text"], owner=owner, due=due, about=values["about"])[1]
        return [t("linear.recorded", n=done.n)]


class ResultForm(Form):
    """Records what came of the action ``entry``."""

    confirmed = False

    def __init__(self, room: Room, ref: str, entry: int) -> None:
        super().__init__(room, f"result:{ref}:{entry}", ref)
        self.entry = entry

    def heading(self) -> str:
        """The title."""
        return t("tui.result-heading", entry=self.entry)

    def questions(self) -> list[Question]:
        """Done or given up, and the result or the reason."""
        states = [(held, t(f"action.state-{held}")) for held in (service.DONE, service.DROPPED)]
        return [
            asked.one("state", t("tui.result-state"), states, service.DONE),
            asked.text("text", t("tui.result-text"), hint=t("tui.result-hint"), required=True),
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        done = service.settle(self.desk, self.ref, self.entry, values["state"], values["text"])[1]
        return [t("linear.recorded", n=done.n)]
