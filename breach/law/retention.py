"""How long a closed breach file is kept: a period in calendar years from its closing. GDPR Art. 5(1)(e), 33(5).

The GDPR sets no period; the default with its source is ``retention.toml``. The end of the period removes nothing by itself.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from breach.domain.instants import zone_of
from breach.resources import read_text

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Retention:
    """The period: ``years``, where it comes from (``by``: ``default``, ``profile`` or ``machine``), and whether that was not read in the official
    text (``to_check``).
    """

    years: int
    by: str
    source: str
    reason_fr: str
    reason_en: str
    to_check: bool


def retention(years: int | None = None, machine: int | None = None) -> Retention:
    """The period in use: ``years`` of the organisation's profile, or the default with its source; ``machine``, of one machine's configuration, only
    where it is longer. Raises InputError ``data-files-missing``.
    """
    held = _default()
    if machine is not None and machine > (years or held["years"]):
        return Retention(machine, "machine", "config.toml", "", "", to_check=False)
    if years is not None:
        return Retention(years, "profile", "profile", "", "", to_check=False)
    return Retention(held["years"], "default", held["source"], held["reason_fr"], held["reason_en"], held["to_check"])


@cache
def _default() -> dict[str, Any]:
    return tomllib.loads(read_text("law/retention.toml"))


def ends(closed: datetime, years: int, zone: str) -> datetime:
    """The instant (UTC) at which the period that began when the file was closed is over: the same local day and hour, ``years`` later.

    29 February becomes 1 March, so that the period is never shorter.
    """
    local = closed.astimezone(zone_of(zone))
    try:
        return local.replace(year=local.year + years).astimezone(closed.tzinfo)
    except ValueError:
        return local.replace(year=local.year + years, month=3, day=1).astimezone(closed.tzinfo)
