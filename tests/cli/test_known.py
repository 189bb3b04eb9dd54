"""What the authority knows: a filing keeps its values to the byte, a change offers the complement, the recap is compared."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach

FORM = ("--form", "cnil-2023")


def fields(breach: Breach, kind: str) -> dict[str, dict[str, Any]]:
    return {row["field"]: row for row in breach.ok("notice", "1", *FORM, "--type", kind, "--json")["fields"]}


def filed(breach: Breach, kind: str = "initial", at: str = "2026-11-19T12:00+01:00", *more: str) -> dict[str, Any]:
    done: dict[str, Any] = breach.ok("filed", "1", *FORM, "--type", kind, "--at", at, "--reference", f"CNIL-{kind}", *more, "--json")
    return done


@pytest.fixture
def opened(breach: Breach) -> Breach:
    breach.ok("log", "Une copie est restée accessible.", "--aware", "2026-11-19T10:00+01:00", "--json")
    breach.ok("facts", "1", "people_count=1200", "nature=confidentiality", "origin=unintended_publication", "--json")
    return breach


def test_the_complement_shows_new_changed_and_same_field_by_field(opened: Breach) -> None:
    assert "change" not in fields(opened, "initial")["people_count"]
    filed(opened)
    opened.ok("facts", "1", "people_count=3500", "records_count=9000", "--because", "export", "--json")
    now = fields(opened, "complementary")
    assert (now["people_count"]["change"], now["people_count"]["before"]) == ("changed", "1\u202f200")
    assert (now["records_count"]["change"], now["records_count"]["before"]) == ("new", None)
    assert now["nature"]["change"] == "same"
    assert now["gravity"]["change"] == "open"
    text = opened("notice", "1", *FORM, "--type", "complementary").out
    assert "1\u202f200 → 3\u202f500" in text
    assert "Déclaré auparavant\u00a0: 1\u202f200" in text
    html = opened("notice", "1", *FORM, "--type", "complementary", "--format", "html", "--lang", "en").out
    assert "Filed before: 1\u202f200" in html
    assert "unchanged" in html


def test_of_a_list_only_what_came_and_what_went_is_a_change(opened: Breach) -> None:
    opened.ok("facts", "1", "data_types=name,email", "--because", "x")
    opened.ok("filed", "1", "--form", "cnil-2023", "--type", "initial", "--at", "2026-11-21T12:00+01:00", "--reference", "C-2")
    opened.ok("facts", "1", "data_types=email,iban", "--because", "export relu")
    text = opened("notice", "1", "--form", "cnil-2023", "--type", "complementary", "--format", "md").out.replace("\u00a0", " ").replace("\u202f", " ")
    line = next(line for line in text.splitlines() if line.startswith("- R8 · Catégories de données"))
    assert line.startswith("- R8 · Catégories de données : ajouté : Données relatives à des informations financières")
    assert "; retiré : Etat civil" in line
    assert "Coordonnées" not in line.replace("coordonnées", "")


def test_a_changed_count_or_type_offers_the_complement_and_a_filed_one_does_not(opened: Breach) -> None:
    assert opened.ok("show", "1", "--json")["complement"] is None
    filed(opened)
    assert opened.ok("show", "1", "--json")["complement"] is None
    opened.ok("facts", "1", "title=AUTRE", "--json")
    assert opened.ok("show", "1", "--json")["complement"] is None  # nothing that the authority is told
    opened.ok("facts", "1", "nature=confidentiality,integrity", "people_count=9", "--because", "x", "--json")
    found = opened.ok("show", "1", "--json")["complement"]
    assert found["changed"] == ["R7 Nature de la violation", "R8 Nombre approximatif de personnes concernées"]
    assert "--type complementary" in opened("show", "1").out
    assert "--type complementary" in opened("clock", "1").err
    filed(opened, "complementary", "2026-11-19T13:00+01:00")
    assert opened.ok("show", "1", "--json")["complement"] is None


def test_an_earlier_filing_stays_to_the_byte_and_its_draft_gives_its_values(opened: Breach, tmp_path: Path) -> None:
    opened.ok("notice", "1", *FORM, "--type", "initial", "-o", str(tmp_path / "n.md"), "--json")
    draft = opened.ok("show", "1", "--json")["drafts"][-1]["n"]
    opened.ok("facts", "1", "people_count=7", "--because", "x", "--json")
    filed(opened)
    first = opened.ok("show", "1", "--json")["filings"][0]["values"]
    assert first["draft"] == draft
    assert opened.ok("show", "1", "--json")["complement"]["changed"]  # 7 was learnt after the draft that was filed
    filed(opened, "complementary", "2026-11-19T13:00+01:00")
    filings = opened.ok("show", "1", "--json")["filings"]
    assert filings[0]["values"] == first
    assert filings[1]["values"]["draft"] is None
    assert filings[1]["values"]["sha256"] != first["sha256"]
    assert fields(opened, "complementary")["people_count"]["change"] == "same"


def test_no_breach_after_all_is_a_new_filing(opened: Breach) -> None:
    filed(opened)
    opened.ok("facts", "1", "is_personal_data_breach=no", "--because", "clé retrouvée", "--json")
    assert opened.ok("show", "1", "--json")["complement"]["no_breach"] is True
    text = opened("notice", "1", *FORM, "--type", "complementary").out
    assert "pas d'une violation" in text.replace("’", "'")
    filed(opened, "complementary", "2026-11-19T13:00+01:00")
    assert len(opened.ok("show", "1", "--json")["filings"]) == 2


def test_the_recap_is_compared_pasted_named_or_as_recorded(opened: Breach, tmp_path: Path) -> None:
    assert opened("notice", "1", *FORM, "--compare", "-", stdin=b"x").code == 2  # nothing was filed
    filed(opened)
    assert opened("notice", "1", *FORM, "--compare").code == 2  # no receipt
    rows = opened.ok("notice", "1", *FORM, "--type", "initial", "--json")["fields"]
    recap = "\n".join(f"{row['label']} : {row['value']}" for row in rows if row["state"] != "unknown")
    path = tmp_path / "recap.txt"
    path.write_text(recap, encoding="utf-8")
    assert opened("notice", "1", *FORM, "--compare", str(path)).code == 0
    wrong = recap.replace("1\u202f200", "12\u202f000").encode()
    ran = opened("notice", "1", *FORM, "--compare", "-", "--json", stdin=wrong)
    assert ran.code == 1
    assert [row["field"] for row in ran.data["fields"] if row["result"] == "differs"] == ["people_count"]
    assert "DIFFÈRE" in opened("notice", "1", *FORM, "--compare", "-", stdin=wrong).out
    ran = opened("filed", "1", *FORM, "--type", "complete", "--at", "2026-11-19T13:00+01:00", "--reference", "C2", "--receipt", str(path))
    assert "R1" in ran.out  # the receipt says « initiale »
    assert opened("notice", "1", *FORM, "--compare").code == 1


def test_a_receipt_that_is_no_text_is_kept_and_said_not_to_be_read(opened: Breach, tmp_path: Path) -> None:
    path = tmp_path / "recap.pdf"
    path.write_bytes(b"%PDF-1.7 not a text")
    ran = opened("filed", "1", *FORM, "--type", "initial", "--at", "2026-11-19T12:00+01:00", "--reference", "C", "--receipt", str(path))
    assert ran.code == 0
    assert "--compare -" in ran.out
    held = opened.ok("show", "1", "--json")["filings"][0]["receipt"]
    assert held["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
