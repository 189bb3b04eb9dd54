"""What holds for any facts: the interval is exact, graver facts never lower a duty, unknown never lowers the advice, deciding sets decide."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from breach.domain.facts import UNKNOWN, CodeSet, Fact, known
from breach.law.assessment import assess
from breach.law.limbs import DUTIES
from breach.law.rules import load
from tests.law.facts_files import NOW

RULES = load()
CUTS = {
    "people_count": (0, 2, 3, 16, 17, 100, 101, 999, 1000, 9999, 10000, 99999, 100000),
    "recipients_count": (0, 2, 3, 16, 17),
    "valid_credentials_count": (0, 1, 101, 1000, 10000, 100000),
    "exposure_hours": (0, 719, 720, 8759, 8760),
    "outage_hours": (0, 23, 24, 72, 100),
}
NOT_EMPTY = ("nature", "role")


def answers(fact_id: str) -> list[Any]:
    """The answers that matter, harmless first where they have an order; for large sets a sample."""
    spec = RULES.specs[fact_id]
    if spec.kind == "number":
        return list(CUTS[fact_id])
    if spec.kind in ("ordered", "choice"):
        return list(spec.codes)
    if len(spec.codes) <= 4:
        return [
            CodeSet(frozenset(c)) for n in range(len(spec.codes) + 1) for c in itertools.combinations(spec.codes, n) if c or fact_id not in NOT_EMPTY
        ]
    return [CodeSet(frozenset()), *[CodeSet(frozenset({code})) for code in spec.codes], CodeSet(frozenset(spec.codes))]


SMALL = [fact for fact, spec in RULES.specs.items() if fact not in ("data_types", "data_categories", "sensitive", "origin", "people_categories")]


CALM_TYPES = (
    "name",
    "email",
    "postal_address",
    "purchases",
    "username",
    "password",
    "insurance_contract",
    "birth_date",
    "health",
    "nir",
    "iban",
    "income",
)


@st.composite
def complete(draw: st.DrawFn) -> dict[str, Fact]:
    """A world: every fact known. Data are said once, as types, so that nothing contradicts. Half the worlds are calm: mostly harmless answers,
    so that the gates of silence come into play."""
    calm = draw(st.booleans())
    world: dict[str, Fact] = {}
    for fact_id, spec in RULES.specs.items():
        if fact_id in ("data_categories", "sensitive"):
            continue
        if fact_id == "data_types" and calm:
            world[fact_id] = known(CodeSet(draw(st.frozensets(st.sampled_from(CALM_TYPES), max_size=3))))
        elif spec.kind == "set" and fact_id not in NOT_EMPTY:
            world[fact_id] = known(CodeSet(draw(st.frozensets(st.sampled_from(spec.codes), max_size=1 if calm else 4))))
        else:
            possible = answers(fact_id)
            world[fact_id] = known(draw(st.sampled_from([*[possible[0]] * (3 * calm * len(possible)), *possible])))
    if calm:
        world["role"], world["is_personal_data_breach"] = known(CodeSet(frozenset({"controller"}))), known("yes")
        world["data_encrypted"] = known(draw(st.sampled_from(["yes", "no", "no"])))
        world["recipient"] = known(draw(st.sampled_from(RULES.specs["recipient"].codes)))
    return world


@st.composite
def partial(draw: st.DrawFn) -> dict[str, Fact]:
    """Facts of which some are unknown, absent, assumed, unknowable or estimated."""
    world = draw(complete())
    for fact_id in list(world):
        state = draw(st.sampled_from(["known", "known", "unknown", "absent", "assumed", "never"]))
        if state == "absent":
            del world[fact_id]
        elif state == "unknown":
            world[fact_id] = UNKNOWN
        elif state == "assumed":
            world[fact_id] = Fact("assumed", world[fact_id].value, because="test")
        elif state == "never":
            world[fact_id] = Fact("cannot_be_known", because="test")
    return world


def interval(world: dict[str, Fact]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The mildest and gravest duty of each limb, read off the result as a user sees it where it is settled."""
    made = assess(world, now=NOW)
    found = []
    for limb, result in (("authority", made.authority), ("subjects", made.subjects)):
        found.append((-1, -1) if result.duty == "undetermined" else (DUTIES[limb].index(result.duty),) * 2)
    return found[0], found[1]


