"""What is shipped: whole, with its notices, without what is not its own, and the same bytes each time."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.packaging.wheels import TREE, runtime


def test_the_wheel_holds_the_package_and_its_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    data = [path for path in (TREE / "breach").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert not {path.relative_to(TREE).as_posix() for path in data} - held
    for kind in ("templates", "playbooks", "drills"):
        files = [path for path in (TREE / kind).rglob("*") if path.is_file()]
        assert files, f"{kind}/ is empty"
        assert not {f"breach/_data/{path.relative_to(TREE).as_posix()}" for path in files} - held


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        foreign = [name for name in archive.namelist() if not name.startswith(("breach/", "breach-"))]
        compiled = [name for name in archive.namelist() if name.endswith(".pyc")]
    assert not foreign
    assert not compiled


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (about,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        said = Parser().parsestr(archive.read(about).decode())
        licences = {name.partition("/licenses/")[2] for name in archive.namelist() if "/licenses/" in name}
    assert said["License-Expression"] == "Apache-2.0"
    assert {"LICENSE", "NOTICE"} <= licences
    assert {f"LICENSES/{path.name}" for path in (TREE / "LICENSES").iterdir()} <= licences


def test_the_version_is_said_once(wheel: Path) -> None:
    import breach

    project = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == breach.__version__ == wheel.name.split("-")[1]


def test_an_installed_wheel_finds_its_templates_and_playbooks(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from breach import resources
print(json.dumps([resources.shared_root("templates"), resources.shared_root("playbooks"), resources.path_of("")]))
"""
    run = subprocess.run([sys.executable, "-I", "-c", code, tmp_path], cwd=tmp_path, capture_output=True, text=True, check=True)
    templates, playbooks, package = (Path(place) for place in json.loads(run.stdout))
    assert package == tmp_path / "breach"
    assert templates == tmp_path / "breach" / "_data" / "templates"
    for kind, root in (("templates", templates), ("playbooks", playbooks)):
        ours = {path.relative_to(TREE / kind).as_posix(): path.read_bytes() for path in (TREE / kind).rglob("*") if path.is_file()}
        theirs = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        assert theirs == ours


def test_an_installed_wheel_lists_its_playbooks_and_its_drills(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "wheel")
    code = "import sys; sys.path.insert(0, sys.argv[1]); from breach.__main__ import main; raise SystemExit(main(sys.argv[2:]))"
    home = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": ""}
    for verb, kind in (("playbook", "playbooks"), ("drill", "drills")):
        typed = [sys.executable, "-I", "-c", code, str(tmp_path / "wheel"), verb, "--json", "--no-input"]
        run = subprocess.run(typed, cwd=tmp_path, env=home, capture_output=True, text=True, check=True)
        folders = {path.name for path in (TREE / kind).iterdir() if path.is_dir()} - {"common"}
        assert {row["id"] for row in json.loads(run.stdout)} == folders
        assert not run.stderr


def test_the_source_archive_can_build_and_test_itself(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
        (run,) = [member for member in archive.getmembers() if member.name.endswith("/dev")]
    assert run.mode & 0o100
    for name in (
        "pyproject.toml",
        "requirements.lock",
        "dev",
        "README.md",
        "LICENSE",
        "NOTICE",
        "tests/conftest.py",
        "breach/__main__.py",
        "docs/glossary.md",
    ):
        assert name in held, name
    assert not [name for name in held if name.startswith((".venv", ".git/")) or name.endswith(".pyc")]


@pytest.mark.parametrize("name", runtime())
def test_every_dependency_is_in_the_notice(name: str) -> None:
    notice = (TREE / "NOTICE").read_text(encoding="utf-8")
    assert f"\n{name} " in notice
    assert list((TREE / "LICENSES").glob(f"{name}.txt")), f"LICENSES/{name}.txt is missing"


def test_the_lock_holds_names_and_hashes_only() -> None:
    lock = (TREE / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    for block in lock.split("\n"):
        if "==" in block:
            assert block.endswith("\\"), f"{block} has no hash"


def test_the_lock_answers_pyproject() -> None:
    lock = (TREE / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.split("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith(" ")}
    assert not set(runtime()) - locked
