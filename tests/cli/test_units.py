"""The systemd units and the cron line of docs/rappels.md: they parse, name each other, and run a command that the program takes."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

DOCS = Path(__file__).resolve().parents[2] / "docs"
UNITS = DOCS / "systemd"


def _unit(name: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((UNITS / name).read_text(encoding="utf-8"))
    return read


def test_the_timer_starts_the_check_and_the_check_names_the_alert() -> None:
    assert _unit("breach-check.timer")["Timer"]["OnCalendar"]
    assert _unit("breach-check.timer")["Install"]["WantedBy"] == "timers.target"
    assert (UNITS / _unit("breach-check.service")["Unit"]["OnFailure"]).exists()
    assert "SuccessExitStatus" not in _unit("breach-check.service")["Service"]


@pytest.mark.needs("systemd")
def test_the_units_parse_for_systemd(tmp_path: Path) -> None:
    for path in UNITS.iterdir():
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/sh", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    tool = shutil.which("systemd-analyze")
    assert tool is not None
    ran = subprocess.run([tool, "calendar", _unit("breach-check.timer")["Timer"]["OnCalendar"]], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found = subprocess.run([tool, "verify", "--man=no", *sorted(map(str, tmp_path.glob("breach-*")))], capture_output=True, text=True, check=False)
    assert not [line for line in found.stderr.splitlines() if "breach-" in line], found.stderr


def test_the_command_of_the_unit_and_of_cron_is_taken(breach: Breach) -> None:
    words = shlex.split(_unit("breach-check.service")["Service"]["ExecStart"])
    assert words[0].endswith("/breach")
    cron = re.search(r"\$\(breach (.*?) 2>&1\)", (DOCS / "rappels.md").read_text(encoding="utf-8"))
    assert cron is not None
    assert shlex.split(cron[1]) == words[1:]
    assert breach(*words[1:]).code == 0
    breach.ok("log", "un accès", "--aware", "2026-01-02T10:00:00+01:00")
    assert breach(*words[1:]).code == 2
