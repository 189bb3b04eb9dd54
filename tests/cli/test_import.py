"""Old registers: a mapping that is proposed, corrected, tried and then applied; nothing made up, nothing lost."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach

HEADS = "N°;Titre;Date de découverte;Date de l'incident;Nombre de personnes;Données concernées;Nature;Mesures"
ROWS = (
    "1;Envoi erroné;12/03/2024 14:37;11/03/2024;jusqu'à 227 000;noms, adresses e-mail;Perte de la confidentialité;Rappel du message",
    "2;Envoi erroné;2024-05-02 09:05;;2,8 millions de clients;Noms et IBAN;Confidentialité totale;=cmd|x",
    "3;Vol de PC;14 h;;35 comptes;;;",
    "4;Fichier;31/03/2024 02:30;;12 enregistrements;;;",
)


def register(breach: Breach, *rows: str, encoding: str = "utf-8") -> Path:
    path = breach.home / "r.csv"
    path.write_bytes("\r\n".join([HEADS, *(rows or ROWS)]).encode(encoding))
    return path


def apply(breach: Breach, path: Path, *words: object) -> list[dict[str, object]]:
    """Take the mapping that is proposed as it is; the facts of each file."""
    plan = breach.file("map.toml", breach("import", "csv", path).out)
    breach.ok("import", "csv", path, "--map", plan, *words)
    refs = [row["ref"] for row in breach.ok("list")] if not words else []
    return [breach.ok("facts", ref) for ref in refs]


def test_a_mapping_is_proposed_and_nothing_comes_in(breach: Breach) -> None:
    done = breach.ok("import", "csv", register(breach))
    assert {row["column"]: row["proposed"] for row in done["columns"]}["Nombre de personnes"] == "people_count"
    assert '"noms, adresses e-mail" = ["name", "email"]' in done["map"]
    assert breach.ok("list") == []


def test_a_trial_says_what_would_come_in_and_writes_nothing(breach: Breach) -> None:
    path = register(breach)
    plan = breach.file("map.toml", breach("import", "csv", path).out)
    before = breach.ok("verify")["entries"]
    done = breach.ok("import", "csv", path, "--map", plan, "--dry-run")
    assert done["rows"] == 4
    assert done["preview"][0]["people_count"].startswith("au plus 227")
    assert breach.ok("verify")["entries"] == before


def test_rows_come_in_as_closed_files_and_nothing_is_made_up(breach: Breach) -> None:
    one, two, three, four = apply(breach, register(breach))
    assert one["title"]["value"] == two["title"]["value"] == "Envoi erroné"  # type: ignore[index]
    assert one["discovered_at"]["value"] == "2024-03-12T13:37:00Z"  # type: ignore[index]
    assert one["people_count"]["estimate"] == ["unknown", 227_000]  # type: ignore[index]
    assert one["data_types"]["value"] == ["name", "email"]  # type: ignore[index]
    assert two["people_count"]["estimate"] == [2_800_000, 2_800_000]  # type: ignore[index]
    assert "nature" not in two
    assert not {"people_count", "discovered_at", "data_types", "occurred_from", "description"} & set(three)
    assert four["records_count"]["value"] == 12  # type: ignore[index]
    assert "discovered_at" not in four  # that hour never was
    assert all(clock["state"] != "late" for clock in breach.ok("clock"))
    assert breach.ok("clock", "1") == []
    assert {row["state"] for row in breach.ok("list")} == {"closed"}
    assert breach("verify").code == 0


def test_what_has_no_home_stays_in_the_register(breach: Breach) -> None:
    apply(breach, register(breach))
    kept = [row["kept"] for row in breach.ok("register")]
    assert "Date de l'incident\u00a0: 11/03/2024" in kept[0]
    assert "Nombre de personnes\u00a0: 35 comptes" in kept[2]
    assert "Nature\u00a0: Confidentialité totale" in kept[1]


def test_a_register_can_go_into_a_collection(breach: Breach) -> None:
    apply(breach, register(breach), "--collection", "ancien")
    assert breach.ok("list") == []
    assert len(breach.ok("list", "--collection", "ancien")) == 4
    assert breach("register", "--collection", "ancien", "--format", "cnil-open-data").code == 2


def test_an_imported_file_opened_again_has_its_clocks(breach: Breach) -> None:
    apply(breach, register(breach))
    breach.ok("decide", "1", "close", "reopen", "--why", "à revoir")
    assert breach.ok("clock", "1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_are_recognised(breach: Breach, encoding: str) -> None:
    assert apply(breach, register(breach, encoding=encoding))[0]["title"]["value"] == "Envoi erroné"  # type: ignore[index]


def test_a_workbook_keeps_its_minutes(breach: Breach) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Titre", "Date de découverte", "Nombre de personnes"])
    sheet.append(["Vol", datetime(2024, 3, 12, 14, 37), 12])
    path = breach.home / "r.xlsx"
    book.save(path)
    (facts,) = apply(breach, path)
    assert facts["discovered_at"]["value"] == "2024-03-12T13:37:00Z"  # type: ignore[index]
    assert facts["people_count"]["value"] == 12  # type: ignore[index]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", b"0" * 301_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\x01", b"PK\x03\x04junk", b"a;a\r\n1;2", b"a;;b\r\n1;2;3", b"a;b\r\n1;2;3"],
    ids=["empty", "nul", "zip", "twice", "unnamed", "wide"],
)
def test_a_table_that_is_none_is_refused(breach: Breach, body: bytes) -> None:
    path = breach.home / "x.csv"
    path.write_bytes(body)
    ran = breach("import", "csv", path, "--map", "a=title")
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert breach.ok("list") == []


def test_a_workbook_that_unpacks_without_end_is_refused(breach: Breach) -> None:
    path = breach.home / "x.xlsx"
    path.write_bytes(_bomb())
    assert breach("import", "csv", path, "--map", "a=title").code == 2


@pytest.mark.parametrize("words", ["Titre=nope", "Absente=title", "Titre", "N°=title|Titre=title"])
def test_a_mapping_that_is_wrong_is_refused(breach: Breach, words: str) -> None:
    path = register(breach)
    given = [part for word in words.split("|") for part in ("--map", word)]
    assert breach("import", "csv", path, *given).code == 2
    assert breach.ok("list") == []


def test_a_facts_file_comes_in_and_what_is_no_fact_is_named_and_kept(breach: Breach) -> None:
    path = breach.file("f.toml", 'title = "X"\npeople_count = 12\nautre_chose = 3\nnature = "nope"\n')
    done = breach.ok("import", "facts", path)
    assert {row["column"] for row in done["homeless"]} == {"autre_chose", "nature"}
    assert breach.ok("facts", "1")["people_count"]["value"] == 12
    assert breach("import", "facts", breach.file("g.toml", "x = 1\n")).code == 2
    assert breach("import", "facts", path, "--map", "a=b").code == 2


def test_a_search_keeps_to_the_organisation_s_own_files_and_names_the_collections_that_answer_too(breach: Breach) -> None:
    breach.ok("log", "Portable perdu dans le train")
    ancien = breach.home / "ancien.csv"
    ancien.write_text("Titre;Faits\nA;Portable volé\nB;Courrier perdu\n", encoding="utf-8")
    breach.ok("import", "csv", ancien, "--map", "Titre=title", "--map", "Faits=description", "--collection", "autres")
    ran = breach("search", "portable")
    assert "2026-" in ran.out
    assert "autres/" not in ran.out
    assert "--collection autres" in ran.err
    assert {hit["ref"] for hit in breach.ok("search", "portable", "--collection", "autres")} == {"autres/1"}
    assert "--collection" not in breach("search", "train").err
    assert breach("search", "portable", "--collection", "absente").code == 2
