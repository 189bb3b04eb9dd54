"""Counts, data and headings as registers kept by hand say them."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach import resources
from breach.catalogue import phrases
from breach.catalogue.loader import load
from breach.catalogue.phrases import Counted, counted


@pytest.mark.parametrize(
    ("text", "low", "high", "exact", "unit"),
    [
        ("2,8 millions de clients", 2_800_000, 2_800_000, False, "people"),
        ("jusqu'à 227 000", None, 227_000, False, ""),
        ("jusqu’à 227\u202f000 personnes", None, 227_000, False, "people"),
        ("300", 300, 300, True, ""),
        ("1\u00a0200", 1200, 1200, True, ""),
        ("0", 0, 0, True, ""),
        ("entre 10 et 20 comptes", 10, 20, False, "accounts"),
        ("10-20", 10, 20, False, ""),
        ("environ 300 patients", 300, 300, False, "people"),
        ("plus de 5000 personnes concernées", 5001, None, False, "people"),
        ("moins de 50", None, 49, False, ""),
        ("3 enregistrements", 3, 3, True, "records"),
        ("1,5 million d'abonnés", 1_500_000, 1_500_000, False, "people"),
    ],
)
def test_a_count_in_words_keeps_its_unit_and_how_well_it_is_known(text: str, low: int | None, high: int | None, exact: bool, unit: str) -> None:
    assert counted(text) == Counted(low, high, exact=exact, unit=unit)


@pytest.mark.parametrize(
    "text", ["", "beaucoup", "1.200", "1,200", "2,85", "300 clients et 20 salariés", "1 client sur 3", "-5", "12 mars 2024", "10 %", "1e6"]
)
def test_a_count_that_does_not_say_one_thing_is_not_guessed(text: str) -> None:
    assert counted(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_count_or_is_not(text: str) -> None:
    found = counted(text)
    assert found is None or found.low is not None or found.high is not None
    phrases.data_types(text)
    phrases.column(text)


def test_data_phrases_are_proposed() -> None:
    assert phrases.data_types("Noms, prénoms, adresses e-mail et n° de téléphone") == ["name", "email", "phone"]
    assert phrases.data_types("RIB") == ["iban"]
    assert phrases.data_types("divers") == []


def test_headings_are_proposed() -> None:
    found = [phrases.column(text) for text in ("Date de découverte", "Nb de personnes", "Données concernées", "N°", "Titre de l'incident")]
    assert found == ["discovered_at", "people_count", "data_types", "", "title"]


def test_every_code_and_fact_that_is_proposed_is_a_real_one() -> None:
    known = {code.id for code in load().get("data_types").codes}
    for name in resources.names("catalogue/phrases", ".toml"):
        data = tomllib.loads(resources.read_text(name))
        assert set(data["data"]) <= known, name
        for fact_id in data["column"]:
            assert load().get(fact_id).id == fact_id
