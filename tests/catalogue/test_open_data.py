"""The CNIL's published table: read, understood, and written again the same, cell by cell."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach.catalogue import open_data
from breach.catalogue.loader import load
from breach.domain.facts import CodeSet, Fact
from breach.errors import InputError

SAMPLE = Path(__file__).with_name("data") / "cnil-open-data-sample.csv"
NOTE = "Extraction générée le 18 mars 2026;;;;;;;;\r\n"
HEADER = ";".join(open_data.header()) + "\r\n"
QUIRKS = (
    # doubled apostrophes in the sector, a sector that holds the separator, both apostrophes, no data types beside sensitive ones
    "2025-01;Activités financières et d''assurance;Perte de la confidentialité;Entre 0 et 5 personnes;;Oui;Publication non volontaire d'informations;"
    "Inconnu,Autre;Oui, les personnes ont été informées\r\n"
    "2025-02;\"Production et distribution d''eau ; assainissement\";Perte de la disponibilité,Perte de l'intégrité;Plus de 5000 personnes;"
    "Etat civil (ex : nom, sexe, date de naissance, âge...),Les données concernées ne sont pas connues pour le moment;;Autre;"
    "Acte interne accidentel;Non déterminé pour le moment\r\n"
    "2025-03;;Perte de la vertu,Perte de l’intégrité;Beaucoup;Données d'identification ou d'accès (ex : identifiant, mot de passe, numéro client...);;"
    "Une origine, inédite;;Non ils ne le seront pas\r\n"
)


def table(*rows: str, note: str = NOTE, encoding: str = "cp1252") -> bytes:
    return (note + HEADER + "".join(rows)).encode(encoding)


def facts(row: int, body: bytes) -> open_data.Placed:
    return open_data.placed(open_data.parse(body, "x.csv").rows[row], load())


def test_the_ten_published_rows_come_out_as_they_came_in_to_the_byte() -> None:
    body = SAMPLE.read_bytes()
    found = open_data.parse(body, "x.csv")
    assert len(found.rows) == 10
    assert found.header[0].endswith("\u00a0")
    assert open_data.written(found) == body


def test_every_quirk_comes_out_as_it_came_in_to_the_byte() -> None:
    body = table(QUIRKS)
    assert open_data.written(open_data.parse(body, "x.csv")) == body


def test_every_published_label_has_its_code() -> None:
    for row in open_data.parse(SAMPLE.read_bytes(), "x.csv").rows:
        placed = open_data.placed(row, load())
        assert {column for column, _ in placed.homeless} == {"month", "sector"}
        assert set(placed.facts) == {"nature", "people_count", "data_categories", "origin", "cause", "subjects_informed"}


def test_labels_are_recognised_whatever_their_apostrophes_and_commas() -> None:
    first, second, third = (facts(row, table(QUIRKS)) for row in range(3))
    assert first.facts["cause"].value == CodeSet(frozenset({"unknown_cause", "other"}))
    assert first.facts["subjects_informed"].value == "informed"
    assert first.facts["people_count"] == Fact("estimated", low=0, high=5, because="Entre 0 et 5 personnes")
    assert "data_categories" not in first.facts
    assert ("sensitive", "Oui") in first.homeless
    assert second.facts["data_categories"].value == CodeSet(frozenset({"civil_status", "not_known"}))
    assert second.facts["people_count"] == Fact("estimated", low=5001, high=None, because="Plus de 5000 personnes")
    assert third.facts["data_categories"].value == CodeSet(frozenset({"identification_access"}))


def test_a_value_without_a_home_is_named_and_what_it_stood_beside_may_hold_more() -> None:
    placed = facts(2, table(QUIRKS))
    assert placed.facts["nature"].value == CodeSet(frozenset({"integrity"}), at_least=True)
    assert ("nature", "Perte de la vertu") in placed.homeless
    assert ("people", "Beaucoup") in placed.homeless
    assert ("origin", "Une origine, inédite") in placed.homeless
    assert not {"people_count", "origin", "cause"} & set(placed.facts)


def test_an_empty_cell_is_unknown_and_never_zero() -> None:
    assert facts(0, table("2025-01;;;;;;;;\r\n")).facts == {}


def test_a_changed_fact_changes_its_cell_alone() -> None:
    row = open_data.parse(table(QUIRKS), "x.csv").rows[0]
    changed = open_data.changed_cells(row, {"people_count": Fact("known", 70)}, ["people_count", "description"], load())
    assert changed[3] == "Entre 51 et 300 personnes"
    assert (*changed[:3], *changed[4:]) == (*row[:3], *row[4:])


def test_a_range_over_two_bands_has_no_word_in_this_format() -> None:
    definition = load().get("people_count")
    assert open_data.cell_of(Fact("estimated", low=4, high=60), definition) == ""
    assert open_data.cell_of(Fact("unknown"), definition) == ""
    assert open_data.cell_of(Fact("estimated", low=6000), definition) == "Plus de 5000 personnes"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "open-data-header"),
        (b"a;b\r\n1;2\r\n", "open-data-header"),
        (table("2024-01;x\r\n"), "open-data-row"),
        (table("a;b;c;d;e;f;g;h;i;j\r\n"), "open-data-row"),
        (b"\x00" + table(QUIRKS), "open-data-encoding"),
        (table() + b"\x81;;;;;;;;\r\n", "open-data-encoding"),
    ],
)
def test_what_is_not_the_published_table_is_refused_whole(body: bytes, code: str) -> None:
    with pytest.raises(InputError) as error:
        open_data.parse(body, "x.csv")
    assert error.value.code == code


def test_a_table_saved_again_in_utf8_keeps_its_encoding() -> None:
    body = table(QUIRKS, encoding="utf-8")
    found = open_data.parse(body, "x.csv")
    assert found.encoding == "utf-8"
    assert open_data.written(found) == body


CELL = st.text(st.characters(codec="cp1252", exclude_characters="\x00"), max_size=30)


@given(st.lists(st.lists(CELL, min_size=9, max_size=9).filter(any), max_size=5))
def test_any_cells_come_out_as_they_came_in(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([list(open_data.header()), *rows])
    found = open_data.parse(out.getvalue().encode("cp1252"), "x.csv")
    again = open_data.parse(open_data.written(found), "x.csv")
    assert again.rows == found.rows == tuple(map(tuple, rows))
    for row in found.rows:
        open_data.placed(row, load())
