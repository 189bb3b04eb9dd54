"""From one paper in view to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.service import drafts
from breach.service.known import TYPES
from breach.service.papers import NOTICE, Paper

if TYPE_CHECKING:
    from breach.service.desk import Desk


def paper_of(key: str) -> Paper:
    """The paper that ``key`` names; the initial notice for a key of another version, so that what was typed about it can be reached."""
    try:
        return Paper.of(key)
    except InputError:
        return Paper(NOTICE, TYPES[0])


def next_which(paper: Paper, desk: Desk) -> Paper:
    """The same with the next type or template; a letter keeps its channel where the next one has it."""
    if paper.kind == NOTICE:
        return Paper(paper.kind, TYPES[(TYPES.index(paper.which) + 1) % len(TYPES)])
    rows = drafts.letters(desk)
    ids = [row.id for row in rows]
    row = rows[(ids.index(paper.which) + 1) % len(rows) if paper.which in ids else 0]
    return Paper(paper.kind, row.id, paper.channel if paper.channel in row.channels else row.channels[0])


def next_channel(paper: Paper, desk: Desk) -> Paper:
    """The same letter for the next of its channels."""
    channels = next((row.channels for row in drafts.letters(desk) if row.id == paper.which), (paper.channel,))
    at = channels.index(paper.channel) + 1 if paper.channel in channels else 0
    return Paper(paper.kind, paper.which, channels[at % len(channels)])
