"""Reading a list of recipients: encodings, columns, workbooks, and what is no list."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from breach.drafting.merge.rows import open_table, read
from breach.errors import InputError
from tests.drafting.merge.jobs import person, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_can_be_told_is_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = written(tmp_path / "r.csv", [person(1), person(2, last_name="Lefèvre; dit « l’Aîné »")], encoding=encoding, delimiter=delimiter)
    rows = list(read(open_table(str(path), {})))
    assert [number for number, _ in rows] == [1, 2]
    assert rows[1][1]["last_name"] == "Lefèvre; dit « l’Aîné »"


def test_another_encoding_is_asked_for_and_never_guessed(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [person(1)], encoding="cp1252")
    with pytest.raises(InputError) as refused:
        open_table(str(path), {})
    assert refused.value.code == "recipients-encoding"
    assert next(read(open_table(str(path), {}, "cp1252")))[1]["first_name"] == "Prénom1"


def test_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "last_name", "postcode", "birth_date"])
    sheet.append([7, "=cmd()", 1000.0, datetime(2015, 5, 1)])
    sheet["B2"].data_type = "s"  # a text that looks like a formula
    book.save(tmp_path / "r.xlsx")
    assert list(read(open_table(str(tmp_path / "r.xlsx"), {}))) == [
        (1, {"id": "7", "last_name": "=cmd()", "postcode": "1000", "birth_date": "2015-05-01"})
    ]


def test_columns_are_mapped_and_likely_ones_are_proposed(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("Nom;Prénom;Courriel;Remarque\nMartin;Alix;a@x.example;rien\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_table(str(path), {})
    assert "--map last_name='Nom' --map first_name='Prénom' --map email='Courriel'" in str(refused.value.params["proposed"])
    table = open_table(str(path), {"last_name": "Nom", "first_name": "Prénom", "email": "Courriel"})
    assert next(read(table))[1] == {"last_name": "Martin", "first_name": "Alix", "email": "a@x.example"}


@pytest.mark.parametrize(
    ("text", "mapping", "code"),
    [
        ("last_name;email\n", {"surname": "last_name"}, "recipients-columns"),
        ("last_name;email\n", {"last_name": "Nom"}, "recipients-columns"),
        ("last_name;last_name\n", {}, "recipients-columns"),
        ("a;b;c\n1;2;3\n", {}, "recipients-columns"),
        ("last_name;E-mail\nx;y\n", {}, "recipients-columns"),
        ("   \n", {}, "recipients-empty"),
        ("last_name\n\0\n", {}, "recipients-encoding"),
        ("PK not a workbook", {}, "workbook-unreadable"),
    ],
)
def test_what_is_no_list_is_refused_before_anything_is_made(tmp_path: Path, text: str, mapping: dict[str, str], code: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        list(read(open_table(str(path), mapping)))
    assert refused.value.code == code
