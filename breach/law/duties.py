"""Which authority a controller answers to: its own, the lead authority, or every one where people live (GDPR Art. 55 and 56)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from breach import resources
from breach.domain.facts import CodeSet, Facts, fact_of

if TYPE_CHECKING:
    from datetime import date, datetime

HOME = "FR"


@dataclass(frozen=True, slots=True)
class Authority:
    """A data-protection authority of the EU or the EEA. ``id``: a short name; ``country``: ISO 3166; ``also``: other ISO codes that fall to it;
    ``note_fr``, ``note_en``: how it takes a notice, as far as that is known; ``checked_on``: the date of that evidence.
    """

    id: str
    name: str
    country: str
    also: tuple[str, ...]
    note_fr: str
    note_en: str
    source: str
    checked_on: date
    to_check: bool


@dataclass(frozen=True, slots=True)
class Competent:
    """An authority to notify. ``certain``: what is known settles that it is this one. ``why``: ``home``, ``lead`` or ``people``."""

    authority: Authority
    certain: bool
    why: str


@cache
def authorities() -> tuple[Authority, ...]:
    """Every authority of the EU and the EEA, in the order of the data."""
    held = tomllib.loads(resources.read_text("law/authorities/eea.toml"))
    usual = held["usual"]
    return tuple(Authority(**{"also": (), **usual, **row, **({"also": tuple(row["also"])} if "also" in row else {})}) for row in held["authority"])


def authority_in(country: str) -> Authority | None:
    """The authority for ``country`` (ISO 3166); None outside the EU and the EEA."""
    return _by_country().get(country)


@cache
def _by_country() -> Mapping[str, Authority]:
    return {code: one for one in authorities() for code in (one.country, *one.also)}


def competent(facts: Facts, country: str, now: datetime) -> list[Competent]:
    """The authorities that a controller established in ``country`` (ISO 3166, "" where unknown) notifies, as far as ``facts`` tell at ``now`` (UTC).

    A lead authority that is named is the only one (Art. 56). A controller without an establishment in the EEA has no lead authority, and a
    representative opens none: every authority where people live is told (EDPB 9/2022 §73). What is unknown leaves the home authority.
    """
    lead = authority_in(str(fact_of(facts, "lead_authority", now).value or ""))
    if country and authority_in(country) is None:
        return _where_people_live(facts, now) or [Competent(_home(HOME), certain=False, why="people")]
    if lead is not None:
        return [Competent(lead, certain=True, why="lead")]
    crossing = fact_of(facts, "cross_border", now).value is True
    return [Competent(_home(country or HOME), certain=not crossing, why="home")]


def _home(country: str) -> Authority:
    return _by_country()[country]


def _where_people_live(facts: Facts, now: datetime) -> list[Competent]:
    named = fact_of(facts, "people_countries", now).value
    counted = fact_of(facts, "people_count_by_country", now).value
    countries = set(named.codes) if isinstance(named, CodeSet) else set()
    if isinstance(counted, Mapping):
        countries |= {code for code, count in counted.items() if count}
    found = {one.id: one for code in sorted(countries) if (one := authority_in(code))}
    return [Competent(one, certain=True, why="people") for one in found.values()]
