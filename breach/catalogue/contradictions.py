"""What a breach file says against the organisation's own documents, shown with the sentence.

A contradiction is evidence for the file, not a finding of fault: both sides are shown and a person judges. Everything is driven by the
profile (measures, retention rows, activities), so an organisation's own profile gets the same checks. Only known facts contradict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from breach.domain.facts import CodeSet, Facts, fact_of, value_of
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from breach.domain.profile import Profile, RetentionRow, Source

_EEA = """
    AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO
    AX GF GP MF MQ RE YT
"""
EEA = frozenset(_EEA.split())
"""ISO 3166 codes of the European Economic Area, with the EU's outermost regions that have a code of their own."""
LAW_AGE = 15
"""LIL art. 45: the age from which a minor consents alone to an online service. ``to_check``."""
_RECIPIENT_KINDS = ("processor", "sub_processor", "joint_controller", "group_entity", "other")
_GAP = " […] "


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One clash: ``id`` of its kind, where the document says the contrary, the ``sentence`` ("" where the profile quotes none), the facts."""

    id: Literal["logs", "retention", "outside-eea", "sensitive"]
    document: str
    article: str
    sentence: str
    facts: tuple[str, ...]
    text_fr: str
    text_en: str


@dataclass(frozen=True, slots=True)
class MinorThreshold:
    """The age in years under which the legal representative is written to. ``source`` None: the law's age, ``to_check``."""

    age: int
    source: Source | None
    to_check: bool


def contradictions(facts: Facts, profile: Profile, now: datetime) -> tuple[Contradiction, ...]:
    """The contradictions between ``facts`` as known at ``now`` (UTC) and ``profile``, in a stable order, one per article and kind."""
    return (*_logs(facts, profile, now), *_retention(facts, profile, now), *_outside_eea(facts, profile, now), *_sensitive(facts, profile, now))


def minor_threshold(profile: Profile) -> MinorThreshold:
    """The organisation's own age where it is at least the law's (a promise never lowers the law), else the law's 15 (LIL art. 45, to check)."""
    own = profile.minors
    if own is not None and own.age >= LAW_AGE:
        return MinorThreshold(own.age, own.source, to_check=False)
    return MinorThreshold(LAW_AGE, None, to_check=True)


def representative_needed(facts: Facts, profile: Profile, now: datetime) -> Literal["yes", "no", "unknown"]:
    """Whether a legal representative is written to: someone concerned is under ``minor_threshold``. An assumption settles nothing."""
    age, threshold = fact_of(facts, "youngest_age", now), minor_threshold(profile).age
    low, high = (age.value, age.value) if age.state == "known" else (age.low, age.high)
    if isinstance(high, int) and high < threshold:
        return "yes"
    if isinstance(low, int) and low >= threshold:
        return "no"
    people = value_of(facts, "people_categories", now)
    nobody = isinstance(people, CodeSet) and not people.at_least and not people.codes & {"minors", "not_determined", "other"}
    return "no" if nobody and age.state == "unknown" else "unknown"


def _logs(facts: Facts, profile: Profile, now: datetime) -> Iterable[Contradiction]:
    if value_of(facts, "logs_available", now) is False:
        found = [measure.source for measure in profile.measures if "logging" in measure.covers]
        yield from _each("logs", found, ("logs_available",), {})


def _retention(facts: Facts, profile: Profile, now: datetime) -> Iterable[Contradiction]:
    if value_of(facts, "retention_exceeded", now) is True:
        rows = [row for activity in profile.activities for row in activity.retention or ()]
        found = [row.source for row in _concerned(rows, facts, now)]
        yield from _each("retention", found, ("retention_exceeded",), {})


def _concerned(rows: list[RetentionRow], facts: Facts, now: datetime) -> list[RetentionRow]:
    """The rows about the data of the file; a row that names no data is about any. All rows where none would be left."""
    types, categories = _codes(facts, "data_types", now), _codes(facts, "data_categories", now)
    if types is None and categories is None:
        return rows
    kept = [row for row in rows if _about(row, types or frozenset(), categories or frozenset())]
    return kept or rows


def _about(row: RetentionRow, types: frozenset[str], categories: frozenset[str]) -> bool:
    return not (row.data_types or row.data_categories) or bool(row.data_types & types or (not types and row.data_categories & categories))


def _codes(facts: Facts, fact_id: str, now: datetime) -> frozenset[str] | None:
    """The codes of a set that is complete and not empty; None where others may belong to it."""
    value = value_of(facts, fact_id, now)
    return value.codes if isinstance(value, CodeSet) and value.codes and not value.at_least else None


def _outside_eea(facts: Facts, profile: Profile, now: datetime) -> Iterable[Contradiction]:
    parties = value_of(facts, "parties", now)
    if not isinstance(parties, tuple):
        return
    outside = [party for party in parties if _leaves(party)]
    if outside:
        names = ", ".join(f"{party.get('name') or '?'} ({party['country']})" for party in outside)
        found = [a.outside_eea.source for a in profile.activities if a.outside_eea.value == "no" and a.outside_eea.source]
        yield from _each("outside-eea", found, ("parties",), {"parties": names})


def _leaves(party: Mapping[str, object]) -> bool:
    """Whether a party that received data is in a known country outside the EEA. A client that is told of its own data is no recipient."""
    country, kind = party.get("country"), party.get("kind")
    return isinstance(country, str) and country not in EEA and (kind is None or kind in _RECIPIENT_KINDS)


def _sensitive(facts: Facts, profile: Profile, now: datetime) -> Iterable[Contradiction]:
    value = value_of(facts, "sensitive", now)
    if isinstance(value, CodeSet) and value.codes:
        found = [a.sensitive.source for a in profile.activities if a.sensitive.value == "no" and a.sensitive.source]
        yield from _each("sensitive", found, ("sensitive",), {})


def _each(
    kind: Literal["logs", "retention", "outside-eea", "sensitive"],
    sources: Iterable[Source],
    facts: tuple[str, ...],
    params: Mapping[str, object],
) -> Iterable[Contradiction]:
    """One contradiction per document and article, its different sentences joined by ``[…]``; articles that are quoted go before all others."""
    sentences: dict[tuple[str, str], list[str]] = {}
    found = list(sources)
    for source in [source for source in found if source.sentence] or found:
        said = sentences.setdefault((source.document, source.article), [])
        if source.sentence and source.sentence not in said:
            said.append(source.sentence)
    for (document, article), said in sentences.items():
        text_fr, text_en = (t(f"profile.contradiction-{kind}", lang, **params) for lang in ("fr", "en"))
        yield Contradiction(kind, document, article, _GAP.join(said), facts, text_fr, text_en)
