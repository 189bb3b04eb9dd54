"""What the fast commands load, seen in a clean interpreter; and that no command opens a socket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
SPY = """
import json, sys
from breach.__main__ import main
status = main({words!r})
print("LOADED" + json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(status)
"""
AUDIT = """
import sys
def spy(event, arguments):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        print("SOCKET", event, arguments, file=sys.stderr)
sys.addaudithook(spy)
from breach.__main__ import main
sys.exit(main({words!r}))
"""


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("account")
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(TREE), "LANG": "C.UTF-8"}
    for words in (["log", "premier", "--aware", "2026-11-20T10:00:00+01:00"], ["clock"]):
        _run(SPY, words, environment)
    return environment


def _run(program: str, words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program.format(words=[*words, "--no-input"])],
        env=environment,
        cwd=environment["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [["clock", "--short"], ["check"], ["log", "deuxième"], ["note", "1", "ligne"]], ids=lambda words: words[0])
def test_the_fast_commands_load_neither_sqlalchemy_nor_the_law(account: dict[str, str], words: list[str]) -> None:
    ran = _run(SPY, words, account)
    assert ran.returncode in (0, 2) if words == ["check"] else ran.returncode == 0, ran.stderr
    loaded = set(json.loads(ran.stderr.partition("LOADED")[2]))
    heavy = {"sqlalchemy", "alembic", "jinja2", "textual", "keyring", "tomllib", "dataclasses", "platformdirs", "cryptography"}
    assert not loaded & heavy
    assert not [name for name in loaded if name.startswith(("breach.law", "breach.catalogue", "breach.drafting", "breach.tui"))]


def test_what_is_kept_serves_after_a_new_file(account: dict[str, str]) -> None:
    _run(SPY, ["log", "encore", "--aware", "2026-11-21T10:00:00+01:00"], account)
    ran = _run(SPY, ["clock", "--short"], account)
    assert "breach.law.clocks" not in json.loads(ran.stderr.partition("LOADED")[2])


@pytest.mark.parametrize(
    "words",
    [
        ["log", "x"],
        ["clock"],
        ["check"],
        ["assess", "1"],
        ["notice", "1", "--form", "cnil-2023", "--type", "initial"],
        ["verify"],
        ["doctor"],
        ["help"],
    ],
    ids=lambda words: words[0],
)
def test_no_command_opens_a_socket(account: dict[str, str], words: list[str]) -> None:
    ran = _run(AUDIT, words, account)
    assert "Traceback" not in ran.stderr
    assert "SOCKET" not in ran.stderr
