"""What was sent to people: counts, never names. Nothing is sent from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.outside_words import channel_name, template_name
from breach.i18n import t
from breach.service import answered
from breach.service import record as service
from breach.service.sent_text import sendable
from breach.tui.screens.simulated import OutsideForm, piece_field, piece_of
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.papers import Paper


class SentForm(OutsideForm):
    """Records the sending of ``paper`` or of another text."""

    def __init__(self, desk: Desk, ref: str, paper: Paper) -> None:
        super().__init__(desk, f"sent:{ref}:{paper.key}", ref)
        self.paper = paper

    def heading(self) -> str:
        """The title."""
        return t("outside.sent-heading")

    def about(self) -> str:
        """That this records and sends nothing."""
        return t("outside.sent-text")

    def fields(self) -> list[Field]:
        """How many, how many came back, when, by which channel, which text, and the text itself where it was not made here."""
        channels = [(channel, channel_name(channel)) for channel in service.CHANNELS]
        return [
            Field("count", "line", t("outside.sent-count")),
            Field("bounced", "line", t("outside.sent-bounced"), t("outside.sent-bounced-hint")),
            self.at(t("outside.sent-at")),
            Field("channel", "pick", t("tui.sent-channel"), "", self.paper.channel, channels, required=True),
            Field(
                "template",
                "pick",
                t("tui.sent-template"),
                "",
                self.paper.which,
                [(held, template_name(held)) for held in sendable(self.breach.desk)],
                required=True,
            ),
            piece_field(t("tui.sent-message")),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it, and say which text was kept with it."""
        done, said = answered.sent(self.breach.desk, self.ref, values, piece_of(values))
        self.breach.say("\n".join(said))
        return done
