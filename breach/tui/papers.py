"""The papers that can be looked at and saved: the notice in its three types, the letters by channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.i18n import t
from breach.service import drafts
from breach.service.known import TYPES
from breach.tui.happened import template_name

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.ports import Draft, FileRow

FORM = "cnil-2023"


@dataclass(frozen=True, slots=True)
class Paper:
    """``kind``: "notice" or "letter"; ``which``: the notice's type or the letter's template; ``channel``: the letter's, "" for a notice."""

    kind: str
    which: str
    channel: str = ""

    @classmethod
    def of(cls, key: str) -> Paper:
        """The paper that ``key`` names; the initial notice for a key of another version."""
        kind, _, rest = key.partition(".")
        which, _, channel = rest.partition(".")
        if kind == "letter" and which and channel:
            return cls(kind, which, channel)
        return cls("notice", which if kind == "notice" and which in TYPES else TYPES[0])

    @property
    def key(self) -> str:
        """``notice.initial``, ``letter.people.email``."""
        return ".".join(part for part in (self.kind, self.which, self.channel) if part)

    @property
    def name(self) -> str:
        """What it is called."""
        if self.kind == "notice":
            return t("outside.paper-notice", type=t(f"outside.type-{self.which}"))
        return t("outside.paper-letter", template=template_name(self.which), channel=t(f"outside.channel-{self.channel}"))

    @property
    def stem(self) -> str:
        """What its file is called, without reference and ending."""
        return f"{FORM}-{self.which}" if self.kind == "notice" else f"{self.which}-{self.channel}"

    def what(self) -> dict[str, object]:
        """What the entry of an export says."""
        if self.kind == "notice":
            return {"what": "notice", "form": FORM, "type": self.which, "format": "md"}
        return {"what": "letter", "template": self.which, "channel": self.channel, "format": "md"}

    def make(self, desk: Desk, ref: str) -> tuple[FileRow, Draft]:
        """Draft it; nothing is recorded. Raises BreachError."""
        if self.kind == "notice":
            return drafts.notice(desk, ref, self.which, "md")
        return drafts.letter(desk, ref, self.which, self.channel, "md")

    def next_which(self, desk: Desk) -> Paper:
        """The same with the next type or template; a letter keeps its channel where the next one has it."""
        if self.kind == "notice":
            return Paper(self.kind, TYPES[(TYPES.index(self.which) + 1) % len(TYPES)])
        rows = drafts.letters(desk)
        ids = [row.id for row in rows]
        row = rows[(ids.index(self.which) + 1) % len(rows) if self.which in ids else 0]
        return Paper(self.kind, row.id, self.channel if self.channel in row.channels else row.channels[0])

    def next_channel(self, desk: Desk) -> Paper:
        """The same letter for the next of its channels."""
        channels = next((row.channels for row in drafts.letters(desk) if row.id == self.which), (self.channel,))
        at = channels.index(self.channel) + 1 if self.channel in channels else 0
        return Paper(self.kind, self.which, channels[at % len(channels)])
