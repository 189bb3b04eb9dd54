#!/usr/bin/env python3
"""Makes the pictures of the real screens: the demonstration's board and one of its files (invented organisation), and a TUI session of each
exercise in docs/runs/. Run from the top of the tree: `.venv/bin/python docs/images/make.py`."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from breach import bootstrap  # noqa: E402 - the tree is on the path only now
from breach.settings import Settings  # noqa: E402
from breach.storage.scratch import Scratch  # noqa: E402
from breach.tui.app import BreachApp  # noqa: E402

SIZE = (100, 30)


async def pictures(store: str, key: str, shots: list[tuple[str, list[str], Path]]) -> None:
    """Open the store at ``store``, press the keys of each shot after the ones before, and save what is seen."""
    settings = Settings({"store": store, "key": f"file:{key}", "lang": "fr"}, {})
    started = bootstrap.start(settings, None, create=False)
    app = BreachApp(started.desk, Scratch(f"{store}.scratch", started.key.key), settings)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1.0)
        for _name, keys, path in shots:
            for press in keys:
                await pilot.press(press)
                await pilot.pause(0.3)
            await pilot.pause(0.5)
            path.write_text(app.export_screenshot(title="breach"), encoding="utf-8")
    started.desk.store.close()


def main() -> int:
    """Make every picture."""
    with tempfile.TemporaryDirectory(prefix="breach-images-") as folder:
        os.environ["HOME"] = folder
        store, key = f"{folder}/demo.db", f"{folder}/demo.key"
        bootstrap.demo(store, key, "fr")
        shots = [("board", [], HERE / "board.svg"), ("file", ["enter"], HERE / "file.svg"), ("assess", ["e"], HERE / "assess.svg")]
        asyncio.run(pictures(store, key, shots))
    return 0


if __name__ == "__main__":
    sys.exit(main())
