"""Our own letters, for every kind of data and both languages: whatever the facts, the linter finds nothing that our words brought in."""

from __future__ import annotations

import dataclasses

import pytest

from breach.catalogue.loader import load
from breach.catalogue.reading import read as read_fact
from breach.drafting.letter import draft_letter
from breach.drafting.linting.document import of_text
from breach.drafting.linting.lint import lint
from tests.drafting.papers import NOW, ZONE, profile, sample

LETTERS = [
    ("people", "email"),
    ("people", "sms"),
    ("people-minor", "post"),
    ("people-employee", "email"),
    ("people-relatives", "post"),
    ("public-notice", "publication"),
    ("faq", "publication"),
    ("call-script", "phone"),
]
CODES = [code.id for code in load().get("data_types").codes]
TYPED = {
    "description": {
        "fr": "Une copie de sauvegarde est restée accessible sans mot de passe.",
        "en": "A backup copy was left accessible without a password.",
    },
    "measures_immediate": {
        "fr": "Le 16 novembre 2026, nous avons fermé l'accès à cette copie.",
        "en": "On 16 November 2026 we closed the access to this copy.",
    },
    "measures_after": {"fr": "Les copies sont désormais chiffrées.", "en": "Copies are now encrypted."},
}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_letter_on_one_kind_of_data(code: str, lang: str) -> None:
    facts = dict(sample("people"))
    facts["data_types"] = read_fact(load().get("data_types"), [code], ZONE)
    for name, words in TYPED.items():
        facts[name] = dataclasses.replace(facts[name], value=words[lang])
    for template, channel in LETTERS:
        letter = draft_letter(template, channel, facts, profile(), load(), lang=lang, exercise=False, now=NOW, zone=ZONE, formats=("md",))
        report = lint(of_text(letter.texts["md"], "md"))
        assert [(one.id, one.line, one.excerpt, dict(one.params)) for one in report.findings] == [], letter.texts["md"]
