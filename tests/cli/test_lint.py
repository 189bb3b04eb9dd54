"""``breach lint``, as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

VAGUE = "Bonjour,\n\nNous avons récemment pris toutes les mesures nécessaires.\n"


def test_findings_exit_1_with_where_why_and_how_to_mend(bare: Breach) -> None:
    path = bare.file("lettre.txt", VAGUE)
    ran = bare("lint", path, "--json")
    assert ran.code == 1
    assert ran.data["contents"] == {"nature": False, "contact": False, "consequences": False, "measures": False, "advice": False}
    found = {row["id"]: row for row in ran.data["findings"]}
    assert found["vague-date"]["line"] == 3
    assert found["vague-date"]["excerpt"] == "récemment"
    assert all(row["why"] and row["source"] and row["mend"] for row in ran.data["findings"])
    assert "ligne 3  vague-date" in bare("lint", path).out
    assert "line 3  vague-date" in bare("lint", path, "--lang", "en").out


def test_a_file_needs_no_store(bare: Breach) -> None:
    bare("lint", bare.file("lettre.md", VAGUE))
    assert not list((bare.home / "xdg_data_home").rglob("store.db"))


def test_the_letter_of_a_breach_file_is_linted(breach: Breach) -> None:
    breach.ok("log", "Copie de sauvegarde restée accessible sans mot de passe")
    ran = breach("lint", "1", "--json")
    assert ran.code == 1
    assert "missing-measures" in [row["id"] for row in ran.data["findings"]]
    breach.ok(
        "facts",
        "1",
        "nature=confidentiality",
        "data_types=name,email",
        "occurred_from=2026-11-12T18:00+01:00",
        "measures_immediate=Le 16 novembre 2026, nous avons fermé l’accès à cette copie.",
    )
    ran = breach("lint", "1", "--json")
    assert (ran.code, ran.data["findings"]) == (0, [])


@pytest.mark.parametrize(
    ("name", "body", "word"),
    [("lettre.docx", b"PK", "eml"), ("lettre.txt", b"\xff\xfe", "UTF-8"), ("lettre.txt", b" \n", "vide"), ("absente.txt", None, "absente")],
)
def test_what_cannot_be_read_is_said(bare: Breach, name: str, body: bytes | None, word: str) -> None:
    if body is not None:
        (bare.home / name).write_bytes(body)
    ran = bare("lint", bare.home / name)
    assert ran.code == 2
    assert word in ran.err


def test_escapes_in_a_message_never_reach_the_terminal(bare: Breach) -> None:
    ran = bare("lint", bare.file("lettre.txt", "r\x1b[31mécemment, vos logs\x1b]0;x\x07 https://x.example/\x1b[0m"))
    assert "\x1b" not in ran.out
