"""Questions that what is known leaves without an object: how the key of data that were never encrypted was kept."""

from __future__ import annotations

from breach.catalogue.loader import load
from breach.domain.facts import CodeSet, Fact, Facts, fact_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from breach.catalogue.model import FactDef

ANY = "*"
"""Any code of a set: asked unless the set is known to be empty."""

_FINER = {"data_categories": "data_types"}
"""A coarse list that follows from a fine one: which « Autre » is asked once, of the fine one."""


def asked(definition: FactDef, seen: Facts, now: datetime) -> bool:
    """Whether the fact stands among the questions at ``now`` (UTC) on the facts ``seen``: an optional one never, the text that says which « Autre »
    once that was chosen, any other unless it is ``moot``.
    """
    if definition.optional:
        return False
    if not definition.of:
        return not moot(definition.id, seen, now)
    finer = _FINER.get(definition.of)
    if finer and isinstance(fact_of(seen, finer, now).value, CodeSet):
        return False
    chosen = fact_of(seen, definition.of, now).value
    return isinstance(chosen, CodeSet) and any(code.asks_text and code.id in chosen.codes for code in load().get(definition.of).codes)


def moot(fact_id: str, seen: Facts, now: datetime) -> bool:
    """Whether the fact ``fact_id`` need not be asked at ``now`` (UTC) on the facts ``seen``: one of the facts of its ``only_if`` is known to have
    none of the answers given there. An estimate, an assumption, an unknown or a set that may hold more leaves the question open.
    """
    gates = load().get(fact_id).only_if
    return any(_excluded(fact_of(seen, gate, now), answers) for gate, answers in gates)


def _excluded(fact: Fact, answers: frozenset[str]) -> bool:
    if fact.state != "known":
        return False
    if isinstance(fact.value, CodeSet):
        return not fact.value.at_least and (not fact.value.codes if ANY in answers else not fact.value.codes & answers)
    given = {True: "yes", False: "no"}.get(fact.value, fact.value) if isinstance(fact.value, bool) else fact.value
    return given not in answers
