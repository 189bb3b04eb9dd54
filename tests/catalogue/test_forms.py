"""The form as a mapping: its rubrics in order, and every source a real one."""

from __future__ import annotations

import pytest

from breach.catalogue.forms import Field, form_ids, load_form
from breach.catalogue.loader import load
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
    for source, answer in [(field.source, ""), *((c.source, c.has or c.equals) for c in field.conditions)]:
        kind, _, name = source.partition(":")
        assert kind in ("fact", "profile", "filing")
        if kind == "fact":
            definition = load().get(name)
            assert answer in {"", "yes", "no"} | {code.id for code in definition.codes}
    assert all(bool(c.has) != bool(c.equals) for c in field.conditions)


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
