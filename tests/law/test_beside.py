"""What stands beside the assessment: gates piece by piece, what would flip it, comparable cases, precedent cards, promises."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breach import resources
from breach.domain.facts import CodeSet, Facts, known
from breach.domain.profile import Commitment, Organisation, Profile, Source
from breach.errors import InputError
from breach.i18n.en import appraisal as english
from breach.i18n.fr import appraisal as french
from breach.law import precedents
from breach.law.appraisal import Appraisal, Beside, Standing, appraise
from breach.law.assessment import assess
from breach.law.comparable import TRAITS, nearest
from breach.law.explain_beside import Writer, lines
from breach.law.flips import Flip, flips
from breach.law.rules import FACTORS, load
from breach.law.view import view_of
from tests.law.facts_files import NOW, cases, facts

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = load()
CASES = {case["id"]: case["facts"] for case in cases()}


def of(raw: dict[str, Any], **more: Any) -> Appraisal:
    return appraise(facts({**raw, **more}), now=NOW)


def gate(made: Appraisal, rule: str) -> Any:
    return next(found for found in made.gates if found.rule.id == rule)


def test_a_gate_lists_its_conditions() -> None:
    """EDPB case 10 with a key of which nothing is known: one condition is missing, and it is named."""
    found = gate(of(CASES["edpb-2021-10"], key_safe="unknown"), "strong-encryption")
    assert found.state == "unknown"
    assert {condition.facts: condition.state for condition in found.conditions} == {
        ("data_encrypted",): "met",
        ("encryption_state_of_art",): "met",
        ("key_safe",): "unknown",
        ("backup_available", "data_intact"): "met",
    }
    assert gate(of(CASES["edpb-2021-10"], key_safe=False), "strong-encryption").state == "closed"
    assert gate(of(CASES["edpb-2021-10"]), "strong-encryption").state == "open"


def test_an_assumption_does_not_meet_a_condition() -> None:
    """It counts as unknown for a gate of silence."""
    found = gate(of(CASES["edpb-2021-10"], key_safe={"assumed": "yes"}), "strong-encryption")
    assert [condition.state for condition in found.conditions if condition.facts == ("key_safe",)] == ["unknown"]


def test_a_condition_is_proved_by_a_source() -> None:
    """Met is not proved: the report says where the evidence is, or that there is none."""
    made = of(CASES["edpb-2021-10"])
    assert not any(condition.proved for condition in gate(made, "strong-encryption").conditions)
    raw = facts(CASES["edpb-2021-10"])
    raw["key_safe"] = replace(known(value=True), source="HSM report", entry=7)
    found = gate(appraise(raw, now=NOW), "strong-encryption")
    proved = [condition for condition in found.conditions if condition.proved]
    assert [condition.facts for condition in proved] == [("key_safe",)]
    assert proved[0].evidence[0].to_json() == {"fact": "key_safe", "state": "known", "entry": 7, "source": "HSM report"}


def changed(raw: Facts, flip: Flip, code: str) -> Facts:
    """``raw`` with the one change of ``flip``."""
    before = raw.get(flip.fact)
    codes = before.value.codes if before and isinstance(before.value, CodeSet) else frozenset()
    at_least = bool(before and isinstance(before.value, CodeSet) and before.value.at_least)
    answers: dict[str, Callable[[], Any]] = {
        "is": lambda: code,
        "adds": lambda: CodeSet(codes | {code}, at_least),
        "drops": lambda: CodeSet(codes - {code}, at_least),
        "above": lambda: int(code) + 1,
        "from": lambda: int(code),
        "up_to": lambda: int(code),
        "below": lambda: int(code) - 1,
    }
    return {**raw, flip.fact: known(answers[flip.change]())}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_every_flip_flips(case: dict[str, Any]) -> None:
    """Each change that is named, made alone, leads to the duty that it says; an undetermined duty has none."""
    raw = facts(case["facts"])
    made = assess(raw, now=NOW)
    for flip in flips(RULES, raw, NOW):
        before = getattr(made, flip.limb).duty
        assert before != "undetermined"
        for code in flip.to:
            after = getattr(assess(changed(raw, flip, code), now=NOW), flip.limb).duty
            assert after == flip.duty != before


@given(st.sampled_from(sorted(CASES)), st.data())
@settings(max_examples=120)
def test_no_single_answer_flips_unnamed(name: str, data: st.DataObject) -> None:
    """A yes/no or ordered answer that changes a settled duty belongs to a fact that is named."""
    raw = facts(CASES[name])
    made, named = assess(raw, now=NOW), {(flip.limb, flip.fact) for flip in flips(RULES, raw, NOW)}
    ordered = [spec for spec in RULES.specs.values() if spec.kind == "ordered" and spec.id != "is_personal_data_breach"]
    spec = data.draw(st.sampled_from(ordered))
    after = assess({**raw, spec.id: known(data.draw(st.sampled_from(spec.codes)))}, now=NOW)
    for limb in ("authority", "subjects"):
        before = getattr(made, limb).duty
        if before != "undetermined" and getattr(after, limb).duty != before:
            assert (limb, spec.id) in named


def test_the_key_flips_the_encrypted_tablet() -> None:
    """What a DPO must watch: the key."""
    found = {flip.fact: flip for flip in of(CASES["edpb-2021-10"]).flips if flip.limb == "authority"}
    assert (found["key_safe"].change, found["key_safe"].to, found["key_safe"].duty) == ("is", ("no",), "notify")


def test_a_case_is_nearest_to_itself() -> None:
    """Every worked case finds itself among the nearest, without a difference, or others that are as near."""
    for name, raw in CASES.items():
        found = nearest(RULES, view_of(RULES, facts(raw), NOW))
        best = found[0]
        assert not best.differences
        assert name in [item.case["id"] for item in found] or not any(item.differences for item in found), name


def test_comparison_is_plain() -> None:
    """Each trait is common, different or not compared, once; a case that ended in silence and one that did not are shown."""
    for raw in CASES.values():
        found = nearest(RULES, view_of(RULES, facts(raw), NOW))
        for item in found:
            assert sorted([*item.common, *(d.trait for d in item.differences), *item.unknown]) == sorted(TRAITS)
        assert {item.silent for item in found} == {True, False}
        ranks = [len(item.differences) - len(item.common) for item in found[:3]]
        assert ranks == sorted(ranks)


def test_the_stricter_line_is_named() -> None:
    """Where authorities disagree, the lenient case names the strict ones, and these exist."""
    lenient = [case for case in cases() if case.get("stricter")]
    assert {case["id"] for case in lenient} == {"apd-gba-52-2024", "apd-gba-62-2022"}
    assert all(name in CASES for case in lenient for name in case["stricter"])


def shown(made: Appraisal) -> set[str]:
    return {card.id for card in made.cards}


CARDS: dict[str, dict[str, Any]] = {
    "slimpay-no-harm-seen": CASES["cnil-san-2021-020"],
    "slimpay-effort": {**CASES["cnil-san-2021-020"], "disproportionate_effort": True},
    "canal-short-and-few": CASES["cnil-san-2023-015"],
    "carrefour-accounts-entered": CASES["cnil-san-2020-008"],
    "toyota-cooperative-recipient": CASES["uodo-dkn-5131-28-2023"],
    "enea-declaration-of-deletion": CASES["uodo-dkn-5131-7-2020"],
    "santander-honest-finder": CASES["uodo-dkn-5131-59-2022"],
    "mbank-banking-secrecy": CASES["uodo-dkn-5131-1-2024"],
    "naih-doctors-secrecy": CASES["naih-2894-3-2021"],
    "hestia-very-few-people": CASES["uodo-dkn-5131-3-2021"],
    "millennium-medium-score": {**CASES["cnil-san-2021-020"], "data_types": ["name", "iban"], "identifiability": "limited", "malicious": "no"},
    "foundation-calculator": {
        **CASES["uodo-dkn-5131-7-2020"],
        "malicious": False,
        "context_reveals": False,
        "controller_kind": "ordinary",
        "identifiability": "maximum",
    },
    "intesa-facts-grew": {**CASES["edpb-2021-05"], "people_count": {"estimate": [9, 3500]}},
    "free-vague-message": CASES["edpb-2021-14"],
    "free-results-of-measures": CASES["edpb-2021-13"],
    "pvv-addresses-only": {**CASES["ap-nl-pvv-overijssel"], "context_reveals": "unknown"},
    "pupil-one-person": CASES["datatilsynet-dk-2021-32-2067"],
    "researcher-and-tool-output": CASES["aepd-exp202200399"],
    "no-logs-no-access": {**CASES["cnil-san-2020-014"], "logs_available": False},
    "apd-52-unopened": CASES["apd-gba-52-2024"],
    "apd-62-addresses-in-copy": CASES["apd-gba-62-2022"],
}


@pytest.mark.parametrize("card", sorted(CARDS))
def test_each_card_appears_where_it_belongs(card: str) -> None:
    """The facts of its own case, or nearly, bring a card up; an encrypted tablet brings up none but the register's."""
    assert card in shown(of(CARDS[card]))
    assert shown(of(CASES["edpb-2021-10"])) == {"free-results-of-measures"}


