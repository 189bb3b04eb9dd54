"""Re-assessment: which named changes since a decision call for another look, given the facts that it relied on and the facts now.

A pure function over two sets of facts and an instant; the triggers are data (``changes/triggers.toml``). It marks nothing stale by itself: it says
what changed, and why that matters.
"""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from breach import resources
from breach.catalogue.compiled import compiled
from breach.domain.facts import UNKNOWN, CodeSet, Fact, Facts, fact_of
from breach.domain.instants import need_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_OPEN = float("inf")
_EVERY = "*"


class Change(NamedTuple):
    """A trigger that fired. ``facts``: those that changed; ``words``: what happened and its ``source``, with ``fr`` and ``en``."""

    trigger: str
    facts: tuple[str, ...]
    words: Mapping[str, Any]

    def text(self, lang: str) -> str:
        """What happened, in ``lang``."""
        return str(self.words[lang])

    def source(self, lang: str) -> str:
        """Why it matters: the source, in ``lang``."""
        return str(self.words[f"source_{lang}"])

    def to_json(self, lang: str) -> dict[str, object]:
        """The change in ``lang``."""
        return {
            "trigger": self.trigger,
            "facts": list(self.facts),
            "text": self.text(lang),
            "source": self.source(lang),
            "to_check": bool(self.words.get("to_check", False)),
        }


@functools.cache
def load() -> tuple[Mapping[str, Any], ...]:
    """The triggers that this version ships, in their order. Raises InputError ``data-files-missing``."""
    rows: Any = compiled("reassessment", resources.stamp("law/changes", ".toml"), _raw)
    return tuple(rows)


def _raw() -> list[dict[str, Any]]:
    import tomllib

    return [row for name in resources.names("law/changes", ".toml") for row in tomllib.loads(resources.read_text(name))["trigger"]]


def reassessment(old: Facts, new: Facts, now: datetime) -> tuple[Change, ...]:
    """The triggers that fire between ``old``, the facts that a decision relied on, and ``new``, at ``now`` (UTC). Each fact is named by the first
    trigger that it fires.
    """
    need_utc(now)
    found, named = [], set[str]()
    for row in load():
        test = _TESTS[row["test"]]
        ids = sorted({*old, *new}) if row["facts"] == [_EVERY] else row["facts"]
        fired = tuple(fact for fact in ids if fact not in named and test(row, old.get(fact, UNKNOWN), new.get(fact, UNKNOWN), now))
        if fired:
            named |= set(fired)
            found.append(Change(row["id"], fired, row))
    return tuple(found)


def _grows(row: Mapping[str, Any], old: Fact, new: Fact, now: datetime) -> bool:
    """Whether the number may now be a multiple of what it might have been at most, or lies in a higher band. Unknown then is no growth."""
    before, after = _most(old), _most(fact_of({"it": new}, "it", now))
    if before is None or before == _OPEN or after is None:
        return False
    if "bands" in row:
        bands: list[int] = row["bands"]
        return sum(after >= band for band in bands) > sum(before >= band for band in bands)
    return bool(after > before and after >= row["times"] * max(before, 1))


def _most(fact: Fact) -> float | None:
    if fact.state == "estimated":
        return float(fact.high) if fact.high is not None else _OPEN
    value = fact.value if fact.state in ("known", "assumed") else None
    return float(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def _leaves(row: Mapping[str, Any], old: Fact, new: Fact, now: datetime) -> bool:
    return _code(old) in row["from"] and old.state == "known" and _code(fact_of({"it": new}, "it", now)) not in row["from"]


def _becomes(row: Mapping[str, Any], old: Fact, new: Fact, now: datetime) -> bool:
    return _code(old) not in row["to"] and _code(fact_of({"it": new}, "it", now)) in row["to"]


def _gains(row: Mapping[str, Any], old: Fact, new: Fact, now: datetime) -> bool:
    """Whether the set holds a code more. A set that was not known whole gains too: the decision had not seen it."""
    gained = _codes(fact_of({"it": new}, "it", now)) - _codes(old)
    return bool(gained & set(row["codes"]) if "codes" in row else gained)


def _ends(_row: Mapping[str, Any], old: Fact, new: Fact, now: datetime) -> bool:
    return old.expired(now) and (new.state == "unknown" or new.expired(now))


def _code(fact: Fact) -> str:
    value = fact.value if fact.state in ("known", "assumed") else None
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value if isinstance(value, str) else ""


def _codes(fact: Fact) -> frozenset[str]:
    return fact.value.codes if fact.state in ("known", "assumed") and isinstance(fact.value, CodeSet) else frozenset()


_TESTS: Mapping[str, Callable[[Mapping[str, Any], Fact, Fact, datetime], bool]] = {
    "grows": _grows,
    "leaves": _leaves,
    "becomes": _becomes,
    "gains": _gains,
    "ends": _ends,
}
