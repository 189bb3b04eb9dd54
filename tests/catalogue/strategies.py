"""Facts and raw values made up by hypothesis, for any entry of the catalogue."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from breach.domain.facts import CodeSet, Fact

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)
INSTANTS = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))
DECIMALS = st.decimals(0, 1_000_000, places=6).map(lambda d: Decimal(d).normalize() + 0)


def values(definition: FactDef) -> st.SearchStrategy[object]:
    """Known values of ``definition``."""
    codes = st.sampled_from([code.id for code in definition.codes] or ["-"])
    by_type: dict[str, st.SearchStrategy[object]] = {
        "text": st.from_regex(definition.pattern, fullmatch=True) if definition.pattern else TEXTS,
        "yes_no": st.booleans(),
        "one_of": codes,
        "country": codes,
        "count": st.integers(definition.minimum, max(definition.maximum, 1)),
        "decimal": DECIMALS,
        "instant": INSTANTS,
        "country_counts": st.dictionaries(codes, st.integers(0, 10**15), max_size=3),
        "text_set": st.builds(CodeSet, st.frozensets(TEXTS.filter(bool), min_size=1, max_size=3), st.booleans()),
        "tables": st.lists(_rows(definition), max_size=2).map(tuple),
    }
    sets = st.builds(CodeSet, st.frozensets(codes, min_size=1, max_size=4), st.booleans()) | st.just(CodeSet(frozenset()))
    return by_type.get(definition.type, sets)


def _rows(definition: FactDef) -> st.SearchStrategy[object]:
    return st.fixed_dictionaries({}, optional={column.id: st.none() | values(column) for column in definition.columns}).filter(bool)


def facts(definition: FactDef) -> st.SearchStrategy[Fact]:
    """Facts in every state that ``definition`` may have."""
    about = {"source": st.none() | TEXTS, "learnt_at": st.none() | INSTANTS}
    states = [
        st.builds(Fact, st.just("known"), values(definition), **about),
        st.builds(Fact, st.just("unknown"), **about),
        st.builds(Fact, st.just("assumed"), values(definition), because=st.none() | TEXTS, until=st.none() | INSTANTS, **about),
        st.builds(Fact, st.just("cannot_be_known"), because=TEXTS, **about),
    ]
    if definition.range_ok:
        number: st.SearchStrategy[object] = st.integers(0, 10**15) if definition.type == "count" else DECIMALS
        ends: st.SearchStrategy[Any] = st.tuples(number, st.none() | number).map(_ordered)
        states.append(ends.flatmap(lambda pair: st.builds(Fact, st.just("estimated"), low=st.just(pair[0]), high=st.just(pair[1]), **about)))
    return st.one_of(states)


def _ordered(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    return pair if pair[1] is None else (min(pair), max(pair))


def raw(definition: FactDef) -> st.SearchStrategy[object]:
    """JSON values for ``definition``: mostly right ones, some nearly right, some junk."""
    codes = st.sampled_from([*[code.id for code in definition.codes], "unknown", "confidentialty", ""])
    number = st.integers(-2, 10**16) | st.floats(allow_nan=False, allow_infinity=False)
    right: dict[str, st.SearchStrategy[object]] = {
        "text": TEXTS,
        "yes_no": st.sampled_from([True, False, "yes", "oui", "maybe", 1, 0]),
        "one_of": codes | st.booleans() | st.just("oui"),
        "country": codes,
        "count": number,
        "decimal": number,
        "instant": st.sampled_from(["2026-11-22T02:10:00+01:00", "2026-11-22T02:10[Europe/Paris]", "2026-11-22", "hier", " 2026-11-22T02:10:00Z"]),
        "country_counts": st.dictionaries(codes, number, max_size=2),
        "text_set": TEXTS | st.lists(TEXTS | st.none(), max_size=2),
        "tables": st.lists(
            st.dictionaries(st.sampled_from([*[c.id for c in definition.columns], "x"]), TEXTS | number | st.none(), max_size=3), max_size=2
        ),
    }
    junk: st.SearchStrategy[object] = (
        st.none() | st.booleans() | st.sampled_from(["unknown", "inconnu", "x"]) | st.just([]) | st.just({}) | st.just([[]])
    )
    plain = right.get(definition.type, codes | st.lists(codes, max_size=3)) | junk
    ends = st.lists(st.sampled_from([0, 1, 1.5, "unknown", None, "x", True]), max_size=3)
    text = TEXTS | st.just(3)
    at = st.just("2026-11-22T02:10:00+01:00") | st.just("hier")
    tables = st.fixed_dictionaries({}, optional={
        "value": plain, "assumed": plain, "cannot_be_known": text, "estimate": ends, "basis": text, "because": text, "until": at, "source": text,
        "learnt_at": at, "sauce": text,
    })  # fmt: skip
    one = st.sampled_from(["value", "assumed"]).flatmap(lambda key: plain.map(lambda found: {key: found}))
    estimate = st.fixed_dictionaries({"estimate": ends}, optional={"basis": text, "source": text})
    return plain | one | estimate | tables