def test_all_cards_are_covered() -> None:
    """Every card has a case here; the one about a decision is below."""
    assert {card.id for card in precedents.load()} == {*CARDS, "already-known-to-the-authority"}


def test_a_card_about_a_decision() -> None:
    """« The authority knows already » appears only against a decision not to notify what should be."""
    raw = facts(CASES["uodo-dkn-5131-3-2021"])
    decided = {"notify-authority": Standing("do-not-notify", 5, raw)}
    assert "already-known-to-the-authority" in shown(appraise(raw, now=NOW, beside=Beside(decided=decided)))
    assert "already-known-to-the-authority" not in shown(appraise(raw, now=NOW))


@pytest.mark.parametrize("card", precedents.load(), ids=lambda card: card.id)
def test_cards_are_complete(card: precedents.Card) -> None:
    """Words in both languages, an address, a day."""
    assert card.url.startswith("https://")
    assert len(card.checked_on) == 10
    assert all(card.text(part, lang) for part in (*precedents.PARTS, "source") for lang in ("fr", "en"))


def test_a_broken_card_is_refused_by_name() -> None:
    """A card without its words, or with a condition that does not exist."""
    with pytest.raises(InputError) as refused:
        precedents.parse('id = "x"\nside = "rejected"\n', "x.toml")
    assert refused.value.code == "precedent-broken"
    text = resources.read_text("law/cards/free-vague-message.toml")
    with pytest.raises(InputError):
        precedents.parse(text.replace('"rejected"', '"perhaps"'), "x.toml")
    with pytest.raises(InputError):
        precedents.parse(text + "[", "x.toml")


