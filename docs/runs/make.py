#!/usr/bin/env python3
"""Plays the runs of this folder: each command of a run's `commands.sh`, in a home of its own, and writes what was typed and answered to
`transcript.md`, with the exported papers beside it.

    .venv/bin/python docs/runs/make.py [NAME …]      all of them, or those named
    .venv/bin/python docs/runs/make.py --into DIR    the same, written elsewhere (the tests do this)

Every run is an exercise: the profiles are `exercise_only`, and `--now` tells the story's time.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TREE = HERE.parents[1]
LONGEST = 60
"""Lines of an answer that a transcript keeps."""


def commands(folder: Path) -> list[str]:
    """The command lines of a run; a line that ends in a backslash goes on."""
    text = (folder / "commands.sh").read_text(encoding="utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) if "'" not in line and '"' not in line else line.strip() for line in text.split("\n") if line.strip()]


def play(folder: Path, into: Path) -> list[str]:
    """Play the run in ``folder``, write its transcript and papers to ``into``; the commands that failed."""
    failed = []
    into.mkdir(parents=True, exist_ok=True)
    lines = [f"# {_title(folder)}", "", "EXERCICE : rien de ceci n'est arrivé, rien n'a été déposé ni envoyé.", "", "```console"]
    with tempfile.TemporaryDirectory(prefix="breach-run-") as home:
        work = Path(home, "travail")
        shutil.copytree(folder, work, ignore=shutil.ignore_patterns("transcript.md", "papiers", "*.svg"))
        for line in commands(folder):
            if line.startswith("#"):
                lines += [line, ""]
                continue
            ran = _run(line, home, work)
            out = _shown(ran.stdout + ran.stderr, home)
            lines += [f"$ {line}", *out, ""]
            if ran.returncode:
                failed.append(f"{line}\n{ran.stdout}{ran.stderr}")
        if (work / "papiers").is_dir():
            shutil.copytree(work / "papiers", into / "papiers", dirs_exist_ok=True)
    lines[-1:] = ["```", ""]
    (into / "transcript.md").write_text("\n".join(lines), encoding="utf-8")
    return failed


def _title(folder: Path) -> str:
    return next(line[2:].strip() for line in (folder / "commands.sh").read_text(encoding="utf-8").split("\n") if line.startswith("# "))


def _run(line: str, home: str, work: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{home}/bin:{os.environ['PATH']}", "HOME": home, "LANG": "C.UTF-8", "PYTHONPATH": str(TREE), "BREACH_LANG": "fr"}
    tool = Path(home, "bin", "breach")
    if not tool.exists():
        tool.parent.mkdir()
        tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m breach "$@"\n', encoding="utf-8")
        tool.chmod(0o700)
    return subprocess.run(["sh", "-c", line], cwd=work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def _shown(text: str, home: str) -> list[str]:
    lines = [line.rstrip() for line in text.replace(home, "~").split("\n")]
    lines = [line for line in lines if line and "breach key recovery" not in line]
    return lines if len(lines) <= LONGEST else [*lines[:LONGEST], f"[… {len(lines) - LONGEST} lignes]"]


def main(words: list[str]) -> int:
    """Play the runs named in ``words`` (default: all); 1 where a command failed."""
    into = Path(words[words.index("--into") + 1]) if "--into" in words else None
    named = [word for word in words if not word.startswith("--") and word != str(into)]
    status = 0
    for folder in sorted(path.parent for path in HERE.glob("*/commands.sh")):
        if named and folder.name not in named:
            continue
        for fault in play(folder, into / folder.name if into else folder):
            sys.stderr.write(f"{folder.name}: {fault}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
