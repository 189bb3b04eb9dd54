"""Comparable cases: which worked cases are nearest, in what they agree, in what they differ, and how they ended.

No score: a case and a file are compared on ten plain traits (kind of breach, data at stake, who holds them…). The nearest case has most traits in
common for the fewest differences, and both lists are shown. One case that ended in silence and one that did not are among the results.
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from breach import resources
from breach.catalogue.compiled import compiled
from breach.law.view import View, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from breach.law.rules import RuleSet

TRAITS = ("kind", "data", "holder", "origin", "intent", "people", "volume", "protection", "outage", "controller")
"""What is compared. Each trait is a set of codes, empty where the facts do not say."""
NEAREST = 3
_HOLDERS = {"none": "nobody", "trusted": "trusted", "identified": "known", "unidentified": "unknown", "attacker": "hostile", "public": "hostile"}
_STAKES = (
    ("sensitive", "sensitive", None),
    ("offences", "data_categories", {"offences"}),
    ("identity", "data_categories", {"official_documents", "nir"}),
    ("identity", "data_types", {"national_number"}),
    ("bank", "data_types", {"iban", "card_number", "card_security_code"}),
    ("access", "data_types", {"password", "auth_token", "security_answer"}),
    ("money", "data_types", {"income", "transactions", "debts", "tax_data"}),
    ("private", "data_types", {"location", "connection_logs", "browsing", "profile", "messages_content", "family_situation", "cv_and_employment"}),
    ("private", "data_types", {"purchases", "insurance_contract", "exam_results", "professional_secret", "social_difficulties"}),
)
_FRAGILE = frozenset({"minors", "vulnerable", "patients"})
_BANDS = (100, 1000, 10000, 100000)
_DAY = 24
Traits = dict[str, list[str]]


class Difference(NamedTuple):
    """One trait on which the file and the case part, as codes of both sides."""

    trait: str
    here: tuple[str, ...]
    there: tuple[str, ...]


class Comparable(NamedTuple):
    """A worked case beside the file. ``case``: its row (id, titles, source, outcome); ``unknown``: traits on which one side says nothing."""

    case: Mapping[str, Any]
    common: tuple[str, ...]
    differences: tuple[Difference, ...]
    unknown: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether the source let silence towards the authority stand."""
        return bool(self.case["outcome"]["authority"] == "document")

    @property
    def stricter(self) -> tuple[str, ...]:
        """Where other authorities decided such facts more strictly, the cases that say so; the strict line is the default here."""
        return tuple(self.case.get("stricter", ()))

    def to_json(self, lang: str) -> dict[str, object]:
        """The case, what is common and what differs."""
        source = self.case["source"]
        return {
            "id": self.case["id"],
            "title": self.case[f"title_{lang}"],
            "authority": source["authority"],
            "document": source["document"],
            "url": source["url"],
            "checked_on": source["checked_on"],
            "to_check": source["to_check"],
            "outcome": self.case["outcome"],
            "stricter": list(self.stricter),
            "common": list(self.common),
            "differences": [{"trait": d.trait, "here": list(d.here), "there": list(d.there)} for d in self.differences],
            "unknown": list(self.unknown),
        }


_KEPT: dict[str, tuple[Mapping[str, Any], ...]] = {}
"""The cases with their traits, by the rules' hash."""


def _cases(rules: RuleSet) -> tuple[Mapping[str, Any], ...]:
    if rules.sha256 not in _KEPT:
        stamp = f"{resources.stamp('law/cases', '.toml')} {rules.sha256}"
        rows: Any = compiled("worked-cases", stamp, functools.partial(_raw, rules))
        _KEPT[rules.sha256] = tuple(rows)
    return _KEPT[rules.sha256]


