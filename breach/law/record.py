"""What the record of a file says to the clocks: starts, filings, sendings, decisions, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something on record that starts a clock by itself (an order, a request): when (UTC), ``key``: how a filing names it; its own end where it
    has one (UTC), when it was answered, when it fell away, and what it is in words.
    """

    at: datetime
    key: str = ""
    due: datetime | None = None
    met_at: datetime | None = None
    ended_at: datetime | None = None
    label_fr: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A start of a clock: the anchor's instant (UTC), and ``signed``, ``candidate`` or ``superseded``; the event that it is, if any; ``fact``: what
    it was taken from, where that stands in for the clock's own anchor.
    """

    at: datetime
    status: str
    event: Event | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """A real filing: form, type, when (UTC), the lateness frozen at it (seconds by clock and start as UTC text), and for whom."""

    form: str
    kind: str
    at: datetime
    frozen: Mapping[tuple[str, str], int] = field(default_factory=dict)
    party: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What a file's record says to the clocks. ``starts``: by anchor fact, where they are more than the fact itself; ``sendings``: instants
    (UTC) at which people were told; ``choices``: the standing decisions, choice and instant by question; ``suspected``: since when something
    is suspected (UTC); ``events``: by name, what on record starts a clock by itself.
    """

    starts: Mapping[str, Sequence[Start]]
    filings: Sequence[Filing] = ()
    sendings: Sequence[datetime] = ()
    choices: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    suspected: datetime | None = None
    events: Mapping[str, Sequence[Event]] = field(default_factory=dict)
