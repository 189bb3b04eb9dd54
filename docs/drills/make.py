#!/usr/bin/env python3
"""Plays the drills of this folder by their scripts and writes what was typed, answered and scored to `NAME.md`.

    .venv/bin/python docs/drills/make.py             all of them
    .venv/bin/python docs/drills/make.py --into DIR  the same, written elsewhere (the tests do this)

Nothing is sent and nothing counts: each drill has a store of its own in a home that is thrown away.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TREE = HERE.parents[1]
DONE_BY = "Joué par [{name}.script]({name}.script). Rien de ceci n’est arrivé, rien n’a été déposé ni envoyé."

BEGIN = 3
"""Lines that say at the start what the drill is, and that nothing counts."""


def play(script: Path) -> str:
    """The drill of ``script`` as Markdown. Raises RuntimeError where it stopped."""
    with tempfile.TemporaryDirectory(prefix="breach-drill-") as home:
        told = ["drill", script.stem, "--script", str(script.relative_to(TREE)), "--format", "md", "--lang", "fr"]
        environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "PYTHONPATH": str(TREE), "TMPDIR": home}
        ran = subprocess.run([sys.executable, "-m", "breach", *told], cwd=TREE, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    answers, _, sheet = ran.stdout.partition("\n# EXERCICE")
    heading = "EXERCICE" + sheet.partition("\n")[0].rpartition(" (")[0]
    console = [
        f"$ breach drill {script.stem} --script docs/drills/{script.name} --format md",
        *ran.stderr.splitlines()[:BEGIN],
        *answers.splitlines(),
    ]
    parts = [
        f"# {heading}",
        DONE_BY.format(name=script.stem),
        "```console\n" + "\n".join(console) + "\n```",
        f"## Score\n{sheet.partition(chr(10))[2].rstrip()}",
    ]
    return "\n\n".join(parts) + "\n"


def main(words: list[str]) -> int:
    """Play every script of the folder."""
    into = Path(words[words.index("--into") + 1]) if "--into" in words else HERE
    for script in sorted(HERE.glob("*.script")):
        (into / f"{script.stem}.md").write_text(play(script), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
