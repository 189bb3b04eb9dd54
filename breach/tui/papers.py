"""The papers that can be looked at and saved: the notice in its three types, the letters by channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.i18n import t
from breach.service import drafts
from breach.service.record import TYPES

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.ports import Draft, FileRow

LETTERS = ("people", "people-minor")
CHANNELS = ("email", "post")
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
        if kind == "letter" and which in LETTERS and channel in CHANNELS:
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
            return t("tui.paper-notice", type=t(f"tui.type-{self.which}"))
        return t("tui.paper-letter", template=t(f"tui.template-{self.which}"), channel=t(f"tui.channel-{self.channel}"))

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

    def next_which(self) -> Paper:
        """The same with the next type or template."""
        row = TYPES if self.kind == "notice" else LETTERS
        return Paper(self.kind, row[(row.index(self.which) + 1) % len(row)], self.channel)

    def next_channel(self) -> Paper:
        """The same letter for the next channel."""
        return Paper(self.kind, self.which, CHANNELS[(CHANNELS.index(self.channel) + 1) % len(CHANNELS)])
