"""Whether a condition holds over the facts as they are now: yes, no, or not known (None). For clocks and promises.

The form is the one of profiles and regimes: ``{fact, is}``, ``{fact, has}``, ``{risk}``, ``{flag}``, ``{all}``, ``{any}``, ``{not}``; in
regimes ``{fact, known}`` too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.facts import CodeSet, Facts, fact_of
from breach.domain.risks import RISKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


def holds(
    condition: Mapping[str, Any], facts: Facts, now: datetime, risk: str = "undetermined", flags: Mapping[str, str] | None = None
) -> bool | None:
    """Whether ``condition`` holds at ``now`` (UTC); None while what it depends on is unknown. ``risk``: the assessment's level;
    ``flags``: the profile's, by name, ``yes``, ``no`` or ``unknown``. Raises KeyError for a form that does not exist.
    """

    def one(part: Mapping[str, Any]) -> bool | None:
        return holds(part, facts, now, risk, flags)

    if not condition:
        return True
    if "all" in condition:
        return _every(one(part) for part in condition["all"])
    if "any" in condition:
        inner = _every(_not(one(part)) for part in condition["any"])
        return _not(inner)
    if "not" in condition:
        return _not(one(condition["not"]))
    if "risk" in condition:
        return None if risk not in RISKS else RISKS.index(risk) >= RISKS.index(condition["risk"])
    if "flag" in condition:
        return {"yes": True, "no": False}.get((flags or {}).get(condition["flag"], "unknown"))
    return _fact(condition, facts, now)


def _every(parts: Iterable[bool | None]) -> bool | None:
    seen = list(parts)
    return False if False in seen else None if None in seen else True


def _not(value: object) -> bool | None:
    return None if value is None else not value


def _fact(condition: Mapping[str, Any], facts: Facts, now: datetime) -> bool | None:
    fact = fact_of(facts, condition["fact"], now)
    if "known" in condition:
        return (fact.state != "unknown") is bool(condition["known"])
    if fact.state not in ("known", "assumed"):
        return None
    return _answers(condition, fact.value)


def _answers(condition: Mapping[str, Any], value: object) -> bool | None:
    if "has" not in condition:
        wanted = {"yes": True, "no": False}.get(condition["is"], condition["is"])
        return bool(value == wanted)
    if not isinstance(value, CodeSet):
        return bool(value == condition["has"])
    return True if condition["has"] in value.codes else None if value.at_least else False
