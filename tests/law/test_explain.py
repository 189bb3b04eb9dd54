"""The explanation in words: complete in both languages, with its sources, and no word missing."""

from __future__ import annotations

import pytest

from breach.i18n.en import assess as english
from breach.i18n.fr import assess as french
from breach.law.assessment import assess
from breach.law.explain import lines
from breach.law.explain_beside import authority_name
from tests.law.facts_files import NOW, cases, facts

WORLDS = [case["facts"] for case in cases()] + [
    {},
    {"role": ["processor"]},
    {"role": "unknown"},
    {"is_personal_data_breach": "no"},
    {"nature": ["confidentiality"], "data_types": ["health"], "data_encrypted": "no", "recipient": "attacker", "risk_removed_after": "yes"},
    {"nature": ["confidentiality"], "data_types": ["health"], "data_encrypted": "no", "recipient": "attacker", "disproportionate_effort": "yes"},
]


def test_the_same_words_in_both_languages() -> None:
    """Same keys, same parameters."""
    assert set(french.WORDS) == set(english.WORDS)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_world_can_be_explained(lang: str) -> None:
    """Each line is words, and the last says that a person concludes."""
    for raw in WORLDS:
        made = lines(assess(facts(raw), now=NOW), lang)
        assert all(line.strip() and "{" not in line for line in made)
        assert made[-1].startswith(("Une personne nommée conclut", "A named person concludes"))


def test_a_reason_has_its_source_and_its_counter_argument() -> None:
    """What a DPO can put in the file: rule, reason, source, and what speaks against it."""
    raw = {"nature": ["confidentiality"], "data_types": ["name", "nir"], "data_encrypted": "no", "recipient": "identified"}
    made = "\n".join(lines(assess(facts(raw), now=NOW), "fr"))
    assert "Pièce d'identité ou numéro national avec le nom" in made
    assert "CEPD 01/2021 v2.0, cas 4, 7 et 14" in made
    assert "APD/GBA (52/2024)" in made
    assert "34(3)" not in made


def test_what_would_settle_a_duty_says_yes_and_no_in_words() -> None:
    """An answer is a word of the language, whether the fact has codes of its own or is answered by yes or no."""
    raw = {"nature": ["confidentiality"], "data_types": ["name", "iban"], "recipient": "identified", "data_encrypted": "no"}
    made = {lang: "\n".join(lines(assess(facts(raw), now=NOW), lang, ids=True)) for lang in ("fr", "en")}
    assert "context_reveals = oui" in made["fr"]
    assert "= yes" not in made["fr"]
    assert "context_reveals = yes" in made["en"]
    assert "context_reveals" not in "\n".join(lines(assess(facts(raw), now=NOW), "fr"))


def test_the_exemption_is_named() -> None:
    """Article 34(3)(b), after the high risk."""
    made = "\n".join(lines(assess(facts(WORLDS[-2]), now=NOW), "en"))
    assert "Article 34(3)(b)" in made


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [
        ("AEPD (Spain)", "AEPD (Espagne)", "AEPD (Spain)"),
        ("AP (Netherlands)", "AP (Pays-Bas)", "AP (Netherlands)"),
        ("EDPB (WP29)", "CEPD (G29)", "EDPB (WP29)"),
        ("EDPB", "CEPD", "EDPB"),
        ("", "", ""),
    ],
)
def test_who_gave_a_case_is_named_in_the_language(name: str, french: str, english: str) -> None:
    assert (authority_name(name, "fr"), authority_name(name, "en")) == (french, english)
