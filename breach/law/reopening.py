"""Conditions under which a decision is to be reopened, as people write them: ``people_count>1000``, ``published=yes``, ``data_types=health``.

A condition that names no fact is a sentence that somebody has to watch; it is kept as it was written.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from breach.catalogue.assignments import read_assignment
from breach.domain.facts import CodeSet, Fact, fact_of
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.catalogue.model import Catalogue

_FORM = re.compile(r"(?P<fact>[a-z][a-z0-9_]*)\s*(?P<op>>=|<=|>|<|=)\s*(?P<value>\S.*)", re.DOTALL)
_NUMBER = re.compile(r"\d{1,15}(?:[.]\d{1,6})?")
_NUMBERS = ("count", "decimal")


def read(catalogue: Catalogue, text: str) -> dict[str, str] | None:
    """The condition that ``text`` writes: ``fact``, ``op`` (``=``, ``>``, ``>=``, ``<``, ``<=``) and ``value``; None where it is a sentence.

    Raises InputError ``unknown-fact``, ``reopen-not-a-number``, or what reading the value raises.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    fact, op, value = found["fact"], found["op"], found["value"].strip()
    definition = catalogue.get(fact)
    if op != "=" or definition.type in _NUMBERS:
        if definition.type not in _NUMBERS or not _NUMBER.fullmatch(value):
            raise InputError("reopen-not-a-number", fact=fact, text=text[:80])
        return {"fact": fact, "op": op, "value": value}
    given = read_assignment(catalogue, f"{fact}={value}", None)[1]
    if given.state != "known" or not isinstance(given.value, bool | str | CodeSet):
        raise InputError("reopen-not-a-number", fact=fact, text=text[:80])
    return {"fact": fact, "op": op, "value": _plain(given.value)}


def _plain(value: bool | str | CodeSet) -> str:  # noqa: FBT001 - the value of a fact
    if isinstance(value, CodeSet):
        return ",".join(sorted(value.codes))
    return value if isinstance(value, str) else "yes" if value else "no"


def met(condition: Mapping[str, str], facts: Mapping[str, Fact], now: datetime) -> bool:
    """Whether ``condition`` is met for certain at ``now``; an estimate meets it with its whole range only."""
    fact = fact_of(facts, condition["fact"], now)
    number = fact.state == "estimated" or (isinstance(fact.value, int | Decimal) and not isinstance(fact.value, bool))
    return _compares(fact, condition["op"], Decimal(condition["value"])) if number else condition["op"] == "=" and _is(fact.value, condition["value"])


def _is(value: object, wanted: str) -> bool:
    if isinstance(value, CodeSet):
        return set(wanted.split(",")) <= value.codes
    return isinstance(value, bool | str) and _plain(value) == wanted


def _compares(fact: Fact, op: str, bound: Decimal) -> bool:
    low, high = (fact.low, fact.high) if fact.state == "estimated" else (fact.value, fact.value)
    if op in (">", ">=", "="):
        least = isinstance(low, int | Decimal) and (low > bound if op == ">" else low >= bound)
        return least and (op != "=" or low == high == bound)
    return isinstance(high, int | Decimal) and (high < bound if op == "<" else high <= bound)
