"""What a breach file says against the organisation's own documents, shown with the sentence.

A contradiction is evidence for the file, not a finding of fault: both sides are shown and a person judges. Everything is driven by the
profile (measures, retention rows, activities), so an organisation's own profile gets the same checks. Only known facts contradict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from breach.domain.countries import EEA
from breach.domain.facts import CodeSet, Facts, value_of
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from breach.domain.profile import Profile, RetentionRow, Source

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

    def title(self, profile: Profile) -> str:
        """The title of the document, as people know it; its id where ``profile`` no longer holds it."""
        held = profile.document(self.document)
        return held.title if held is not None else self.document


def contradictions(facts: Facts, profile: Profile, now: datetime) -> tuple[Contradiction, ...]:
    """The contradictions between ``facts`` as known at ``now`` (UTC) and ``profile``, in a stable order, one per article and kind."""
    return (*_logs(facts, profile, now), *_retention(facts, profile, now), *_outside_eea(facts, profile, now), *_sensitive(facts, profile, now))


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
