#!/usr/bin/env python3
"""Makes the pictures of the real screens: the demonstration's board and one of its files (invented organisation), and a TUI session of each
exercise in docs/runs/. Run from the top of the tree: `.venv/bin/python docs/images/make.py`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from breach import bootstrap  # noqa: E402 - the tree is on the path only now
from breach.catalogue.files import read_facts  # noqa: E402
from breach.catalogue.profiles import builtin_text  # noqa: E402
from breach.service import profile as profiles  # noqa: E402
from breach.service.facts import change  # noqa: E402
from breach.settings import Settings  # noqa: E402
from breach.storage.scratch import Scratch  # noqa: E402
from breach.tui.app import BreachApp  # noqa: E402

SIZE = (100, 30)
RUNS_FOLDER = HERE.parent / "runs"


if TYPE_CHECKING:
    from textual.pilot import Pilot

Step = tuple[str, str]
"""("press", keys), ("type", text), ("facts", file) or ("shot", name): one thing done in the terminal UI."""
RUNS: dict[str, tuple[str, list[Step]]] = {
    "wimi-responsable": (
        "Pic d'échecs de connexion sur l'espace client, puis des connexions réussies",
        [("aware", "Journaux relus par deux personnes"), ("facts", "premiers-faits.toml"), ("facts", "faits-du-matin.toml")],
    ),
    "wimi-sous-traitant": (
        "Un client voit dans son espace des documents d'un autre client",
        [("aware", "Capture du client et droits relus"), ("facts", "faits.toml")],
    ),
    "xp2cloud": (
        "L'export des messages de contact est parti à une mauvaise adresse",
        [("aware", "Réponse du destinataire"), ("facts", "faits.toml")],
    ),
}
"""The exercises as terminal sessions: what is typed in the new-file screen, then the steps."""


class Session:
    """One terminal session over the store at ``store``: keys pressed, pictures taken."""

    def __init__(self, store: str, key: str, into: Path) -> None:
        settings = Settings({"store": store, "key": f"file:{key}", "lang": "fr", "as": "Direction (exercice):management"}, {})
        self.started = bootstrap.start(settings, None, create=True)
        self.app = BreachApp(self.started.desk, Scratch(f"{store}.scratch", self.started.key.key), settings)
        self.into = into

    async def press(self, pilot: Pilot[Any], *keys: str) -> None:
        """Press ``keys`` one by one."""
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)

    async def type(self, pilot: Pilot[Any], text: str) -> None:
        """Type ``text``."""
        await pilot.press(*[{" ": "space"}.get(char, char) for char in text])
        await pilot.pause(0.2)

    async def shot(self, pilot: Pilot[Any], name: str) -> None:
        """Take a picture."""
        await pilot.pause(0.4)
        self.into.mkdir(parents=True, exist_ok=True)
        (self.into / f"{name}.svg").write_text(self.app.export_screenshot(title="breach"), encoding="utf-8")


async def demo(session: Session) -> None:
    """The board and a file of the demonstration."""
    async with session.app.run_test(size=SIZE) as pilot:
        await session.shot(pilot, "board")
        await session.press(pilot, "enter")
        await session.shot(pilot, "file")
        await session.press(pilot, "e")
        await session.shot(pilot, "assess")


async def exercise(session: Session, text: str, steps: list[Step], folder: Path) -> None:
    """One exercise in the terminal: new file, awareness, facts, assessment, clock, notice, letter, decision."""
    async with session.app.run_test(size=SIZE) as pilot:
        await session.press(pilot, "n")
        await session.type(pilot, text)
        await session.shot(pilot, "1-nouveau")
        await session.press(pilot, "ctrl+s")
        for kind, value in steps:
            if kind == "aware":
                await session.press(pilot, "c", "a")
                await session.type(pilot, "2026-11-22T01:00+01:00")
                await session.press(pilot, "tab", "tab")
                await session.type(pilot, value)
                await session.shot(pilot, "2-prise-de-connaissance")
                await session.press(pilot, "ctrl+s")
            else:
                facts = read_facts((folder / value).read_text(encoding="utf-8"), value, "Europe/Paris")
                change(session.started.desk, "EX-1", facts)
                await session.press(pilot, "escape", "enter")
        for name, key in (("3-faits", "f"), ("4-evaluation", "e"), ("5-horloge", "c"), ("6-notification", "n"), ("7-lettre", "m")):
            await session.press(pilot, key)
            await session.shot(pilot, name)
        await session.press(pilot, "d", "a", "down", "enter", "space", "tab")
        await session.type(pilot, "Le risque n'est pas improbable")
        await session.shot(pilot, "8-decision")
        await session.press(pilot, "ctrl+s")
        await session.shot(pilot, "9-decisions")


def main() -> int:
    """Make every picture."""
    for name, (text, steps) in [("", ("", [])), *RUNS.items()]:
        with tempfile.TemporaryDirectory(prefix="breach-images-") as folder:
            os.environ["HOME"] = folder
            store, key = f"{folder}/store.db", f"{folder}/store.key"
            if not name:
                bootstrap.demo(store, key, "fr")
                session = Session(store, key, HERE)
                asyncio.run(demo(session))
            else:
                session = Session(store, key, RUNS_FOLDER / name / "ecrans")
                profiles.record(session.started.desk, name.split("-")[0], builtin_text(name.split("-")[0]))
                asyncio.run(exercise(session, text, steps, RUNS_FOLDER / name))
            session.started.desk.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
