#!/usr/bin/env python3
"""Every bound key on every screen of the terminal UI, on an invented exercise in a temporary folder: none may end the program or leave
the screen for good. `pytest tests/tui` presses a sample of them. With names of screens after it, those alone."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from breach import bootstrap
from breach.service.opening import open_file
from breach.settings import Settings
from breach.storage.scratch import Scratch
from breach.tui.app import BreachApp
from tests.tui.driving import drive
from tests.tui.places import PLACES, walk

if TYPE_CHECKING:
    from textual.pilot import Pilot


def main(places: list[str]) -> int:
    """Walk over ``places`` and print how many keys were pressed; 1 where a screen failed."""
    failed = 0
    for place in places or list(PLACES):
        at = time.perf_counter()
        try:
            said = f"{pressed(place)} keys"
        except Exception as error:
            failed += 1
            said = f"FAILED: {type(error).__name__}: {error}"
        sys.stdout.write(f"{place:<10} {said}, {time.perf_counter() - at:.1f} s\n")
        sys.stdout.flush()
    return int(failed > 0)


def pressed(place: str) -> int:
    """How many keys were pressed at ``place``, each over a store of one file."""
    counted = []
    with tempfile.TemporaryDirectory(prefix="breach-keys-") as folder:
        os.chdir(folder)  # where a draft is saved unless another place is named
        os.environ["PWD"] = folder
        store = f"{folder}/store.db"
        settings = Settings({"store": store, "key": f"file:{folder}/key", "lang": "fr", "as": "Marie Essai:dpo"}, {})
        started = bootstrap.start(settings, None, create=True)
        open_file(started.desk, "Un courriel est parti", exercise=True)

        async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
            counted.append(await walk(app, pilot, place, lambda keys: keys))

        drive(BreachApp(started.desk, Scratch(f"{store}.scratch", started.key.key), settings), script)
        os.chdir("/")
    return counted[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
