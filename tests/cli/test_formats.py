"""Drafts in the formats that are files, as a user asks for them."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

TREE = Path(__file__).resolve().parents[2]


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file with a few facts."""
    found: str = breach.ok("log", "Boîte aux lettres ouverte")["ref"]
    breach.ok("facts", found, "data_types=name,email", "measures_immediate=Accès coupé le 19 novembre 2026.", "nature=confidentiality")
    breach.ok("facts", found, "occurred_from=2026-11-18T22:10:00+01:00")
    return found


@pytest.mark.parametrize("fmt", ["md", "html", "json", "txt", "docx", "pdf"])
def test_a_notice_is_written_in_each_format_and_kept_to_the_byte(breach: Breach, ref: str, fmt: str) -> None:
    path = breach.home / f"n.{fmt}"
    breach.ok("notice", ref, "--form", "cnil-2023", "--type", "initial", "--format", fmt, "-o", path)
    body = path.read_bytes()
    assert breach.ok("history", ref)[-1]["body"]["sha256"] == hashlib.sha256(body).hexdigest()
    assert body[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}.get(fmt, body[:4])


@pytest.mark.parametrize("fmt", ["md", "txt", "html", "eml", "docx", "pdf"])
def test_a_letter_is_written_in_each_format(breach: Breach, ref: str, fmt: str) -> None:
    breach.ok("letter", ref, "--template", "people", "--channel", "email", "--format", fmt, "-o", breach.home / "out")
    (made,) = (breach.home / "out").iterdir()
    assert made.name == f"{ref}-people-email.{fmt}"
    assert made.stat().st_mode & 0o777 == 0o600


def test_what_is_no_text_goes_into_a_file_or_a_pipe(breach: Breach, ref: str) -> None:
    words = ("letter", ref, "--template", "people", "--channel", "post", "--format", "pdf")
    piped = subprocess.run([sys.executable, "-m", "breach", *words], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(TREE)})
    assert piped.stdout.startswith(b"%PDF")
    ran = breach(*words, "--json")
    assert ran.code == 2
    assert "-o" in ran.err
    assert breach("letter", ref, "--template", "people", "--channel", "post", "--format", "eml").code == 2
    assert breach("letter", ref, "--template", "people", "--channel", "post", "--format", "odt").code == 2


def test_the_public_version_withholds_by_field_and_says_what_and_why(breach: Breach, ref: str) -> None:
    words = ("notice", ref, "--form", "cnil-2023", "--type", "initial")
    whole, public = breach.ok(*words), breach.ok(*words, "--public")
    withheld = {row["field"] for row in public["withheld"]}
    assert {"contact_email", "legal_last_name", "measures_taken"} <= withheld
    values = {row["field"]: row["value"] for row in whole["fields"]}
    for row in public["fields"]:
        if row["field"] in withheld:
            assert row["withheld"] in row["value"]
            assert values[row["field"]] not in row["value"]
        else:
            assert row["value"] == values[row["field"]]
    assert "withheld" not in whole
    for fmt in ("md", "html", "txt"):
        text = breach(*words, "--public", "--format", fmt).out
        assert "VERSION PUBLIQUE" in text
        assert "alix.martin" not in text
        assert "Accès coupé" not in text
    for fmt in ("docx", "pdf"):
        path = breach.home / f"p.{fmt}"
        breach.ok(*words, "--public", "--format", fmt, "-o", path)
        held = path.read_bytes() if fmt == "pdf" else b"".join(_parts(path.read_bytes()))
        assert b"alix.martin" not in held


def _parts(body: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as zipped:
        return [zipped.read(name) for name in zipped.namelist()]


def test_a_pdf_of_an_exercise_is_marked_and_a_missing_glyph_is_said(breach: Breach) -> None:
    ref = breach.ok("log", "--exercise", "日本 exercice")["ref"]
    ran = breach("notice", ref, "--form", "cnil-2023", "--type", "initial", "--format", "pdf", "-o", breach.home / "n.pdf")
    assert ran.code == 2
    assert "日 (U+65E5" in ran.err
    assert not (breach.home / "n.pdf").exists()
