"""Facts as tests write them, read without the catalogue: the engine must stand on plain facts."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from breach import resources
from breach.domain.facts import UNKNOWN, CodeSet, Fact, known

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SETS = {"role", "nature", "origin", "cause", "data_types", "data_categories", "sensitive", "people_categories"}


def fact(fact_id: str, raw: Any) -> Fact:
    """One fact from its form in a facts file."""
    if isinstance(raw, dict):
        return _with_state(fact_id, raw)
    if raw == "unknown" or raw is None:
        return UNKNOWN
    if fact_id in SETS:
        codes = [raw] if isinstance(raw, str) else list(raw)
        return known(CodeSet(frozenset(codes) - {"unknown"}, "unknown" in codes))
    return known({"yes": True, "no": False}.get(raw, raw) if isinstance(raw, str) and fact_id != "data_encrypted" else raw)


def _with_state(fact_id: str, raw: Mapping[str, Any]) -> Fact:
    if "value" in raw:
        return fact(fact_id, raw["value"])
    if "estimate" in raw:
        low, high = raw["estimate"]
        return Fact("estimated", low=low, high=None if high == "unknown" else high)
    if "assumed" in raw:
        return Fact("assumed", fact(fact_id, raw["assumed"]).value, because="test")
    return Fact("cannot_be_known", because=raw["cannot_be_known"])


def facts(raw: Mapping[str, Any]) -> dict[str, Fact]:
    """Facts from a table."""
    return {fact_id: fact(fact_id, value) for fact_id, value in raw.items()}


def cases() -> list[dict[str, Any]]:
    """The worked cases that the product ships."""
    return [tomllib.loads(resources.read_text(name)) for name in resources.names("law/cases", ".toml")]
