"""What a letter to people needs of the facts, in words. Only what is known is stated; what is only assumed is said to be possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from breach.domain.facts import CodeSet, Facts, fact_of
from breach.drafting import advice, spoken
from breach.drafting.advice import CATEGORY
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Collection

    from breach.catalogue.model import Catalogue

NATURES = ("confidentiality", "integrity", "availability")


@dataclass(frozen=True, slots=True)
class Known:
    """Reads facts as a letter may state them, at ``now`` (UTC)."""

    facts: Facts
    now: datetime

    def text(self, fact_id: str) -> str:
        """A known text; "" where it is not known or blank."""
        fact = fact_of(self.facts, fact_id, self.now)
        return fact.value.strip() if fact.state == "known" and isinstance(fact.value, str) else ""

    def answer(self, fact_id: str) -> str:
        """``yes``, ``no`` or a code where known; else ``unknown``."""
        fact = fact_of(self.facts, fact_id, self.now)
        if fact.state != "known" or fact.value is None:
            return "unknown"
        if isinstance(fact.value, bool):
            return "yes" if fact.value else "no"
        return fact.value if isinstance(fact.value, str) else "unknown"

    def instant(self, *fact_ids: str) -> datetime | None:
        """The first of these instants that is known."""
        for fact_id in fact_ids:
            fact = fact_of(self.facts, fact_id, self.now)
            if fact.state == "known" and isinstance(fact.value, datetime):
                return fact.value
        return None

    def codes(self, fact_id: str, state: str = "known") -> frozenset[str]:
        """The codes of a set that is in this state; empty otherwise."""
        fact = fact_of(self.facts, fact_id, self.now)
        return fact.value.codes if fact.state == state and isinstance(fact.value, CodeSet) else frozenset()

    def open_set(self, fact_id: str) -> bool:
        """Whether a known set may hold more than is known."""
        fact = fact_of(self.facts, fact_id, self.now)
        return isinstance(fact.value, CodeSet) and fact.value.at_least


def data_keys(known: Known, catalogue: Catalogue, state: str) -> frozenset[str]:
    """The kinds of data in this ``state`` ("known" or "assumed"): types, and the categories and sensitive kinds of which no type is known."""
    definition = catalogue.get("data_types")
    types = known.codes("data_types", state)
    of_types = [code for code in definition.codes if code.id in types]
    unknown = catalogue.get("data_categories").unknown_codes
    categories = known.codes("data_categories", state) - unknown - {code.category for code in of_types}
    kinds = known.codes("sensitive", state) - {code.sensitive for code in of_types}
    named = {next((code.id for code in definition.codes if code.sensitive == kind and not code.only), "") for kind in kinds}
    return frozenset(types | {CATEGORY + category for category in categories} | named) & frozenset(advice.advice().names)


def period(known: Known, lang: str, zone: str) -> str:
    """When it happened: ``entre le 18 novembre 2026 à 22 h 10 et le 19 novembre 2026 à 3 h 40 (heure de Paris)``; "" where no end is known."""
    start, end = known.instant("occurred_from"), known.instant("occurred_to")
    if start and end and start != end:
        return t("letters.from-to", lang, start=spoken.moment(start, lang, zone, named_zone=False), end=spoken.moment(end, lang, zone))
    if start:
        key = "letters.on" if end else "letters.since" if known.answer("ongoing") == "yes" else "letters.from"
        return t(key, lang, start=spoken.moment(start, lang, zone))
    return t("letters.until", lang, end=spoken.moment(end, lang, zone)) if end else ""


def found(known: Known, lang: str, zone: str) -> str:
    """When it was found, from awareness or, before it, from the first sign; "" where not known."""
    instant = known.instant("aware_at", "discovered_at", "first_signal_at")
    return spoken.moment(instant, lang, zone) if instant else ""


def nature_words(natures: Collection[str], lang: str) -> str:
    """``perte de confidentialité (…) et perte de disponibilité (…)``."""
    return spoken.listed([t(f"letters.nature.{nature}", lang) for nature in NATURES if nature in natures], lang)


def other_data(known: Known) -> str:
    """The words given for "other data"; "" where none are."""
    return " ".join((known.text("data_types_other") or known.text("data_categories_other")).split())