def _raw(rules: RuleSet) -> list[dict[str, Any]]:
    import tomllib

    from breach.catalogue.loader import load
    from breach.catalogue.values import read

    catalogue, found = load(), []
    for name in resources.names("law/cases", ".toml"):
        row = tomllib.loads(resources.read_text(name))
        facts = {fact_id: read(catalogue.get(fact_id), raw, "UTC") for fact_id, raw in row.pop("facts").items()}
        found.append({**row, "traits": traits(view_of(rules, facts, datetime(2026, 1, 1, tzinfo=UTC)))})
    return found


def nearest(rules: RuleSet, view: View) -> tuple[Comparable, ...]:
    """The nearest worked cases, and with them the nearest that ended in silence and the nearest that did not."""
    here = traits(view)
    ranked = sorted((_beside(case, here) for case in _cases(rules)), key=_rank)
    kept = ranked[:NEAREST]
    for silent in (True, False):
        if not any(found.silent is silent for found in kept):
            kept += [found for found in ranked[NEAREST:] if found.silent is silent and found.case["outcome"]["authority"]][:1]
    return tuple(kept)


def _rank(found: Comparable) -> tuple[int, int, str]:
    return len(found.differences) - len(found.common), len(found.differences), str(found.case["id"])


def _beside(case: Mapping[str, Any], here: Traits) -> Comparable:
    common, unknown, differences = [], [], []
    for trait in TRAITS:
        one, other = here[trait], case["traits"][trait]
        if not one or not other:
            unknown.append(trait)
        elif one == other or (trait == "origin" and set(one) & set(other)):
            common.append(trait)
        else:
            differences.append(Difference(trait, tuple(one), tuple(other)))
    return Comparable(case, tuple(common), tuple(differences), tuple(unknown))


def traits(view: View) -> Traits:
    """What is certain of ``view``, trait by trait."""
    types, categories, people = (_set(view, fact) for fact in ("data_types", "data_categories", "people_categories"))
    return {
        "kind": sorted(_set(view, "nature")),
        "data": _stakes(view, bool(types or categories)),
        "holder": _of(_HOLDERS, _code(view, "recipient", tuple(_HOLDERS))),
        "origin": sorted(_set(view, "origin")),
        "intent": _of({"yes": "malice", "no": "accident"}, _code(view, "malicious", ("no", "yes"))),
        "people": ["fragile"] if people & _FRAGILE else ["others"] if people else [],
        "volume": _volume(view),
        "protection": _of({"yes": "unreadable", "partly": "partly", "no": "readable"}, _code(view, "data_encrypted", ("yes", "partly", "no"))),
        "outage": _outage(view),
        "controller": sorted(_set(view, "controller_kind")),
    }


def _set(view: View, fact: str) -> frozenset[str]:
    low = view.bounds[fact][0]
    return low if isinstance(low, frozenset) else frozenset()


def _code(view: View, fact: str, codes: tuple[str, ...]) -> str:
    low, high = view.bounds[fact]
    return codes[low] if isinstance(low, int) and low == high else ""


def _of(names: Mapping[str, str], code: str) -> list[str]:
    return [names[code]] if code else []


def _stakes(view: View, said: object) -> list[str]:
    found: Iterable[str] = {name for name, fact, codes in _STAKES if _set(view, fact) & (codes or _set(view, fact))}
    return sorted(found) or (["plain"] if said else [])


def _volume(view: View) -> list[str]:
    bands = {
        sum(end >= band if band > _BANDS[0] else end > band for band in _BANDS)
        for end in view.bounds["people_count"]
        if not isinstance(end, frozenset)
    }
    return [("up-to-100", "hundreds", "thousands", "ten-thousands", "hundred-thousands")[bands.pop()]] if len(bands) == 1 else []


def _outage(view: View) -> list[str]:
    if "availability" not in _set(view, "nature"):
        return []
    if _code(view, "availability_loss", ("temporary", "permanent")) == "permanent":
        return ["lost"]
    low, high = view.bounds["outage_hours"]
    if isinstance(low, frozenset) or isinstance(high, frozenset):
        return []
    return ["day-or-more"] if low >= _DAY else ["hours"] if high < _DAY else []
