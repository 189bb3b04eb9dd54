"""The command line in this process: what a user would type, what comes back."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = """
[organisation]
name = "Coquelicot SAS"
siren = "123456782"
timezone = "Europe/Paris"
country = "FR"
[legal_representative]
civility = "Mme"
last_name = "Martin"
first_name = "Alix"
email = "alix.martin@coquelicot.example"
[contact]
civility = "M."
last_name = "Durand"
first_name = "Noé"
email = "noe.durand@coquelicot.example"
function = "RSSI"
phone = "+33 1 99 00 12 34"
[dpo]
name = "Sacha Petit"
email = "dpo@coquelicot.example"
phone = "+33 1 99 00 12 35"
"""


@dataclass(frozen=True)
class Ran:
    """One command's outcome."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


class Breach:
    """Types commands; `ok` wants exit 0 and gives the JSON."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch, home: Path) -> None:
        self._capsys = capsys
        self._patch = patch
        self.home = home

    def __call__(self, *words: object, stdin: bytes = b"") -> Ran:
        """Run ``breach`` with ``words``."""
        i18n.use("fr")
        self._patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8"))
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        got = self._capsys.readouterr()
        return Ran(code, got.out, got.err)

    def ok(self, *words: object, stdin: bytes = b"") -> Any:
        """Run with ``--json``, want exit 0, give the data."""
        ran = self(*words, "--json", stdin=stdin) if "--" not in words else self("--json", *words, stdin=stdin)
        assert ran.code == 0, ran.err
        return ran.data

    def file(self, name: str, text: str) -> Path:
        """A file of the user's."""
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Breach:
    """A user's account with nothing in it."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("BREACH_AS", "Alix Martin:lead")
    monkeypatch.chdir(tmp_path)
    return Breach(capsys, monkeypatch, tmp_path)


@pytest.fixture
def breach(bare: Breach) -> Breach:
    """An account whose store and profile are there."""
    assert bare("init", "--profile", bare.file("profile.toml", PROFILE)).code == 0
    return bare