@given(complete())
@settings(max_examples=150)
def test_a_complete_world_is_settled(world: dict[str, Fact]) -> None:
    """With everything known nothing is undetermined, and there is nothing to ask."""
    made = assess(world, now=NOW)
    assert "undetermined" not in (made.authority.duty, made.subjects.duty, made.risk)
    assert made.deciding_facts == ()
    assert made.gravity[0] == made.gravity[1]
    assert made.likelihood[0] == made.likelihood[1]


@given(complete(), st.lists(st.sampled_from(SMALL), min_size=1, max_size=6, unique=True))
@settings(max_examples=120)
def test_enumerating_all_answers_gives_the_same_duty(world: dict[str, Fact], unknown: list[str]) -> None:
    """The duty with unknown facts is exactly that over all their answers."""
    while _product(unknown) > 400:
        unknown = unknown[:-1]
    results = [
        interval({**world, **dict(zip(unknown, map(known, combination), strict=True))}) for combination in itertools.product(*map(answers, unknown))
    ]
    made = assess({**world, **dict.fromkeys(unknown, UNKNOWN)}, now=NOW)
    for place, (limb, result) in enumerate((("authority", made.authority), ("subjects", made.subjects))):
        outcomes = {one[place][0] for one in results}
        assert result.duty == (DUTIES[limb][outcomes.pop()] if len(outcomes) == 1 else "undetermined")
    gravest = max(one[0][0] for one in results)
    assert made.authority.advice == DUTIES["authority"][gravest]


def _product(unknown: list[str]) -> int:
    total = 1
    for fact_id in unknown:
        total *= len(answers(fact_id))
    return total


@given(complete(), st.data())
@settings(max_examples=100)
def test_any_set_of_data_lies_within_the_interval(world: dict[str, Fact], data: st.DataObject) -> None:
    """Unknown data types: no possible set leads outside the interval."""
    wide = assess({**world, "data_types": UNKNOWN}, now=NOW)
    codes = data.draw(st.frozensets(st.sampled_from(RULES.specs["data_types"].codes)))
    one = assess({**world, "data_types": known(CodeSet(codes))}, now=NOW)
    for limb, narrow in ((wide.authority, one.authority), (wide.subjects, one.subjects)):
        assert limb.duty in ("undetermined", narrow.duty)
    assert DUTIES["authority"].index(wide.authority.advice) >= DUTIES["authority"].index(one.authority.advice)


@given(complete(), st.data())
@settings(max_examples=250)
def test_graver_facts_never_lower_a_duty(world: dict[str, Fact], data: st.DataObject) -> None:
    """One fact made graver: no limb, no axis and no risk goes down."""
    fact_id = data.draw(st.sampled_from([fact for fact in world if RULES.specs[fact].kind != "choice"]))
    spec, value = RULES.specs[fact_id], world[fact_id].value
    if isinstance(value, CodeSet):
        graver: Any = CodeSet(value.codes | {data.draw(st.sampled_from(spec.codes))})
    else:
        ordered = answers(fact_id)
        graver = data.draw(st.sampled_from(ordered[ordered.index(value) :]))
    before, after = assess(world, now=NOW), assess({**world, fact_id: known(graver)}, now=NOW)
    assert DUTIES["authority"].index(after.authority.duty) >= DUTIES["authority"].index(before.authority.duty)
    assert DUTIES["subjects"].index(after.subjects.duty) >= DUTIES["subjects"].index(before.subjects.duty)
    assert after.gravity >= before.gravity
    assert after.likelihood >= before.likelihood
    for one, other in zip(before.kinds, after.kinds, strict=True):
        assert other.risk >= one.risk
        assert other.gravity >= one.gravity
        assert other.likelihood >= one.likelihood


@given(partial(), st.data())
@settings(max_examples=250)
def test_unknown_never_lowers_the_advice(world: dict[str, Fact], data: st.DataObject) -> None:
    """One fact made unknown: the authority's advice stands or rises; people to be told are never dropped."""
    if not world:
        return
    fact_id = data.draw(st.sampled_from(sorted(world)))
    before, after = assess(world, now=NOW), assess({**world, fact_id: UNKNOWN}, now=NOW)
    assert DUTIES["authority"].index(after.authority.advice) >= DUTIES["authority"].index(before.authority.advice)
    if before.subjects.advice in ("inform", "prepare"):
        assert after.subjects.advice in ("inform", "prepare")


