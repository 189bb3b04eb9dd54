"""The form as a mapping: its rubrics in order, and every source a real one."""

from __future__ import annotations

import pytest

from breach.catalogue.forms import Field, form_ids, load_form
from breach.catalogue.loader import load
from breach.drafting import cnil, edpb
from breach.errors import InputError

RUBRICS = [
    "Type de notification",
    "Identification de l'organisme",
    "Coordonnées du responsable légal",
    "Personne à contacter",
    "Autres organismes impliqués",
    "Dates",
    "À propos de la violation",
    "Nature des données concernées",
    "Mesures de sécurité préalables à la violation",
    "Conséquences potentielles",
    "Préjudices potentiels pour les personnes concernées",
    "Mesures techniques et organisationnelles appliquées au traitement suite à la violation",
    "Communication aux personnes concernées",
    "Notifications transfrontalières et autres notifications",
]
FORM = load_form("cnil-2023")
FIELDS = [field for rubric in FORM.rubrics for field in rubric.fields]


def test_the_rubrics_are_in_form_order() -> None:
    assert [rubric.title_fr for rubric in FORM.rubrics] == RUBRICS
    assert [rubric.id for rubric in FORM.rubrics] == [f"R{n}" for n in range(1, 15)]
    assert all(rubric.title_en and rubric.fields for rubric in FORM.rubrics)
    assert FORM.types == ("initial", "complementary", "complete")


def test_field_ids_are_unique() -> None:
    assert len({field.id for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_every_source_and_condition_is_a_real_one(field: Field) -> None:
    assert field.label_fr
    assert field.label_en
    sources = [(source, "") for source in (field.source, *field.also)]
    for source, answer in [*sources, *((c.source, c.has or c.equals) for c in field.conditions)]:
        kind, _, name = source.partition(":")
        assert kind in ("fact", "profile", "filing") or name in cnil.TEXTS
        if kind == "fact":
            definition = load().get(name)
            assert answer in {"", "yes", "no"} | {code.id for code in definition.codes}
    assert all(bool(c.has) + bool(c.equals) + bool(c.any) == 1 for c in field.conditions)


def test_no_optional_fact_is_asked_by_the_cnil() -> None:
    asked = [load().get(field.source[5:]) for field in FIELDS if field.source.startswith("fact:")]
    assert not [definition.id for definition in asked if definition.optional]


def test_an_other_text_is_asked_with_its_code() -> None:
    for field in FIELDS:
        definition = load().facts.get(field.source[5:])
        if definition and definition.of:
            assert any(condition.source == f"fact:{definition.of}" and condition.has for condition in field.conditions), field.id


def test_an_unknown_form_is_refused() -> None:
    assert "cnil-2023" in form_ids()
    for form in ("nope", "../../etc/passwd", "cnil-2023\x1b"):
        with pytest.raises(InputError, match="unknown-form"):
            load_form(form)


EDPB = load_form("edpb-2026-draft")
ROWS = [field for rubric in EDPB.rubrics for field in rubric.fields]


def test_the_edpb_draft_has_its_hundred_fields_in_the_order_of_its_rows() -> None:
    numbers = [field.number for field in ROWS]
    headings = {1, 2, 8, 9, 20, 27, 28, 32, 37, 42, 43, 54, 64, 69, 74, 77, 78, 88, 91, 93, 96, 107, 108, 112, 119, 124}
    assert numbers == sorted(set(range(1, 127)) - headings)
    assert len(numbers) == 100
    assert len({field.id for field in ROWS}) == 100
    assert EDPB.draft
    assert "non officielle" in EDPB.title_fr
    assert not load_form("cnil-2023").draft


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (4, "abc"), (44, "abcde"), (50, "abcdef"), (55, "abc"), (56, "abcde"), (57, "abcde"), (58, "abc"), (59, "abc"), (60, "abcdefghijklmnopqrstuvwxy"),
        (61, "abcdef"), (65, "abcdefghijk"), (67, "abcd"), (70, "abcdefghijklmnopqrstu"), (72, "abcd"), (75, "abcdefghijkl"), (79, "abcde"), (81, "abcd"),
        (83, "abcd"), (85, "abcdefghijklmno"), (87, "abcd"), (94, "abcdefghijklmno"), (100, "abc"), (102, "ab"), (104, "abc"), (109, "abc"), (125, "abcdefghij"),
    ],
)  # fmt: skip
def test_each_list_of_the_edpb_draft_is_whole(number: int, letters: str) -> None:
    (field,) = [field for field in ROWS if field.number == number]
    assert "".join(value.id for value in field.values) == letters
    assert all(value.fr and value.en for value in field.values)


def test_the_values_of_an_incomplete_notice_are_those_of_the_draft() -> None:
    only = {field.number for field in ROWS if any(value.incomplete for value in field.values)}
    assert only - {60, 85, 87} == {44, 56, 57, 61, 65, 67, 70, 72, 79, 81, 83, 89, 97}


@pytest.mark.parametrize("field", ROWS, ids=lambda field: field.id)
def test_every_code_that_a_value_stands_for_is_one_of_ours(field: Field) -> None:
    codes = {code for value in field.values for code in value.codes if ":" not in code}
    if field.source.startswith("fact:"):
        own = {"yes", "no"} | {code.id for code in load().get(field.source[5:]).codes}
        assert codes <= own
        if field.values and load().get(field.source[5:]).codes:
            unknown = load().get(field.source[5:]).unknown_codes
            covered = codes | {"other", "risk_not_high"} | unknown  # that reason is a value of field 97
            assert {code.id for code in load().get(field.source[5:]).codes} <= covered
    elif field.source == "derived:data_types":
        own = {code.id for code in load().get("data_types").codes}
        assert codes == own


@pytest.mark.parametrize("form_id", form_ids())
def test_every_source_of_every_form_is_there(form_id: str) -> None:
    for field in (field for rubric in load_form(form_id).rubrics for field in rubric.fields):
        for source in (field.source, *(condition.source for condition in field.conditions)):
            kind, _, name = source.partition(":")
            if kind == "fact":
                load().get(name)
            elif kind == "derived":
                choices, texts = {*edpb.CHOICES, *cnil.CHOICES}, {*edpb.TEXTS, *cnil.TEXTS}
                assert name in (choices if field.values or source != field.source else texts), name
