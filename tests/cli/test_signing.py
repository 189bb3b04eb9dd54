"""Signing keys: acts are signed once there is one, names are shown for what they are, and the private half is nowhere in clear."""

from __future__ import annotations

import json
import os
import stat
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from tests.cli.conftest import PROFILE, Breach

if TYPE_CHECKING:
    from pathlib import Path

DECIDE = ("decide", "1", "notify-authority", "notify", "--why", "Risque probable.")


@pytest.fixture
def file(breach: Breach) -> Breach:
    """An account with one file."""
    breach.ok("log", "premier")
    return breach


def signatures(breach: Breach, *more: object) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = breach.ok("verify", "1", *more)["signatures"]
    return held


def test_without_a_key_nothing_is_signed_and_nothing_is_refused(file: Breach) -> None:
    file.ok(*DECIDE)
    assert [entry["kind"] for entry in file.ok("history", "1")] == ["opened", "decision"]
    assert signatures(file) == []


def test_an_act_is_signed_at_once(file: Breach) -> None:
    made = file.ok("key", "sign-new")
    done = file.ok(*DECIDE)
    entries = file.ok("history", "1")
    assert [entry["kind"] for entry in entries] == ["opened", "decision", "signature"]
    assert entries[2]["body"]["hash"] == done["hash"] == entries[1]["hash"]
    (one,) = signatures(file)
    assert (one["entry"], one["by"], one["key"], one["standing"], one["in_profile"]) == (2, "Alix Martin", made["key"], "right", False)
    assert entries[1]["signed"][0]["by"] == "Alix Martin"
    assert entries[0]["signed"] == []


def test_the_profile_confirms_a_key(file: Breach) -> None:
    made = file.ok("key", "sign-new")
    file.ok(*DECIDE)
    person = f'[[person]]\nid = "am"\nname = "Alix Martin"\npublic_key = "{made["public_key"]}"\n'
    assert file("init", "--profile", file.file("with.toml", PROFILE + person)).code == 0
    assert signatures(file)[0]["in_profile"] is True
    other = person.replace(made["key"], "0" * 64)
    assert file("init", "--profile", file.file("other.toml", PROFILE + other)).code == 0
    assert signatures(file)[0]["standing"] == "not-of-profile"


def test_somebody_else_does_not_sign_with_this_key(file: Breach) -> None:
    file.ok("key", "sign-new")
    file.ok(*DECIDE, "--as", "Noé Durand:lead")
    assert signatures(file) == []


def test_a_revoked_key_signs_no_more_and_what_it_signed_before_stands(file: Breach) -> None:
    made = file.ok("key", "sign-new")
    file.ok(*DECIDE)
    file.ok("key", "sign-revoke", made["key"][:16], "--why", "ordinateur perdu")
    file.ok(*DECIDE)
    assert [(one["entry"], one["standing"]) for one in signatures(file)] == [(2, "right")]
    again = file.ok("key", "sign-new")
    file.ok(*DECIDE)
    assert [one["key"] for one in signatures(file)] == [made["key"], again["key"]]


def test_a_stolen_key_leaves_before_doubt_and_after_apart(file: Breach) -> None:
    made = file.ok("key", "sign-new")
    file.ok(*DECIDE)
    time.sleep(1.1)
    since = now().isoformat()
    time.sleep(0.1)
    file.ok(*DECIDE)
    assert file("key", "sign-revoke", made["key"][:16], "--why", "poste volé", "--since", "2099-01-01T00:00:00Z").code == 4
    done = file.ok("key", "sign-revoke", made["key"][:16], "--why", "poste volé", "--since", since)
    assert done["doubted_from"] < done["revoked_at"]
    first, second = signatures(file)
    assert (first["standing"], second["standing"]) == ("right", "doubted")
    assert first["revoked_at"] == second["revoked_at"] == done["revoked_at"]
    said = file("verify").out
    assert "faite avant la révocation de la clé" in said
    assert "À CONFIRMER" in said
    ref = file.ok("list")[0]["ref"]
    file.ok("export", ref, "-o", file.home / "e.zip")
    told = file.ok("verify", file.home / "e.zip")
    assert any("à confirmer" in remark for remark in told["remarks"])
    held = json.loads(zipfile.ZipFile(file.home / "e.zip").read("keys.json"))
    assert held[0]["doubted_from"] == done["doubted_from"]


def test_one_key_at_a_time(file: Breach) -> None:
    file.ok("key", "sign-new")
    refused = file("key", "sign-new")
    assert refused.code == 4
    assert "sign-revoke" in refused.err


def test_the_private_half_is_sealed(file: Breach, tmp_path: Path) -> None:
    file.ok("key", "sign-new")
    (kept,) = tmp_path.rglob("sign-*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    held = json.loads(kept.read_text(encoding="utf-8"))
    assert set(held) == {"about", "seals"}
    assert set(held["seals"][0]) == {"salt", "nonce", "sealed"}


def test_a_new_key_of_the_store_keeps_the_signing_key(file: Breach, tmp_path: Path) -> None:
    made = file.ok("key", "sign-new")
    (kept,) = tmp_path.rglob("sign-*.json")
    before = json.loads(kept.read_text(encoding="utf-8"))["seals"]
    file.ok("key", "rotate")
    after = json.loads(kept.read_text(encoding="utf-8"))["seals"]
    assert len(after) == 1
    assert after != before
    file.ok(*DECIDE)
    assert signatures(file)[0]["key"] == made["key"]


def test_a_key_that_no_longer_opens_stops_no_decision(file: Breach, tmp_path: Path) -> None:
    file.ok("key", "sign-new")
    (kept,) = tmp_path.rglob("sign-*.json")
    kept.write_text("{}", encoding="utf-8")
    file.ok(*DECIDE)
    assert signatures(file) == []
    assert file.ok("key", "status")["signing"][0]["here"] is False


def test_the_export_carries_signatures_and_keys(file: Breach) -> None:
    made = file.ok("key", "sign-new")
    file.ok(*DECIDE)
    file.ok("anchor", "1", "--sign")
    path = file.home / "e.zip"
    file.ok("export", "1", "-o", path)
    remarks = " ".join(file.ok("verify", path)["remarks"])
    assert "Signatures vérifiées" in remarks.replace("\u00a0", " ")
    import zipfile

    with zipfile.ZipFile(path) as held:
        assert [key["key"] for key in json.loads(held.read("keys.json"))] == [made["key"]]
    assert [one["scope"] for one in signatures(file)] == ["entry", "head"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_said_in_words(file: Breach, lang: str) -> None:
    assert file("key", "sign-new", "--lang", lang).code == 0
    file.ok(*DECIDE)
    said = file("verify", "1", "--lang", lang).out
    assert "Alix Martin" in said
    assert ("non ancré depuis l’entrée 1" if lang == "fr" else "not anchored since entry 1") in said
    assert ("signé" if lang == "fr" else "signed") in file("history", "1", "--lang", lang).out
    assert os.linesep in said


def test_a_key_that_nobody_showed_to_hold_is_a_fault(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    breach.ok("log", "premier")
    with monkeypatch.context() as patch:
        patch.setattr("breach.service.signing.key_message", lambda store, person, key: f"other {store} {person} {key}".encode())
        breach.ok("key", "sign-new")
    found = breach("verify", "--json")
    assert (found.code, [fault["fault"] for fault in found.data["faults"]]) == (1, ["key-proof-differs"])
    assert "preuve de possession" in breach("verify").out
