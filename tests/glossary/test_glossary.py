"""The glossary: whole in both languages, found by any name, and the page in step with the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from breach import glossary

TREE = Path(__file__).resolve().parents[2]


def test_the_field_is_covered() -> None:
    assert len(glossary.entries()) >= 40
    for name in ("breach", "awareness", "controller", "processor", "lead-authority", "data-subject", "dpo", "high-risk"):
        assert glossary.term(name)


def test_every_entry_is_whole() -> None:
    for entry in glossary.entries().values():
        for lang in ("fr", "en"):
            assert entry.word(lang), entry.id
            definition = entry.definition(lang)
            assert definition.endswith("."), entry.id
            assert len(definition) > 40, entry.id
        assert entry.definition_fr != entry.definition_en, entry.id


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("prise de connaissance", "awareness"),
        ("PRISE-DE-CONNAISSANCE", "awareness"),
        ("autorite chef de file", "lead-authority"),
        ("représentant dans l'Union", "representative"),
        ("rt", "controller"),
        ("lead supervisory authority", "lead-authority"),
        ("high_risk", "high-risk"),
    ],
)
def test_a_term_is_found_by_any_of_its_names(typed: str, found: str) -> None:
    entry = glossary.term(typed)
    assert entry is not None
    assert entry.id == found


def test_an_unknown_term_is_none() -> None:
    assert glossary.term("chaussette") is None
    assert glossary.term("") is None


def test_no_two_terms_share_a_name() -> None:
    for lang in ("fr", "en"):
        assert len(set(glossary.names(lang))) == len(glossary.entries())
    for entry in glossary.entries().values():
        assert glossary.term(entry.id) == glossary.term(entry.fr) == glossary.term(entry.en) == entry


def test_names_are_in_alphabetical_order() -> None:
    english = glossary.names("en")
    assert english.index("awareness") < english.index("controller") < english.index("processor")


def test_an_article_is_named_in_each_language() -> None:
    entry = glossary.term("autorité de contrôle")
    assert entry is not None
    assert entry.article_in("fr") == "RGPD, art. 4(21) et 51"
    assert entry.article_in("en") == "GDPR, Art. 4(21) and 51"


def test_the_page_is_in_step() -> None:
    assert (TREE / "docs" / "glossary.md").read_text(encoding="utf-8") == glossary.as_markdown()
