"""The page on playbooks, followed as it is written: its commands, its new playbook, its change of a shipped one."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from breach import paths
from breach.playbook.model import PHASES

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "marches-a-suivre.md").read_text(encoding="utf-8")
FILES = re.findall(r"`\$DATA/(playbooks/[^`]+)` :\n\n```toml\n(.*?)```", PAGE, flags=re.DOTALL)


def written(part: str) -> None:
    """Write the files of the page whose folder is ``part``, where the page says."""
    for name, text in FILES:
        if f"/{part}/" in name:
            path = Path(paths.folder("data")) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def test_the_commands_do_what_the_page_says(breach: Breach) -> None:
    breach.ok("log", "Serveurs chiffrés")
    breach.ok("facts", "1", "incident_type=ransomware")
    block = next(block for block in re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL) if "breach playbook" in block)
    lines = [words for line in block.split("\n") if (words := shlex.split(line, comments=True))]
    assert len(lines) == 7
    for words in lines:
        ran = breach(*words[1:])
        assert ran.code == 0, (words, ran.err)


def test_a_playbook_is_added_by_the_folder_of_the_page(breach: Breach) -> None:
    assert len(FILES) == 6
    written("notre-standard")
    breach.ok("log", "Un appel de trop")
    breach.ok("facts", "1", "origin=verbal_disclosure")
    (row,) = [one for one in breach.ok("playbook", "--ref", "1") if one["id"] == "notre-standard"]
    assert (row["applies"], row["own"]) == ("yes", True)
    steps = {step["id"]: step for step in breach.ok("playbook", "notre-standard")["steps"]}
    assert steps["notify-cnil"]["duty"]
    breach.ok("do", "1", "notre-standard/who-was-told", "recipient=identified")
    assert breach.ok("facts", "1")["recipient"]["value"] == "identified"


def test_a_shipped_one_is_changed_by_the_folder_of_the_page(breach: Breach) -> None:
    before = [step["id"] for step in breach.ok("playbook", "ransomware")["steps"]]
    written("ransomware")
    after = breach.ok("playbook", "ransomware")
    assert after["own"]
    ids = [step["id"] for step in after["steps"]]
    assert set(ids) - set(before) == {"call-broker"}
    assert not set(before) - set(ids)
    assert ids.index("call-broker") == ids.index("call-lead") + 1
    assert next(step["minutes"] for step in after["steps"] if step["id"] == "call-lead") == 10


def test_the_page_names_every_phase() -> None:
    assert all(f"`{phase}`" in PAGE for phase in PHASES)
    assert os.path.basename(paths.folder("data"))
