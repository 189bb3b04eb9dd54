"""The rules as data: examples beside them, directions, sources, words, and agreement with the catalogue's vocabulary."""

from __future__ import annotations

import pytest

from breach import resources
from breach.catalogue import loader
from breach.errors import InputError
from breach.law.conditions import FALSE, TRUE, truth
from breach.law.rules import EFFECTS, Rule, build, load, merge
from breach.law.view import view_of
from tests.law.facts_files import NOW, facts

RULES = load()
EXAMPLES = [(rule, number) for rule in RULES.rules for number in range(len(rule.examples))]


@pytest.mark.parametrize(("rule", "number"), EXAMPLES, ids=[f"{rule.id}-{number}" for rule, number in EXAMPLES])
def test_example_beside_the_rule(rule: Rule, number: int) -> None:
    """A rule applies in its examples exactly where they say so."""
    raw, applies = rule.examples[number]
    view = view_of(RULES, facts(raw), NOW)
    state = truth(rule.node, [atom.state(view.bounds[atom.fact]) for atom in RULES.atoms])
    assert (state == (FALSE if rule.effect in ("gate", "exempt") else TRUE)) is applies


@pytest.mark.parametrize("rule", RULES.rules, ids=[rule.id for rule in RULES.rules])
def test_every_rule_is_complete(rule: Rule) -> None:
    """Each rule has an effect, words in both languages, a source with an address, and an example."""
    assert rule.effect in EFFECTS
    assert all(rule.text(part, lang) for part in ("title", "reason") for lang in ("fr", "en"))
    assert bool(rule.text("counter", "fr")) == bool(rule.text("counter", "en"))
    assert rule.sources
    assert all(source.url.startswith("https://") and source.fr and source.en for source in rule.sources)
    assert rule.examples


def test_no_rule_rests_on_few_people_alone() -> None:
    """A gate never opens by number or duration alone (no discount for few people, short time)."""
    numbers = {fact for fact, spec in RULES.specs.items() if spec.kind == "number"}
    for rule in RULES.rules:
        if rule.effect == "gate":
            assert set(rule.facts) - numbers


def test_orders_agree_with_the_catalogue() -> None:
    """The catalogue orders each answer from harmless to grave as the rules do; its codes are the rules' codes."""
    catalogue = loader.load()
    unknown = set(RULES.derive["unknown_codes"])
    for spec in RULES.specs.values():
        definition = catalogue.get(spec.id)
        if spec.kind == "ordered":
            assert tuple(code for code in definition.order if code not in unknown) == spec.codes, spec.id
        elif spec.kind != "number":
            assert {code.id for code in definition.codes} - unknown - {"other"} == set(spec.codes) - {"other"}, spec.id


def test_data_types_agree_with_the_catalogue() -> None:
    """Category and kind of sensitive data of each type are the catalogue's."""
    codes = loader.load().get("data_types").codes
    assert {c.id: c.category for c in codes if c.category} == RULES.derive["category"]
    assert {c.id: c.sensitive for c in codes if c.sensitive} == RULES.derive["sensitive_kind"]


def test_thresholds_are_dated() -> None:
    """The proposal applies to nothing; adopting it is a row with a day, and an earlier day keeps the earlier threshold."""
    assert RULES.threshold(NOW.date()).authority_from == 1
    texts = [resources.read_text(name) for name in resources.names("law/risk", ".toml")]
    adopted = [text.replace('status = "proposal"', 'status = "in_force"\nvalid_from = "2028-01-01"') for text in texts]
    rules = build(merge(adopted))
    assert rules.threshold(NOW.date()).authority_from == 1
    assert rules.threshold(NOW.date().replace(year=2028)).hours == 96
    assert rules.sha256 != RULES.sha256


GOOD = """
version = "1"
[facts]
key_safe = { kind = "ordered", codes = ["yes", "no"] }
nature = { kind = "set", codes = ["confidentiality", "integrity", "availability"] }
role = { kind = "set", codes = ["controller", "joint_controller", "processor", "sub_processor"] }
is_personal_data_breach = { kind = "ordered", codes = ["no", "yes"] }
[document.d]
name_fr = "D"
name_en = "D"
url = "https://example.org"
[[rule]]
id = "r"
effect = "EFFECT"
factor = "type"
when = WHEN
title_fr = "t"
title_en = "t"
source = [{ document = "DOC" }]
checked_on = "2026-11-22"
"""


def read(effect: str = "floor", when: str = '{ fact = "key_safe", is = "no" }', document: str = "d") -> None:
    build(merge([GOOD.replace("EFFECT", effect).replace("WHEN", when).replace("DOC", document)]))


def test_a_sound_rule_is_read() -> None:
    """A floor on the grave answer and a gate on the harmless one."""
    read()
    read("gate", '{ not = { fact = "key_safe", is = "no" } }')


@pytest.mark.parametrize(
    ("effect", "when", "document"),
    [
        ("floor", '{ fact = "key_safe", is = "yes" }', "d"),
        ("gate", '{ fact = "key_safe", is = "no" }', "d"),
        ("floor", '{ fact = "key_safe", is = "maybe" }', "d"),
        ("floor", '{ fact = "no_such_fact", is = "no" }', "d"),
        ("floor", '{ fact = "nature", has_any = ["honesty"] }', "d"),
        ("floor", "{ }", "d"),
        ("deduct", '{ fact = "key_safe", is = "no" }', "d"),
        ("floor", '{ fact = "key_safe", is = "no" }', "hearsay"),
    ],
)
def test_a_broken_rule_is_refused(effect: str, when: str, document: str) -> None:
    """A condition in the wrong direction, an unknown fact, code, effect or document is refused by name."""
    with pytest.raises(InputError) as refused:
        read(effect, when, document)
    assert refused.value.code == "risk-rule-broken"
    assert refused.value.params["rule"] == "r"
