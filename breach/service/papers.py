"""The papers that can be looked at and saved: the notice in its three types, the letters by channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.outside_words import channel_name, template_name, type_name
from breach.errors import InputError
from breach.i18n import t
from breach.service import drafts
from breach.service.known import TYPES

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.drafting_ports import Draft
    from breach.service.ports import FileRow

FORM = "cnil-2023"
NOTICE, LETTER = "notice", "letter"


@dataclass(frozen=True, slots=True)
class Paper:
    """``kind``: ``NOTICE`` or ``LETTER``; ``which``: the notice's type or the letter's template; ``channel``: the letter's, "" for a notice."""

    kind: str
    which: str
    channel: str = ""

    @classmethod
    def of(cls, key: str) -> Paper:
        """The paper that ``key`` names. Raises InputError ``no-such-form`` for a key of another version."""
        kind, _, rest = key.partition(".")
        which, _, channel = rest.partition(".")
        if kind == NOTICE and which in TYPES:
            return cls(kind, which)
        if kind == LETTER and which and channel:
            return cls(kind, which, channel)
        raise InputError("no-such-form", place=key[:40])

    @property
    def key(self) -> str:
        """``notice.initial``, ``letter.people.email``."""
        return ".".join(part for part in (self.kind, self.which, self.channel) if part)

    @property
    def name(self) -> str:
        """What it is called."""
        if self.kind == NOTICE:
            return t("outside.paper-notice", type=type_name(self.which))
        return t("outside.paper-letter", template=template_name(self.which), channel=channel_name(self.channel))

    @property
    def stem(self) -> str:
        """What its file is called, without reference and ending."""
        return f"{FORM}-{self.which}" if self.kind == NOTICE else f"{self.which}-{self.channel}"

    @property
    def formats(self) -> tuple[str, ...]:
        """In which formats it can be written to a file."""
        every = drafts.NOTICE_FORMATS if self.kind == NOTICE else drafts.LETTER_FORMATS
        return tuple(fmt for fmt in every if fmt != "json")

    def what(self, fmt: str) -> dict[str, object]:
        """What the entry of an export in ``fmt`` says."""
        if self.kind == NOTICE:
            return {"what": NOTICE, "form": FORM, "type": self.which, "format": fmt}
        return {"what": LETTER, "template": self.which, "channel": self.channel, "format": fmt}

    def make(self, desk: Desk, ref: str, fmt: str) -> tuple[FileRow, Draft]:
        """Draft it in ``fmt``; nothing is recorded. Raises BreachError."""
        if self.kind == NOTICE:
            return drafts.notice(desk, ref, self.which, fmt)
        return drafts.letter(desk, ref, self.which, self.channel, fmt)
