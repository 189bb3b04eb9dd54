"""``-o -``: what goes down a pipe goes there whole and on record, a terminal and JSON get no archive, and what writes files says so plainly."""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


@pytest.fixture
def ref(breach: Breach) -> str:
    return str(breach.ok("log", "Une fuite de mûres")["ref"])


class _Pipe(io.TextIOWrapper):
    """stdout as a pipe, whose bytes are read afterwards."""

    def __init__(self, *, terminal: bool = False) -> None:
        self.held = io.BytesIO()
        self._terminal = terminal
        super().__init__(self.held, encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return self._terminal


def _into(breach: Breach, monkeypatch: pytest.MonkeyPatch, *words: str, terminal: bool = False) -> tuple[int, bytes, str]:
    pipe = _Pipe(terminal=terminal)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", pipe)
        ran = breach(*words)
    return ran.code, pipe.held.getvalue(), ran.err


def test_an_export_goes_down_a_pipe_whole_and_on_record(breach: Breach, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, body, said = _into(breach, monkeypatch, "export", ref, "-o", "-")
    assert code == 0
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    assert "sortie standard" in said
    assert not (breach.home / "-").exists()
    done = breach.ok("history", ref)[-1]
    assert (done["kind"], done["body"]["path"], done["body"]["sha256"]) == ("exported", None, hashlib.sha256(body).hexdigest())
    outside = breach.ok("erase", ref, "1.text", "--why", "minimisation")["out_of_reach"]
    assert any(copy["kind"] == "exported" and copy["path"] is None for copy in outside)


def test_a_bundle_and_an_original_go_down_a_pipe(breach: Breach, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = breach.ok("key", "review-new")["public_key"]
    code, body, _ = _into(breach, monkeypatch, "bundle", ref, "--to", key, "-o", "-")
    assert (code, body[:21]) == (0, b"age-encryption.org/v1")
    n = breach.ok("evidence", "add", ref, str(breach.file("trace.log", "GET /bucket")), "--keep")["entry"]
    assert _into(breach, monkeypatch, "evidence", "get", ref, str(n), "-o", "-")[:2] == (0, b"GET /bucket")


def test_a_terminal_and_json_get_no_archive_and_nothing_is_recorded(breach: Breach, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(breach.ok("history", ref))
    assert _into(breach, monkeypatch, "export", ref, "-o", "-", terminal=True)[:2] == (2, b"")
    assert breach("export", ref, "-o", "-", "--json").code == 2
    assert len(breach.ok("history", ref)) == before


def test_a_draft_goes_to_stdout_as_where_no_file_is_named(breach: Breach, ref: str) -> None:
    for words in (
        ("notice", ref, "--form", "cnil-2023", "--type", "initial"),
        ("handover", ref),
        ("assess", ref, "--format", "md"),
        ("register", "--format", "csv"),
    ):
        assert breach(*words, "-o", "-").out == breach(*words).out != ""
    assert not (breach.home / "-").exists()


def test_what_writes_files_says_so_and_writes_none(breach: Breach, ref: str) -> None:
    secret = breach.file("phrase", "une phrase de passe assez longue\n")
    secret.chmod(0o600)
    for words in (
        ("letter", ref, "--template", "people", "--channel", "email", "-o", "-"),
        ("backup", "-"),
        ("move", "-"),
        ("key", "recovery", "-o", "-", "--passphrase-file", str(secret)),
        ("template", "copy", "people", "-o", "-"),
        ("clock", "--ics", "-"),
    ):
        ran = breach(*words)
        assert ran.code == 2, words
        assert "./-" in ran.err, (words, ran.err)
    assert not (breach.home / "-").exists()
    assert breach("verify").code == 0
