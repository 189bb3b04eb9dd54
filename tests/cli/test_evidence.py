"""Evidence: hashed on arrival with source and method, its custody, its original kept and given back, and what a re-check answers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from breach.service import pieces

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

RAW = bytes(range(256)) * 40


@pytest.fixture
def ref(breach: Breach) -> str:
    return str(breach.ok("log", "fuite")["ref"])


def test_an_original_is_kept_and_comes_back_to_the_byte(breach: Breach, ref: str) -> None:
    path = breach.home / "image.dd"
    path.write_bytes(RAW)
    done = breach.ok("evidence", "add", ref, path, "--source", "serveur web", "--method", "dd if=/dev/sdb", "--keep")
    assert (done["sha256"], done["size"], done["kept"]) == (hashlib.sha256(RAW).hexdigest(), len(RAW), True)
    body = breach.ok("show", ref)["evidence"][0]
    assert (body["source"], body["method"], body["kept"]) == ("serveur web", "dd if=/dev/sdb", True)
    breach.ok("evidence", "get", ref, done["entry"], "-o", breach.home / "back")
    assert (breach.home / "back").read_bytes() == RAW
    assert breach("evidence", "get", ref, done["entry"], "-o", breach.home / "back").code == 2
    path.unlink()
    assert breach.ok("evidence", "check", ref) == [{"entry": done["entry"], "result": "match", "where": "store"}]
    path.write_bytes(b"autre chose")
    assert breach("evidence", "check", ref).code == 1
    breach.ok("export", ref, "-o", breach.home / "e.zip")
    assert breach("verify", breach.home / "e.zip").code == 0


def test_a_pipe_is_hashed_and_may_be_kept(breach: Breach, ref: str) -> None:
    first = breach.ok("evidence", "add", ref, "-", stdin=RAW)
    second = breach.ok("evidence", "add", ref, "-", "--keep", stdin=RAW)
    assert first["sha256"] == second["sha256"] == hashlib.sha256(RAW).hexdigest()
    assert [found["result"] for found in breach("evidence", "check", ref, "--json").data] == ["unreadable", "match"]
    assert breach("evidence", "get", ref, first["entry"], "-o", breach.home / "x").code == 2


def test_an_original_that_is_too_large_is_refused_and_nothing_recorded(breach: Breach, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LARGEST_ORIGINAL", 100)
    before = breach.ok("verify")["entries"]
    ran = breach("evidence", "add", ref, "-", "--keep", stdin=RAW)
    assert ran.code == 2
    assert "100" in ran.err
    assert breach.ok("verify")["entries"] == before
    assert breach("evidence", "add", ref, "-", stdin=RAW).code == 0


def test_custody_is_on_record(breach: Breach, ref: str) -> None:
    n = breach.ok("evidence", "add", ref, "-", stdin=RAW)["entry"]
    breach.ok("evidence", "move", ref, n, "--to", "huissier", "--why", "scellé n° 3")
    moved = [entry for entry in breach.ok("history", ref) if entry["kind"] == "evidence-moved"]
    assert [(entry["body"]["entry"], entry["body"]["to"], entry["body"]["why"]) for entry in moved] == [(n, "huissier", "scellé n° 3")]
    assert breach("evidence", "move", ref, "1", "--to", "x", "--why", "y").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("get", "2"),
        ("move", "2", "--to", "x"),
        ("check", "2"),
        ("add", "-", "--to", "x"),
        ("get", "2", "-o", "f", "--keep"),
        ("move", "x", "--to", "a", "--why", "b"),
    ],
)
def test_options_of_another_action_are_refused(breach: Breach, ref: str, words: tuple[str, ...]) -> None:
    before = breach.ok("verify")["entries"]
    assert breach("evidence", words[0], ref, *words[1:]).code == 2
    assert breach.ok("verify")["entries"] == before


def test_an_erased_original_is_gone_and_its_hash_stays(breach: Breach, ref: str) -> None:
    n = breach.ok("evidence", "add", ref, "-", "--keep", stdin=RAW)["entry"]
    breach.ok("erase", ref, f"{n}.file", "--why", "minimisation")
    assert breach("evidence", "get", ref, n, "-o", breach.home / "x").code == 2
    assert breach("evidence", "check", ref, "--json").data[0]["result"] == "unreadable"
    assert breach.ok("show", ref)["evidence"][0]["sha256"] == hashlib.sha256(RAW).hexdigest()
