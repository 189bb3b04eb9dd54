"""Codes by the words that people know them by, and the nearest of a word that is none."""

from __future__ import annotations

import pytest

from breach import i18n
from breach.catalogue.labels import code_of, nearest_codes
from breach.catalogue.loader import load
from breach.catalogue.model import Code, FactDef
from breach.catalogue.values import read, read_assignment
from breach.domain.facts import CodeSet, Fact
from breach.errors import InputError


def known(*codes: str, at_least: bool = False) -> Fact:
    return Fact("known", CodeSet(frozenset(codes), at_least=at_least))


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ("nature=disponibilité", known("availability")),
        ("nature=Perte de la disponibilité", known("availability")),
        ("nature=INTEGRITE", known("integrity")),
        ("nature=perte de l\u2019intégrité, loss of availability", known("integrity", "availability")),
        ("nature=confidentialité intégrité inconnu", known("confidentiality", "integrity", at_least=True)),
        ("data_types=Nom et prénom;santé au travail", known("name", "employment_health")),
        ("data_types=infractions, iban", known("offences", "iban")),
        ("data_types=Infractions, condamnations, mesures de sûreté", known("offences")),
        ("people_countries=Belgique, fr", known("BE", "FR")),
        ("data_encrypted=En partie", Fact("known", "partly")),
        ("data_encrypted=oui", Fact("known", "yes")),
        ("data_types=nom, courriel, mot de passe, RIB", known("name", "email", "password", "iban")),
        ("origin=Données personnelles envoyées à un mauvais destinataire", known("wrong_recipient")),
        ("subjects_informed=elles le seront", Fact("known", "will_be")),
        ("people_count=entre 9 et 3 500", Fact("estimated", low=9, high=3500)),
        ("people_count=from 9 to 3500", Fact("estimated", low=9, high=3500)),
    ],
)
def test_a_person_may_type_the_label(typed: str, fact: Fact) -> None:
    assert read_assignment(load(), typed, None)[1] == fact


@pytest.mark.parametrize(
    "typed",
    ["France et Belgique", "la France, la Belgique", "Royaume-Uni et Irlande", "de la France", "in France", "La Barbade", "France et la Belgique"],
)
def test_a_small_word_beside_a_label_is_no_country(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        read_assignment(load(), f"people_countries={typed}", None)
    assert caught.value.code in {"unknown-code-of-several", "unknown-codes"}


def test_a_refusal_names_the_countries_that_were_meant() -> None:
    with pytest.raises(InputError) as caught:
        read_assignment(load(), "people_countries=France et Belgique", None)
    assert caught.value.params["nearest"] == "BE (Belgique), FR (France)"


def test_ids_parted_by_blanks_are_ids_whatever_their_case() -> None:
    assert read_assignment(load(), "people_countries=et be FR", None)[1] == known("ET", "BE", "FR")
    assert read_assignment(load(), "people_countries=France Belgique", None)[1] == known("FR", "BE")
    with pytest.raises(InputError) as caught:
        read_assignment(load(), "data_types=name adress", None)
    assert caught.value.params["code"] == "adress"


@pytest.mark.parametrize("definition", [fact for fact in load().facts.values() if fact.codes], ids=lambda fact: fact.id)
def test_every_code_is_found_by_its_id_and_no_label_means_another(definition: FactDef) -> None:
    for code in definition.codes:
        assert code_of(definition, code.id) == code.id
        twins = {other.id for other in definition.codes if other.fr == code.fr}
        assert code_of(definition, code.fr) in ({code.id} if len(twins) == 1 else {None})


def test_a_name_that_two_codes_have_is_none() -> None:
    two = FactDef("x", "one_of", "other", "?", "?", codes=(Code("a", "Carte (banque)", "Card (bank)"), Code("b", "Carte, autre", "Card, other")))
    assert code_of(two, "carte") is None
    assert code_of(two, "CARTE BANQUE") is None
    assert code_of(two, "carte (banque)") == "a"


def test_a_file_keeps_to_the_codes() -> None:
    with pytest.raises(InputError) as caught:
        read(load().get("nature"), ["disponibilité"], None)
    assert caught.value.code == "unknown-code-of-several"
    assert caught.value.params["nearest"] == "availability (Perte de la disponibilité)"


@pytest.mark.parametrize(
    ("fact", "word", "lang", "first"),
    [
        ("data_types", "nom", "fr", "name (Nom et prénom)"),
        ("data_types", "noms", "fr", "name (Nom et prénom)"),
        ("data_types", "carte d’identité", "fr", "identity_document (Copie d'un document d'identité)"),
        ("data_types", "courriels", "fr", "email (Adresse électronique)"),
        ("data_categories", "nom", "fr", "civil_status (État civil)"),
        ("data_categories", "courriel", "en", "contact (Contact details)"),
        ("data_types", "mot de pase", "fr", "password (Mot de passe)"),
        ("data_types", "iban_number", "en", "iban (IBAN or bank details)"),
        ("data_encrypted", "non : aucun chiffrement", "fr", "no (Non)"),
    ],
)
def test_the_nearest_looks_at_labels_too(fact: str, word: str, lang: str, first: str) -> None:
    before = i18n.current()
    i18n.use(lang)
    try:
        assert nearest_codes(load().get(fact), word).startswith(first)
    finally:
        i18n.use(before)


def test_several_wrong_words_each_have_their_nearest() -> None:
    with pytest.raises(InputError) as caught:
        read_assignment(load(), "data_types=nomm,mot de pase", None)
    assert caught.value.code == "unknown-codes"
    assert "nomm → name (Nom et prénom)" in str(caught.value.params["given"])
    assert "mot de pase → password (Mot de passe)" in str(caught.value.params["given"])


@pytest.mark.parametrize(
    ("definition", "lang"),
    [(fact, lang) for fact in load().facts.values() for lang in ("fr", "en") if fact.example_fr and fact.type not in {"text", "tables"}],
    ids=lambda held: held if isinstance(held, str) else held.id,
)
def test_the_example_can_be_typed_as_it_stands(definition: FactDef, lang: str) -> None:
    example = definition.example_fr.partition("\u00a0: ") if lang == "fr" else definition.example_en.partition(": ")
    assert read_assignment(load(), f"{definition.id}={example[0]}", None)[0] == definition.id


@pytest.mark.parametrize("word", ["association", "privé", "private"])
def test_a_legal_form_is_no_kind_of_organisation(word: str) -> None:
    assert code_of(load().get("controller_kind"), word) is None  # a clinic, a school or a bank can be one: the list is shown instead


def test_no_word_says_two_codes() -> None:
    for definition in load().facts.values():
        for code in definition.codes:
            assert all(code_of(definition, word) == code.id for word in code.also), (definition.id, code)
