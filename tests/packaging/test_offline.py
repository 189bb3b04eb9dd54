"""An installation from a folder of wheels, with no index and no network, gives a program that works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import pythons
from tests.packaging.wheels import TREE, repacked, runtime

if TYPE_CHECKING:
    from pathlib import Path


def _pip(*arguments: object, into: Path | None = None) -> None:
    for python in pythons():
        if subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
            break
    where = ["--python", str(into / "bin" / "python")] if into else []
    # No setting of the machine's may bring an index back in.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PIP_") or into is None}
    quiet = {**environment, "PIP_CONFIG_FILE": os.devnull} if into else environment
    command = [python, "-m", "pip", *where, *(str(argument) for argument in arguments)]
    run = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]


def _tried(wheels: Path, wheel: Path, place: Path) -> None:
    """Install ``wheel`` from ``wheels`` into a new venv and open a first file with it."""
    venv = place / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    _pip("install", "-q", "--no-compile", "--no-index", "--find-links", wheels, wheel, into=venv)
    key = place / "key"
    environment = {**os.environ, "BREACH_STORE": str(place / "store.db"), "BREACH_STORE_KEY_FILE": str(key), "HOME": str(place)}

    def breach(*arguments: str) -> str:
        run = subprocess.run([venv / "bin" / "breach", *arguments], cwd=place, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    breach("init", "--key", f"file:{key}", "--no-input")
    ref = json.loads(breach("log", "Portable perdu dans un train", "--json", "--no-input"))["ref"]
    assert [row["ref"] for row in json.loads(breach("list", "--json"))] == [ref]
    assert json.loads(breach("verify", "--json"))["ok"] is True


@pytest.mark.needs("pip")
def test_a_folder_of_wheels_is_enough(wheel: Path, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for name in runtime():
        repacked(name, wheels)
    _tried(wheels, wheel, tmp_path)


@pytest.mark.needs("pip", "registry")
def test_the_documented_way_to_fill_the_folder(wheel: Path, tmp_path: Path) -> None:
    """`pip download` with the lock's hashes, as docs say it, then the same installation."""
    wheels = tmp_path / "wheels"
    _pip("download", "-q", "--require-hashes", "--only-binary", ":all:", "-r", TREE / "requirements.lock", "-d", wheels)
    _tried(wheels, wheel, tmp_path)
