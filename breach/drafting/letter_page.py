"""A letter as its formats need it: the head, the marks of a draft, and the body as Markdown and as blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from breach.drafting.blocks import Block


@dataclass(frozen=True, slots=True)
class Page:
    """One letter before it is written in a format.

    ``subject`` stands alone; ``subject_line`` with its label. ``marks`` are whole sentences for the top (exercise, what is missing), ``foot`` repeats
    the mark of an exercise at the end and, where a format has pages, on each. ``sender``, ``recipient`` and ``dated`` are for a posted letter.
    ``mark`` is the word that a format with pages puts on each of them (``EXERCICE``, ``PROJET INCOMPLET``), "" for a letter that can go out.
    ``contact`` is the contact of Art. 33(3)(b) on one line, ``reply_to`` its e-mail address; ``now`` (UTC) is when the letter is made.
    ``source``: JSON that a format with attachments carries; "" for what the page itself says.
    """

    lang: str
    channel: str
    subject: str
    subject_line: str
    marks: tuple[str, ...]
    foot: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    dated: str
    markdown: str
    blocks: tuple[Block, ...]
    organisation: str = ""
    mark: str = ""
    contact: str = ""
    reply_to: str = ""
    now: datetime | None = None
    source: str = ""
