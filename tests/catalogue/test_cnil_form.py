"""The CNIL's form beside its grid, written down by hand in ``data/cnil-2023-form.toml``: rubrics, fields, choices, conditions, doubts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from breach.catalogue.forms import Field, load_form
from breach.catalogue.loader import load
from breach.i18n import french, t

GRID: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "cnil-2023-form.toml").read_text(encoding="utf-8"))["rubric"]
FORM = load_form("cnil-2023")
PAIRS = [(field, row) for rubric, grid in zip(FORM.rubrics, GRID, strict=True) for field, row in zip(rubric.fields, grid["field"], strict=True)]
TYPES = "filing:type"


def _choices(field: Field) -> tuple[list[str], list[str]]:
    """The choices of a field in form order, and those whose wording is to be checked."""
    if field.source == TYPES:
        return [t(f"notice.type.{kind}", "fr") for kind in FORM.types], []
    if not field.source.startswith("fact:"):
        return [], []
    definition = load().get(field.source.removeprefix("fact:"))
    if definition.type not in ("one_of", "set_of"):
        return [], []
    codes = [code for code in definition.codes if code.only in ("", FORM.id)]
    return [code.cnil or code.fr for code in codes], [code.cnil or code.fr for code in codes if code.to_check]


@pytest.mark.parametrize(("rubric", "grid"), list(zip(FORM.rubrics, GRID, strict=True)), ids=lambda part: getattr(part, "id", ""))
def test_a_rubric_has_the_grid_s_title_and_its_fields_in_order(rubric: Any, grid: dict[str, Any]) -> None:
    assert rubric.title_fr == french(grid["title"])
    assert [field.label_fr for field in rubric.fields] == [french(row["label"]) for row in grid["field"]]


@pytest.mark.parametrize(("field", "row"), PAIRS, ids=lambda part: getattr(part, "id", ""))
def test_a_field_has_the_grid_s_choices_to_the_letter_its_condition_and_its_doubt(field: Field, row: dict[str, Any]) -> None:
    choices, doubtful = _choices(field)
    assert choices == [choice if field.source != TYPES else french(choice) for choice in row.get("choices", [])]
    assert doubtful == row.get("checked_choices", [])
    assert bool(field.conditions) == row.get("when", False)
    assert field.to_check == row.get("check", False)
    if row.get("number"):
        assert load().get(field.source.removeprefix("fact:")).type == "count"


def test_people_and_records_are_two_numbers() -> None:
    numbers = [field.source for field, row in PAIRS if row.get("number") and not row.get("when")]
    assert numbers == ["fact:records_count", "fact:people_count"]
