"""The register in every format, opened by other programs; and tables that come in and go out the same."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from breach.catalogue.showing import show_instant
from breach.drafting import sheet_ods, sheet_xlsx, zipped
from breach.service.drafting_ports import Sheet
from tests.drafting.making import HOSTILE, NOW

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

SAMPLE = Path(__file__).resolve().parents[1] / "catalogue" / "data" / "cnil-open-data-sample.csv"


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file with what a register must not drop: hours, a zone, an unknown, reasons."""
    found: str = breach.ok("log", '=HYPERLINK("http://x.example";"clic")')["ref"]
    breach.ok("facts", found, "occurred_from=2026-11-18T22:10:00+01:00", "occurred_to=unknown", "nature=confidentiality", "people_count=9..3500")
    breach.ok("aware", found, "--at", "2026-11-20T10:00", "--by", "Alix", "--basis", "journaux")
    breach.ok("decide", found, "notify-authority", "do-not-notify", "--why", "@SUM(1+1) risque improbable")
    breach.ok("log", "--exercise", "un exercice")
    return found


def cells(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows())
    assert all(cell.data_type in ("s", "inlineStr", "n") and not (cell.data_type == "n" and cell.value is not None) for row in rows for cell in row)
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in rows]


def test_the_register_as_xlsx_keeps_hours_zones_unknowns_and_reasons(breach: Breach, ref: str) -> None:
    path = breach.home / "r.xlsx"
    breach.ok("register", "--format", "xlsx", "-o", path)
    head, row = cells(path)
    assert row[0] == ref
    assert len(head) == len(row) == len(breach.ok("register")[0])
    assert '=HYPERLINK("http://x.example";"clic")' in row
    assert "18 novembre 2026, 22:10 (UTC+01:00)" in row
    assert "non déterminé à ce jour" in row
    assert "@SUM(1+1) risque improbable" in row
    assert "entre 9 et 3\u202f500 (estimation)" in row
    about = openpyxl.load_workbook(path).worksheets[1]
    assert "Coquelicot SAS" in {cell.value for line in about.iter_rows() for cell in line}


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("fmt", ["ods", "xlsx"])
def test_libreoffice_opens_the_register(breach: Breach, ref: str, fmt: str, tmp_path: Path) -> None:
    path = breach.home / f"r.{fmt}"
    breach.ok("register", "--format", fmt, "-o", path)
    words = ["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path), str(path)]
    subprocess.run(words, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, check=True, capture_output=True, timeout=120)
    head, row = csv.reader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8")))
    table = breach.ok("register")
    assert len(table) == 1
    opened = show_instant(datetime.fromisoformat(table[0]["opened_at"]).astimezone(UTC), "fr", "Europe/Paris")
    codes = {"state": "ouvert", "decision_notify-authority": "ne pas notifier", "opened_at": opened}
    assert table[0]["state"] == "open"
    assert table[0]["decision_notify-authority"] == "do-not-notify"
    wanted = [codes.get(name, str(cell)) for name, cell in table[0].items()]
    assert [cell for name, cell in zip(table[0], row, strict=True) if not name.startswith("by_")] == [
        cell for name, cell in zip(table[0], wanted, strict=True) if not name.startswith("by_")
    ]
    assert len(head) == len(row)


def test_a_sheet_is_in_words_and_its_rows_are_as_high_as_their_texts(breach: Breach, ref: str) -> None:
    breach.ok("log", "Une longue histoire. " * 40)
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", "2026-11-21T10:00+01:00", "--reference", "R-1")
    breach.ok("sent", ref, "--template", "people", "--channel", "email", "--count", "3", "--at", "2026-11-21T11:00+01:00")
    path = breach.home / "words.xlsx"
    breach.ok("register", "--format", "xlsx", "-o", path)
    texts = "\n".join(cell for row in cells(path) for cell in row)
    assert "Notification à la CNIL initiale" in texts
    for code in ("cnil-2023", "people ", " email ", "do-not-notify"):
        assert code not in texts
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.row_dimensions[3].height >= 15 * 15
    assert sheet.print_title_cols == "$A:$A"


def test_the_same_register_gives_the_same_bytes(breach: Breach, ref: str) -> None:
    for fmt in ("xlsx", "ods", "csv", "json"):
        one, two = (breach.home / f"{at}.{fmt}" for at in (1, 2))
        for path in (one, two):
            breach.ok("register", "--format", fmt, "-o", path, "--now", "2030-01-01T10:00+01:00")
        assert one.read_bytes() == two.read_bytes()


def _sheet(*texts: str) -> Sheet:
    return Sheet("t", "a", ("Un", "Deux", "Trois"), ("tête",), [[text] for text in texts], [("a", "b")], " … ({number})", NOW)


@pytest.mark.parametrize("write", [sheet_xlsx.write, sheet_ods.write])
def test_a_sheet_gives_the_same_bytes_and_survives_hostile_texts(write: object, tmp_path: Path) -> None:
    assert callable(write)
    body = write(_sheet(*HOSTILE, "_x0041_", "  deux  blancs ", "ligne\nligne", "+1", "\ufeff=1", ""))
    assert write(_sheet(*HOSTILE, "_x0041_", "  deux  blancs ", "ligne\nligne", "+1", "\ufeff=1", "")) == body
    if write is sheet_xlsx.write:
        (tmp_path / "x.xlsx").write_bytes(body)
        found = [row[0] for row in cells(tmp_path / "x.xlsx")]
        assert "_x0041_" in found
        assert "+1" in found
    assert b"alert(1)</script>" not in zipped.read(body, "x").get("content.xml", b"")


def test_a_text_longer_than_a_cell_goes_on_whole(tmp_path: Path) -> None:
    text = "".join(f"{at:07d}" for at in range(14_000))
    (tmp_path / "x.xlsx").write_bytes(sheet_xlsx.write(_sheet(text)))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert str(book["Un"]["A2"].value).endswith(" … (1)")
    assert "".join(str(row[1].value) for row in book["Trois"].iter_rows()) == text
    assert text in zipped.read(sheet_ods.write(_sheet(text)), "x")["content.xml"].decode()


# -- collections


def test_a_published_table_comes_in_and_goes_out_the_same_to_the_byte(breach: Breach) -> None:
    done = breach.ok("import", "cnil-open-data", SAMPLE, "--collection", "essai")
    assert (done["rows"], done["first"], done["last"]) == (10, "essai/1", "essai/10")
    assert {row["column"] for row in done["homeless"]} == {"Date de réception de la notification", "Secteur d'activité de l'organisme concerné"}
    path = breach.home / "out.csv"
    breach.ok("register", "--format", "cnil-open-data", "--collection", "essai", "-o", path)
    assert path.read_bytes() == SAMPLE.read_bytes()
    assert breach("verify").code == 0


def test_a_collection_stays_out_of_the_lists_counts_and_clocks(breach: Breach) -> None:
    own = breach.ok("log", "une vraie")["ref"]
    breach.ok("import", "cnil-open-data", SAMPLE, "--collection", "essai")
    assert [row["ref"] for row in breach.ok("list")] == [own]
    assert len(breach.ok("register")) == 1
    assert "files=1" in breach("check").out
    assert all(clock["ref"] == own for clock in breach.ok("clock"))
    assert breach.ok("clock", "essai/3") == []
    rows = breach.ok("list", "--collection", "essai")
    assert [row["ref"] for row in rows] == [f"essai/{at}" for at in range(1, 11)]
    assert {row["state"] for row in rows} == {"closed"}
    shown = breach.ok("show", "essai/10")
    assert shown["facts"]["nature"]["value"] == ["confidentiality", "integrity"]
    assert "description" not in shown["facts"]
    assert len(shown["imported"]["cells"]) == 9
    assert breach.ok("log", "une autre")["ref"].endswith("-0002")
    assert breach("show", "10").code == 2
    assert len(breach.ok("register", "--collection", "essai")) == 10


def test_a_changed_fact_of_a_collection_goes_out_changed(breach: Breach) -> None:
    breach.ok("import", "cnil-open-data", SAMPLE)
    breach.ok("facts", "cnil-open-data/1", "people_count=12")
    path = breach.home / "out.csv"
    breach.ok("register", "--format", "cnil-open-data", "--collection", "cnil-open-data", "-o", path)
    before, after = (body.decode("cp1252").split("\r\n") for body in (SAMPLE.read_bytes(), path.read_bytes()))
    assert [at for at, (one, two) in enumerate(zip(before, after, strict=True)) if one != two] == [2]
    assert "Entre 6 et 50 personnes" in after[2]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "cnil-open-data", SAMPLE, "--collection", "Essai"), 2),
        (("import", "cnil-open-data", SAMPLE, "--collection", "a/b"), 2),
        (("import", "cnil-open-data", SAMPLE, "--collection", "ex-2026"), 2),
        (("import", "cnil-open-data", "nowhere.csv"), 2),
        (("import", "cnil-open-data", SAMPLE), 4),
        (("register", "--collection", "absente"), 2),
        (("register", "--collection", "absente", "--format", "cnil-open-data"), 2),
        (("list", "--collection", "%"), 2),
        (("show", "cnil-open-data/99"), 2),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(breach: Breach, words: tuple[object, ...], code: int) -> None:
    breach.ok("import", "cnil-open-data", SAMPLE)
    before = breach.ok("verify")["entries"]
    assert breach(*words).code == code
    assert breach.ok("verify")["entries"] == before


def test_ones_own_notified_files_go_out_in_the_published_format(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, "nature=confidentiality", "people_count=400", "data_types=email", "cause=external_malicious")
    breach.ok("log", "jamais notifiée")
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", "2026-11-20T10:00:00+01:00", "--reference", "R")
    path = breach.home / "own.csv"
    breach.ok("register", "--format", "cnil-open-data", "-o", path)
    note, head, row = list(csv.reader(io.StringIO(path.read_bytes().decode("cp1252"), newline=""), delimiter=";"))
    assert note[0].startswith("Extraction du ")
    assert head[0].endswith("\u00a0")
    assert row[0] == "2026-11"
    assert row[3] == "Entre 301 et 5000 personnes"
    assert row[4].startswith("Coordonnées (ex : ")
    assert row[7] == "Acte externe malveillant"
    assert json.dumps(row[5]) == '""'
