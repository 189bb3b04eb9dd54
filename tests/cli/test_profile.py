"""profile show, check, edit: nothing is recorded before the whole is right, and no text goes to a disk in clear."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest

from breach.catalogue.profiles import parse_profile
from breach.service import profile as service

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


def _editor(breach: Breach, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    path = breach.file("editor.sh", f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(path))


def test_show_without_a_profile_says_so(bare: Breach) -> None:
    bare("init")
    ran = bare("profile")
    assert ran.code == 2
    assert "wimi" in ran.err


def test_show_makes_no_store(bare: Breach) -> None:
    assert bare("profile").code == 3
    assert not os.path.exists(bare.ok("paths")["store"]["path"])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_show_says_what_is_known_and_what_is_not(breach: Breach, lang: str) -> None:
    ran = breach("profile", "--lang", lang)
    assert ran.code == 0
    assert "Coquelicot SAS" in ran.out
    assert "organisation.headcount" in ran.out
    assert ("inconnu" if lang == "fr" else "unknown") in ran.out


@pytest.mark.parametrize("name", ["demo", "wimi", "xp2cloud"])
def test_every_shipped_profile_is_shown_whole(bare: Breach, name: str) -> None:
    bare("init", "--profile", name)
    data = bare.ok("profile")
    assert data["organisation"]["name"]
    assert isinstance(data["asked"], list)
    assert bare("profile", "show").out.count("\n") > 10


def test_check_reads_a_file_without_a_store(bare: Breach) -> None:
    good = bare.file("good.toml", '[organisation]\nname = "Aubier SARL"\ntimezone = "Europe/Paris"\n')
    assert bare.ok("profile", "check", good)["organisation"] == "Aubier SARL"
    bad = bare.file("bad.toml", '[organisation]\nname = "Aubier"\ntimezone = "Europe/Paris"\nsiren = "123"\nnmae = 1\n')
    ran = bare("profile", "check", bad)
    assert ran.code == 2
    assert "siren" in ran.err
    assert "nmae" in ran.err
    assert not os.path.exists(bare.ok("paths")["store"]["path"])


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[organisation", b"", b"a" * 10_000_001])
def test_check_refuses_what_is_no_profile(bare: Breach, content: bytes) -> None:
    path = bare.home / "odd.toml"
    path.write_bytes(content)
    assert bare("profile", "check", path).code == 2


def test_edit_records_what_the_editor_leaves(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(breach, monkeypatch, 'stat -c "%a %n" "$1" > "$HOME/seen"; sed -i "s/Coquelicot SAS/Coquelicot et fils SAS/" "$1"')
    ran = breach("profile", "edit")
    assert ran.code == 0, ran.err
    mode, _, path = (breach.home / "home" / "seen").read_text().strip().partition(" ")
    assert mode == "600"
    assert path.startswith((str(breach.home / "xdg_runtime_dir"), "/dev/shm"))
    assert not os.path.exists(path)
    assert breach.ok("profile")["organisation"]["name"] == "Coquelicot et fils SAS"


def test_edit_records_nothing_that_is_wrong(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(breach, monkeypatch, 'echo "[organisation]" > "$1"')
    assert breach("profile", "edit").code == 2
    assert breach.ok("profile")["organisation"]["name"] == "Coquelicot SAS"
    assert not list((breach.home / "xdg_runtime_dir").iterdir())


@pytest.mark.parametrize("editor", ["false", "/nowhere/editor", "'unfinished"])
def test_an_editor_that_fails_records_nothing(breach: Breach, monkeypatch: pytest.MonkeyPatch, editor: str) -> None:
    monkeypatch.setenv("EDITOR", editor)
    before = len(breach.ok("profile")["asked"])
    assert breach("profile", "edit").code == 2
    assert len(breach.ok("profile")["asked"]) == before


def test_without_an_editor_and_without_a_terminal_it_says_what_to_do(breach: Breach) -> None:
    ran = breach("profile", "edit")
    assert ran.code == 2
    assert "EDITOR" in ran.err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_questions_fill_in_what_is_unknown(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    from breach.cli import profile as cli

    text = '[organisation]\nname = "A"\ntimezone = "Europe/Paris"\n\n[[activity]]\nid = "a"\nname_fr = "b"\nname_en = "c"\n'
    # siren refused then given, TVA left out, NAF, then enough
    monkeypatch.setattr(sys, "stdin", _Terminal("12345\n123456782\n\nJ\nq\n"))
    after = parse_profile(cli._by_questions(text), "p.toml")
    assert after.organisation.siren == "123456782"
    assert after.organisation.vat_number is None
    assert after.organisation.naf_section == "J"
    assert len(after.activities) == 1


def test_an_answer_is_typed_as_people_say_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from breach.cli import profile as cli

    text = '[organisation]\nname = "A"\ntimezone = "Europe/Paris"\nno_siren = true\n'
    # a wrong VAT number left; NAF in small letters; staff, address, postcode, town; France; a company; Madam, refused, then corrected by going back
    answers = ["", "c", "1 240", "8 rue X", "25000", "Besançon", "france", "Entreprise", "docteur", "madame", "Vernay", "<", "Vernet", "q"]
    monkeypatch.setattr(sys, "stdin", _Terminal("\n".join(answers)))
    after = parse_profile(cli._by_questions(text), "p.toml")
    told = after.organisation
    assert (told.naf_section, told.headcount, told.country, told.controller_kind) == ("C", 1240, "FR", "ordinary")
    assert after.legal_representative is not None
    assert (after.legal_representative.civility, after.legal_representative.last_name) == ("Mme", "Vernet")
    said = capsys.readouterr().err
    assert "Au choix : Madame, Monsieur" in said.replace("\u00a0", " ")
    assert "legal_representative" not in said
    assert "profile.toml" not in said


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("organisation.city", 'Évry "Courcouronnes" \\ # x'),
        ("organisation.headcount", "12"),
        ("contact.last_name", "O'Neill"),
        ("dpo.name", "Inès"),
        ("flags.oiv", "no"),
    ],
)
def test_an_answer_changes_its_value_alone(path: str, answer: str) -> None:
    text = 'dpo = "unknown"\n# une remarque\n[organisation]\nname = "A" # nom\ntimezone = "Europe/Paris"\ncity = "unknown"\n'
    before, after = (service.as_json(parse_profile(t, "p.toml")) for t in (text, service.answered(text, path, answer)))
    section, key = path.split(".")
    assert str(after[section][key]) == answer
    after[section] = before[section] = None
    for data in (before, after):
        data["asked"] = data["dpo_state"] = None
    assert after == before
    assert "# une remarque" in service.answered(text, path, answer)


def test_every_question_of_an_empty_profile_has_its_words(breach: Breach) -> None:
    from breach.cli import profile as cli

    paths = service.questions(service.EMPTY)
    assert paths[:2] == ["organisation.name", "organisation.timezone"]
    assert len({cli._what(path) for path in paths}) == len(paths)