@given(partial(), st.data())
@settings(max_examples=250)
def test_an_assumption_never_lowers_a_duty(world: dict[str, Fact], data: st.DataObject) -> None:
    """Assuming something about a fact that nobody answered changes no duty."""
    fact_id = data.draw(st.sampled_from(SMALL))
    world.pop(fact_id, None)
    before = assess(world, now=NOW)
    after = assess({**world, fact_id: Fact("assumed", data.draw(st.sampled_from(answers(fact_id))), because="test")}, now=NOW)
    assert (after.authority.duty, after.subjects.duty) == (before.authority.duty, before.subjects.duty)


@given(partial(), st.data())
@settings(max_examples=200)
def test_a_deciding_set_decides(world: dict[str, Fact], data: st.DataObject) -> None:
    """Whatever its facts are answered, a deciding set settles its limb, and its listed answers lead where it says."""
    for item in assess(world, now=NOW).deciding_facts:
        assert 1 <= len(item.facts) <= 3
        if not item.settles:
            continue
        anything = {fact: known(data.draw(st.sampled_from(answers(fact)))) for fact in item.facts}
        assert _duty({**world, **anything}, item.limb) != "undetermined"
        for outcome in item.outcomes:
            said = {fact: known(_value(fact, answer)) for fact, answer in outcome.answers}
            assert _duty({**world, **said}, item.limb) == outcome.duty


def test_no_answer_about_the_kinds_of_breach_settles_while_data_may_have_been_published() -> None:
    """Data that may be published may be a breach of confidentiality, whatever else it was: a loss of integrity alone is no answer then."""
    said_no = {"key_safe": "no", "critical_service": "no", "altered_data_used": "no"}
    said_yes = {"restored": "yes", "alteration_reversible": "yes", "observed_harm": "yes"}
    world = {fact: known(value) for fact, value in (said_no | said_yes | {"recipient": "trusted"}).items()}
    world |= {"data_types": known(CodeSet(frozenset())), "published": Fact("unknown")}
    found = assess(world, now=NOW).deciding_facts
    assert found
    for item in found:
        for outcome in item.outcomes:
            said = {fact: known(_value(fact, answer)) for fact, answer in outcome.answers}
            assert _duty({**world, **said}, item.limb) == outcome.duty


def _duty(world: dict[str, Fact], limb: str) -> str:
    made = assess(world, now=NOW)
    return made.authority.duty if limb == "authority" else made.subjects.duty


def _value(fact_id: str, answer: Any) -> Any:
    """A value that fits an answer as it is listed."""
    if isinstance(answer, tuple):
        return CodeSet(frozenset(answer))
    if RULES.specs[fact_id].kind != "number":
        return answer
    tests = {"<=": lambda v, n: v <= n, ">=": lambda v, n: v >= n, "<": lambda v, n: v < n, ">": lambda v, n: v > n}
    parts = [(part.rstrip("0123456789"), int(part.lstrip("<>="))) for part in answer.split()]
    return next(v for v in CUTS[fact_id] if all(tests[sign](v, n) for sign, n in parts))


@given(complete(), st.lists(st.sampled_from([fact for fact in SMALL if fact != "nature"]), min_size=1, max_size=4, unique=True), st.data())
@settings(max_examples=300)
def test_few_unknowns_are_decided(world: dict[str, Fact], unknown: list[str], data: st.DataObject) -> None:
    """With at most three facts unknown and a limb open, a deciding set is found; it settles the limb, and no smaller part of it does."""
    open_world = {**world, **dict.fromkeys(unknown, UNKNOWN)}
    made = assess(open_world, now=NOW)
    for limb, result in (("authority", made.authority), ("subjects", made.subjects)):
        sets = [item for item in made.deciding_facts if item.limb == limb and item.settles]
        assert bool(sets) or result.duty != "undetermined" or len(unknown) > 3
        assert [len(item.facts) for item in sets] == sorted(len(item.facts) for item in sets)
        for item in sets:
            anything = {fact: known(data.draw(st.sampled_from(answers(fact)))) for fact in item.facts}
            assert _duty({**open_world, **anything}, limb) != "undetermined"
            assert len({outcome.duty for outcome in item.outcomes}) > 1
