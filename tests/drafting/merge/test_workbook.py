"""A list of recipients as a workbook: what a spreadsheet shows is what is read, a long one is held packed, a hostile one is refused."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from breach.drafting.merge.rows import open_table, read
from breach.drafting.merge.workbook import reading, shared, shown
from breach.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(path: Path, *rows: list[Any], formats: dict[str, str] | None = None) -> str:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                code = (formats or {}).get(f"{chr(65 + column)}{at + 1}")
                sheet.write(at, column, cell, book.add_format({"num_format": code}) if code else None)
    return str(path)


def again(path: str, **parts: str | None) -> str:
    """The workbook with some of its parts (``sheet``, ``texts``, ``book``, ``rels``, ``styles``) written otherwise, or left out."""
    names = {
        "sheet": "xl/worksheets/sheet1.xml",
        "texts": "xl/sharedStrings.xml",
        "book": "xl/workbook.xml",
        "rels": "xl/_rels/workbook.xml.rels",
        "styles": "xl/styles.xml",
    }
    with zipfile.ZipFile(path) as old:
        held = {name: old.read(name) for name in old.namelist()}
    for part, text in parts.items():
        if text is None:
            del held[names[part]]
        else:
            held[names[part]] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in held.items():
            new.writestr(name, body)
    return path


def test_numbers_are_read_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "r.xlsx",
        ["postcode", "phone", "birth_date", "born", "id", "amount", "flag", "late"],
        [1000, 612345678, datetime(2015, 5, 1), date(1931, 2, 28), 1e12, 1.5, True, 2.5],
        formats={"A2": "00000", "B2": r"0#\ ##\ ##\ ##\ ##", "C2": "dd/mm/yyyy", "D2": r"[$-40C]d\ mmmm\ yyyy;@", "H2": "General"},
    )
    assert list(reading.rows(path))[1] == ["01000", "0612345678", "2015-05-01", "1931-02-28", "1000000000000", "1.5", "1", "2.5"]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("00000", 5),
        (r"0#\ ##\ ##\ ##\ ##", 10),
        ("#,##0", 0),
        ("0.00", 0),
        ("General", 0),
        ("0", 1),
        ("00-00", 4),
        ("#", 0),
        ("[$-40C]00000", 5),
        ('0#"\u00a0"##', 4),
        ("[<=99]00;000", 0),
    ],
)
def test_the_zeros_that_a_format_sets_before_are_counted(code: str, wanted: int) -> None:
    assert shown.width(code) == wanted


def test_a_workbook_that_counts_from_1904_gives_the_same_days(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["last_name", "birth_date"])
        sheet.write_string(1, 0, "Noé")
        sheet.write_datetime(1, 1, datetime(2015, 5, 1), book.add_format({"num_format": "dd/mm/yy"}))
    assert next(read(open_table(str(path), {})))[1] == {"last_name": "Noé", "birth_date": "2015-05-01"}


def test_runs_line_ends_reading_aids_and_inline_texts_are_one_text(tmp_path: Path) -> None:
    path = saved(tmp_path / "r.xlsx", ["last_name", "city", "id"])
    texts = f"<sst {NS}><si><t>last_name</t></si><si><r><t>Le</t></r><r><t>fèvre</t></r><rPh><t>x</t></rPh></si><si><t>3 rue_x000D_\nA</t></si></sst>"
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>ci</t><rPh><t>x</t></rPh><r><t>ty</t></r></is></c></row>'
        '<row r="4"><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="str"><f>A1</f><v>b</v></c></row>'
    )
    again(path, texts=texts, sheet=f"<x:worksheet xmlns:x='u' {NS}><sheetData>{rows}</sheetData></x:worksheet>")
    assert list(reading.rows(path)) == [["last_name", "city"], [], [], ["Lefèvre", "3 rue\nA", "b"]]
    assert [number for number, _ in read(open_table(path, {}))] == [3]


def test_a_cell_that_shows_an_error_is_refused_with_its_row_and_not_taken_for_empty(tmp_path: Path) -> None:
    path = str(tmp_path / "r.xlsx")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["last_name", "address2"])
        sheet.write_row(1, 0, ["Noé"])
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
    assert next(read(open_table(path, {})))[1]["address2"] == reading.ERROR


def test_a_formula_that_nothing_computed_is_refused_with_its_row_and_an_empty_text_is_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["last_name", "birth_date"])  # type: ignore[union-attr]
    book.active.append(["Noé", "=DATE(2015,5,1)"])  # type: ignore[union-attr]
    book.save(tmp_path / "r.xlsx")
    path = str(tmp_path / "r.xlsx")
    assert next(read(open_table(path, {})))[1] == {"last_name": "Noé", "birth_date": reading.ERROR}
    rows = '<row><c t="inlineStr"><is><t>last_name</t></is></c></row><row><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c></row>'
    again(path, sheet=f"<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>")
    assert list(reading.rows(path))[1] == ["", "2"]


def test_the_day_of_an_empty_cell_that_a_formula_names_is_no_birth(tmp_path: Path) -> None:
    path = saved(tmp_path / "r.xlsx", ["birth_date", "city"], [0, 0.5], formats={"A2": "dd/mm/yyyy", "B2": "hh:mm"})
    assert list(reading.rows(path))[1] == ["0", "0.5"]


def test_the_numbers_of_conditional_formats_are_no_cells_formats(tmp_path: Path) -> None:
    path = saved(tmp_path / "r.xlsx", ["postcode"], [1000], formats={"A2": "00000"})
    with zipfile.ZipFile(path) as zipped:
        styles = zipped.read("xl/styles.xml").decode()
    own = '<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></dxf></dxfs>'
    again(path, styles=styles.replace('<dxfs count="0"/>', own))
    assert list(reading.rows(path))[1] == ["01000"]


def test_a_code_of_its_own_goes_before_the_one_that_its_number_has(tmp_path: Path) -> None:
    path = saved(tmp_path / "r.xlsx", ["postcode"], [1000], formats={"A2": "00000"})
    with zipfile.ZipFile(path) as zipped:
        styles = zipped.read("xl/styles.xml").decode()
    again(path, styles=styles.replace('numFmtId="164"', 'numFmtId="50"'))
    assert list(reading.rows(path))[1] == ["01000"]


def test_what_is_drawn_on_the_sheet_is_no_row_of_it(tmp_path: Path) -> None:
    path = saved(tmp_path / "r.xlsx", ["last_name"], ["Noé"])
    rows = '<row r="1"><c t="inlineStr"><is><t>last_name</t></is></c></row>'
    drawn = "<controls><anchor><from><d:row xmlns:d='u'>5</d:row></from></anchor></controls>"
    again(path, sheet=f"<worksheet {NS}><sheetData>{rows}</sheetData>{drawn}</worksheet>")
    assert list(reading.rows(path)) == [["last_name"]]


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_as_no_spreadsheet_does_is_refused(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(path, "w", packing) as zipped:
        zipped.writestr("_rels/.rels", "<Relationships>" + " " * 5_000 + "</Relationships>")
    body = path.read_bytes()
    path.write_bytes(body[:60] + bytes(20) + body[80:])
    assert refused(str(path)).code == "workbook-unreadable"


def test_the_first_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["x"])  # type: ignore[union-attr]
    book.active.sheet_state = "hidden"  # type: ignore[union-attr]
    book.create_sheet("liste").append(["last_name"])
    book.save(tmp_path / "r.xlsx")
    assert reading.first_row(str(tmp_path / "r.xlsx")) == ["last_name"]


def test_texts_come_back_in_any_order_and_lie_packed() -> None:
    held = shared.Texts()
    wanted = [f"Nom{n} é\nrue {n}" if n % 7 else "" for n in range(50_000)]
    for text in wanted:
        held.add(text)
    order = list(range(50_000))
    assert [held[n] for n in order] == wanted
    random.Random(1).shuffle(order)
    assert all(held[n] == wanted[n] for n in order[:3_000])
    assert held.held < sum(map(len, wanted)) / 2
    for wrong in (-1, 50_000, 10**9):
        with pytest.raises(IndexError):
            held[wrong]


def refused(path: str) -> InputError:
    with pytest.raises(InputError) as found:
        list(read(open_table(path, {})))
    return found.value


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"texts": f"<!DOCTYPE s [{LAUGHS}]><sst {NS}><si><t>&l9;</t></si></sst>"}, "DOCTYPE"),
        ({"sheet": f'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet {NS}>&e;</worksheet>'}, "DOCTYPE"),
        ({"sheet": "<a>" * 100_000}, "levels"),
        ({"sheet": f'<worksheet a="{"x" * 3_000_000}"/>'}, "bytes"),
        (
            {"sheet": f"<worksheet {NS}><sheetData><row r='1'><c t='str'><v>last_name</v></c></row><row r='3'/><row r='2'/></sheetData></worksheet>"},
            "row 2",
        ),
        ({"sheet": f"<worksheet {NS}><sheetData><row r='99999999999'/></sheetData></worksheet>"}, "row 99999999999"),
        ({"sheet": f"<worksheet {NS}><sheetData><row><c t='s'><v>999</v></c></row></sheetData></worksheet>"}, ""),
        ({"sheet": f"<worksheet {NS}><sheetData><row><c t='s'><v>-1</v></c></row></sheetData></worksheet>"}, ""),
        ({"sheet": f"<worksheet {NS}><sheetData><row><c t='n'><v>x</v></c></row></sheetData></worksheet>"}, "'x'"),
        ({"sheet": f"<worksheet {NS}><sheetData><row>"}, "XML"),
        ({"sheet": None}, "sheet1.xml"),
        ({"book": f"<workbook {NS}><sheets/></workbook>"}, "<sheet>"),
        ({"book": None}, "workbook.xml"),
    ],
    ids=["laughs", "entity", "deep", "tag", "back", "far", "no-text", "minus", "number", "cut", "no-sheet", "no-sheets", "no-book"],
)
def test_what_no_spreadsheet_writes_is_refused(tmp_path: Path, parts: dict[str, str | None], said: str) -> None:
    error = refused(again(saved(tmp_path / "r.xlsx", ["last_name"], ["Noé"]), **parts))
    assert error.code == "workbook-unreadable"
    assert said in str(error.params["said"])


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = again(saved(tmp_path / "r.xlsx", ["last_name"], ["Noé"]), sheet="0" * 3_000_000)
    monkeypatch.setattr("breach.drafting.merge.workbook.parts.LARGEST", 2_000_000)
    assert refused(path).code == "workbook-too-big"


def test_texts_that_would_fill_the_memory_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "r.xlsx", ["last_name"], *([f"Nom{n}"] for n in range(5_000)))
    monkeypatch.setattr("breach.drafting.merge.workbook.shared.MOST_HELD", 2_000)
    assert refused(path).code == "workbook-too-big"


def test_a_part_that_holds_more_than_it_declares_is_cut_where_it_said_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    saved(path, ["last_name"], ["Noé"])
    again(str(path), sheet="<worksheet>" + " " * 1_000_000 + "</worksheet>")
    body = bytearray(path.read_bytes())
    at = body.rindex(b"xl/worksheets/sheet1.xml") - 22  # its size, unpacked, in the directory
    body[at : at + 4] = (1_000).to_bytes(4, "little")
    path.write_bytes(body)
    assert refused(str(path)).code == "workbook-unreadable"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"PK not a workbook", "workbook-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-locked"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, body: bytes, code: str) -> None:
    (tmp_path / "r.xlsx").write_bytes(body)
    assert refused(str(tmp_path / "r.xlsx")).code == code


def test_an_open_document_is_named(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    (tmp_path / "r.ods").write_bytes(out.getvalue())
    assert refused(str(tmp_path / "r.ods")).code == "workbook-other"


def test_a_damaged_workbook_is_refused_or_read_never_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    saved(path, ["last_name", "birth_date"], *([f"Nom{n}", datetime(2000, 1, 1)] for n in range(50)))
    whole, dice = path.read_bytes(), random.Random(7)
    for _ in range(300):
        body = bytearray(whole)
        body[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
        path.write_bytes(body)
        with suppress(InputError):  # of any kind, and nothing but that
            assert len(list(reading.rows(str(path)))) == 51
