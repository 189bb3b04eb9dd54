"""What the profile says of the organisation, as far as the law asks: where it is, in which zone, and which regimes apply to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from breach.domain.instants import zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

USUAL_ZONE = "Europe/Paris"
"""The zone in which days and months are counted until a profile names one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """``flags``: by name, ``yes``, ``no`` or ``unknown``; ``country``: ISO 3166, "" where unknown; ``zone``: IANA."""

    flags: Mapping[str, str] = field(default_factory=dict)
    country: str = "FR"
    zone: str = USUAL_ZONE

    def day(self, at: datetime) -> date:
        """The day on the organisation's calendar at ``at`` (UTC): the one on which a law is in force or not."""
        return at.astimezone(zone_of(self.zone)).date()
