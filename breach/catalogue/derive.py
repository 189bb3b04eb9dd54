"""Facts as the rules see them: defaults filled in, coarse facts derived from fine ones, the CNIL's words for unknown made unknown."""

from __future__ import annotations

from dataclasses import replace

from breach.catalogue.loader import load
from breach.catalogue.reading import read
from breach.domain.facts import UNKNOWN, CodeSet, Fact, Facts, fact_of, known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from breach.catalogue.model import Catalogue

MALICIOUS = frozenset({"internal_malicious", "external_malicious"})
_ACCIDENTAL = frozenset({"internal_accidental", "external_accidental"})


def derived(facts: Facts, now: datetime, defaults: Mapping[str, object]) -> Facts:
    """``facts`` with what follows from them at ``now`` (UTC), for the rules.

    ``defaults`` are values of the organisation's profile by fact id (``{"controller_kind": "health"}``), in the form of a facts file; they stand in
    only for facts that were not given. ``role`` is ``controller`` where nothing says otherwise; ``discovered_at`` is ``first_signal_at``;
    ``malicious`` comes from ``cause``, ``data_categories`` and ``sensitive`` from ``data_types`` (what is given adds up). An unknown can raise what
    is derived, never lower it. Facts without anything to say are left absent.
    """
    catalogue = load()
    made = {fact_id: _plain(catalogue, fact_id, fact) for fact_id, fact in facts.items()}
    for fact_id, raw in defaults.items():
        if fact_id in catalogue.facts and fact_of(made, fact_id, now).state == "unknown":
            made[fact_id] = read(catalogue.get(fact_id), raw, None)
    if fact_of(made, "role", now).state == "unknown":
        made["role"] = known(CodeSet(frozenset({"controller"})))
    if "first_signal_at" in made and fact_of(made, "discovered_at", now).state == "unknown":
        made["discovered_at"] = made["first_signal_at"]
    _malicious(made, now)
    _data(catalogue, made, now)
    return made


def _plain(catalogue: Catalogue, fact_id: str, fact: Fact) -> Fact:
    """``fact`` with the CNIL's codes for unknown read as unknown: alone they are unknown, beside others they mean "at least"."""
    unknown = catalogue.facts[fact_id].unknown_codes if fact_id in catalogue.facts else frozenset()
    if not unknown or fact.value is None:
        return fact
    if isinstance(fact.value, CodeSet) and fact.value.codes & unknown:
        rest = fact.value.codes - unknown
        return replace(fact, value=CodeSet(rest, at_least=True)) if rest else _nothing(fact)
    return _nothing(fact) if isinstance(fact.value, str) and fact.value in unknown else fact


def _nothing(fact: Fact) -> Fact:
    return Fact("unknown", source=fact.source, learnt_at=fact.learnt_at, entry=fact.entry)


def _malicious(made: dict[str, Fact], now: datetime) -> None:
    given = made.get("malicious")
    cause = fact_of(made, "cause", now)
    if (given is not None and given.state != "unknown") or not isinstance(cause.value, CodeSet):
        return
    if cause.value.codes & MALICIOUS:
        made["malicious"] = replace(cause, value=True)
    elif given is None and cause.value.codes and cause.value.codes <= _ACCIDENTAL and not cause.value.at_least:
        made["malicious"] = replace(cause, value=False)


def _data(catalogue: Catalogue, made: dict[str, Fact], now: datetime) -> None:
    codes = {code.id: code for code in catalogue.get("data_types").codes}
    types = made.get("data_types")
    if types is None:
        return
    fact = fact_of(made, "data_types", now)
    for fact_id, of in (("data_categories", "category"), ("sensitive", "sensitive")):
        value = fact.value if isinstance(fact.value, CodeSet) else CodeSet(frozenset(), at_least=True)
        mapped = frozenset(getattr(codes[code], of) for code in value.codes) - {""}
        empty = fact.state == "unknown" or (value.at_least and not mapped)
        derived_fact = UNKNOWN if empty else replace(fact, value=CodeSet(mapped, value.at_least))
        given = fact_of(made, fact_id, now) if fact_id in made else None
        both = derived_fact if given is None else _sum(fact_id, given, derived_fact)
        made[fact_id] = both if both.state != "unknown" else made.get(fact_id, both)


def _sum(fact_id: str, given: Fact, derived_fact: Fact) -> Fact:
    """Two answers about one set, added up. ``sensitive`` given whole is whole; for categories an unknown in either means "at least these"."""
    facts = (given, derived_fact)
    sure = [fact.value for fact in facts if fact.state == "known" and isinstance(fact.value, CodeSet)]
    if not sure and all(fact.state == "assumed" for fact in facts):
        return replace(given, value=CodeSet(_union(fact.value for fact in facts), _open(facts)), until=_first(given.until, derived_fact.until))
    if not sure:
        return given if given.state == "assumed" else derived_fact
    union = _union(sure)
    whole = given.state == "known" and fact_id == "sensitive" and not _open((given,))
    at_least = not whole and (len(sure) < len(facts) or _open(facts))
    if at_least and not union:
        return UNKNOWN
    first = given if given.state == "known" else derived_fact
    return replace(first, value=CodeSet(union, at_least))


def _union(values: Iterable[object]) -> frozenset[str]:
    return frozenset(code for value in values if isinstance(value, CodeSet) for code in value.codes)


def _open(facts: Iterable[Fact]) -> bool:
    return any(isinstance(fact.value, CodeSet) and fact.value.at_least for fact in facts)


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other
