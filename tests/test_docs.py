"""Documentation that can be tested is tested: the README's lines, the links, the exercises."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from breach import i18n
from breach.cli.verbs import VERBS
from breach.tui import commands as tui

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).resolve().parents[1]
PAGES = sorted([*TREE.glob("*.md"), *TREE.glob("docs/**/*.md"), *TREE.glob("bench/*.md"), *TREE.glob("playbooks/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TREE)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_first_breach_of_the_readme_runs_as_written(name: str, tmp_path: Path) -> None:
    text = (TREE / name).read_text(encoding="utf-8")
    block = next(block for block in re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL) if "run log" in block)
    lines = [line.replace("unzip -p dossier.zip verify_breach.py", UNZIP.format("dossier.zip")) for line in _commands(block)]
    lines = [line.replace("unzip -p file.zip verify_breach.py", UNZIP.format("file.zip")) for line in lines]
    tool = tmp_path / "breach"
    tool.write_text(f'#!/bin/sh\nshift\nPYTHONPATH={TREE} exec {sys.executable} -m breach "$@"\n', encoding="utf-8")
    tool.chmod(0o700)
    script = "set -e\n" + "\n".join(lines).replace("./dev run", f"{tool} run")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    ran = subprocess.run(["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert ran.returncode == 0, ran.stdout + ran.stderr


UNZIP = f"{sys.executable} -c \"import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile('{{}}').read('verify_breach.py'))\""


def _commands(block: str) -> Iterator[str]:
    for line in block.split("\n"):
        plain = re.sub(r"\s+#\s.*$", "", line).strip()
        if plain:
            yield plain


def test_the_readme_shows_the_two_commands_and_the_verbs_exist() -> None:
    for name in ("README.md", "README.en.md"):
        text = (TREE / name).read_text(encoding="utf-8")
        assert "./dev run" in text
        assert "./dev test" in text
        used = set(re.findall(r"(?:\./dev run|`breach) ([a-z]+)", text))
        assert used <= set(VERBS)


def test_the_exercises_play_from_start_to_verified_export(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, TREE / "docs" / "runs" / "make.py", "--into", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == 0, ran.stderr
    for folder in ("wimi-responsable", "wimi-sous-traitant", "xp2cloud"):
        text = (tmp_path / folder / "transcript.md").read_text(encoding="utf-8")
        assert "CONFORME" in text
        assert "EXERCICE" in text
        assert "Traceback" not in text
    for paper in tmp_path.rglob("papiers/*"):
        assert "EXERCICE" in _words_of(paper), paper


def _words_of(paper: Path) -> str:
    if paper.suffix != ".pdf":
        return paper.read_text(encoding="utf-8")
    with pikepdf.open(paper) as document:
        # the mark of each page stands in the document's source, which is attached to it
        return document.attachments["source.json"].get_file().read_bytes().decode().replace('"exercise":true', "EXERCICE")


def test_the_pictures_of_the_papers_are_there_and_small() -> None:
    text = (TREE / "docs" / "papiers.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[[^]]+\]\(([^)]+\.png)\)", text)
    held = {str(path.relative_to(TREE / "docs")) for path in (TREE / "docs").rglob("*.png")}
    assert set(shown) == held
    assert all((TREE / "docs" / name).stat().st_size < 150_000 for name in shown)


def test_every_action_of_the_terminal_is_documented_with_its_key() -> None:
    text = (TREE / "docs" / "configuration.md").read_text(encoding="utf-8")
    commands = re.findall(r'Command\("([\w-]+)", "([^"]*)"', (TREE / "breach" / "tui" / "commands.py").read_text(encoding="utf-8"))
    assert commands
    for action, keys in commands:
        assert f"| `{action}` | {keys.replace(',', ', ')} |" in text, action


@pytest.mark.parametrize(("name", "lang"), [("ecran.md", "fr"), ("ecran.en.md", "en")])
def test_the_page_of_the_screens_names_every_step_with_its_key_and_no_key_that_there_is_not(name: str, lang: str) -> None:
    text = (TREE / "docs" / name).read_text(encoding="utf-8")
    rows = [(key, label) for key, label, _ in re.findall(r"^\| `(\w)` \| ([^|]+) \| (.+) \|$", text, flags=re.MULTILINE)]
    assert rows == [(step.keys, i18n.t(f"{step.area}.{step.id}.label", lang)) for step in tui.STEPS]
    every = {key for held in vars(tui).values() if isinstance(held, tui.Command) for key in held.keys.split(",")}
    every |= {key for way in (*tui.STEPS, *tui.FILTERS) for key in way.keys.split(",")}
    named = set(re.findall(r"`(\w|F\d+)`", text)) | {f"ctrl+{letter}" for letter in re.findall(r"`\^(\w)`", text)}
    assert {key.lower() for key in named} <= every


def test_the_script_of_the_pictures_finds_what_it_names() -> None:
    """It is played by hand; what it imports is looked for here, so that a name that moves is noticed."""
    found = subprocess.run(
        [sys.executable, "-c", "import make"], cwd=TREE / "docs" / "images", capture_output=True, text=True, timeout=60, check=False
    )
    assert found.returncode == 0, found.stderr
