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


def of_kind(paper: Paper, desk: Desk) -> list[Paper]:
    """The notices of every type, or the letters of every template; a letter keeps its channel where the other has it."""
    if paper.kind == NOTICE:
        return [Paper(NOTICE, kind) for kind in TYPES]
    rows = drafts.letters(desk)
    return [Paper(paper.kind, row.id, paper.channel if paper.channel in row.channels else row.channels[0]) for row in rows]


def of_channels(paper: Paper, desk: Desk) -> list[Paper]:
    """The letter for each of its channels."""
    channels = next((row.channels for row in drafts.letters(desk) if row.id == paper.which), (paper.channel,))
    return [Paper(paper.kind, paper.which, channel) for channel in channels]