def commitment(**more: Any) -> Commitment:
    given: dict[str, Any] = {
        "id": "art-9",
        "source": Source("cgu", "9"),
        "sentence": "Nous vous prévenons sous 48 heures.",
        "applies_when": {"fact": "nature", "has": "confidentiality"},
        "to": "subjects",
        "duty": "inform",
        "anchor": "discovered_at",
        "hours": 48,
    }
    return Commitment(**{**given, **more})


def promised(raw: dict[str, Any], choice: str = "", **more: Any) -> Any:
    profile = Profile(Organisation("Exemple", "Europe/Paris"), commitments=(commitment(**more),))
    known_facts = facts(raw)
    decided = {"inform-subjects": Standing(choice, 3, known_facts)} if choice else {}
    return appraise(known_facts, now=NOW, beside=Beside(profile, decided)).promises[0]


def test_a_promise_beside_the_law() -> None:
    """Where the law does not oblige and the promise does: threshold, start and delay differ, and the decision is read against both."""
    calm, grave = CASES["edpb-2021-16"], CASES["edpb-2021-14"]
    made = promised(calm)
    assert (made.applies, made.law, made.differs, made.followed) == (True, "not_required", ("threshold", "start", "hours"), "")
    assert promised(calm, "do-not-inform").followed == "law"
    assert promised(calm, "inform").followed == "promise"
    assert promised(grave, "inform").followed == "both"
    assert promised(grave, "do-not-inform").followed == "neither"
    assert promised(grave, anchor="aware_at", hours=None).differs == ()
    assert promised(calm, applies_when={"fact": "published", "is": "yes"}).applies is None


def test_the_eight_factors() -> None:
    """In the Board's order, every rule that applies under its own."""
    made = of(CASES["edpb-2021-12"])
    assert [factor.name for factor in made.factors] == list(FACTORS)
    by_name = {factor.name: [rule.id for rule in factor.raises] for factor in made.factors}
    assert "special-categories" in by_name["nature"]
    assert "vulnerable-people-out" in by_name["individuals"]
    assert "only-copy-of-sensitive-data" in by_name["type"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_case_is_told_whole(lang: str) -> None:
    """All sections in words, nothing left to fill in; the table of both axes is text of 70 columns at most."""
    assert set(french.WORDS) == set(english.WORDS)
    for raw in (*CASES.values(), {}, {"role": ["processor"]}, {"is_personal_data_breach": "no"}):
        made = of(raw)
        told = [*lines(made, lang), *Writer(made, lang).factors()]
        assert all(line.strip() and "{" not in line for line in told)
        plane = Writer(made, lang).plane()
        assert all(len(line) <= 75 for line in plane)
        assert sum(line.count("#") for line in plane[1:]) >= 1


def test_json_beside() -> None:
    """The contract's keys stay, what stands beside is added, all of it JSON."""
    made = json.loads(json.dumps(of(CASES["edpb-2021-08"]).to_json("fr")))
    assert {"factors", "gates", "flips", "comparable", "precedents", "promises", "reassessment", "kinds"} <= set(made)
    assert made["authority"]["duty"] == "notify"
    assert made["enisa"]["beside"] == {"authority": "lower", "subjects": "same"}
