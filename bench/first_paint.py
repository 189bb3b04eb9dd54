#!/usr/bin/env python3
"""First paint of the board with 20 open files against the same widgets with constant text and no store, as a ratio. Whole processes without
a terminal, from their start to the first screen with its content, then out; medians of interleaved runs, the first of each not counted.
Goal: ≤ 1.3."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
ROUNDS = 15
FILES = 20
GOAL = 1.3

STORE = """
import sys
from breach import bootstrap
from breach.settings import Settings
settings = Settings({{"store": {store!r}, "key": "file:" + {key!r}, "lang": "fr", "as": "Mesure:dpo"}}, {{}})
started = bootstrap.start(settings, None, create=True)
"""
FILL = (
    STORE
    + """
from breach.service import clocks
from breach.service.opening import open_file
for n in range({files}):
    aware = started.desk.instant(f"2026-10-{{10 + n}}T10:00:00+01:00") if n % 2 else None
    open_file(started.desk, f"Dossier {{n}}", aware=aware, by="Mesure" if n % 2 else "", basis="journaux" if n % 2 else "")
clocks.all_open(started.desk)
"""
)
BOARD = (
    STORE
    + """
from breach.storage.scratch import Scratch
from breach.tui.app import BreachApp
from breach.tui.screens.board import Board
reload = Board.reload
def reload_once(self):
    reload(self)
    assert len(self.query_one("#files").names) == {files}
    self.call_after_refresh(self.app.exit, 0)
Board.reload = reload_once
app = BreachApp(started.desk, Scratch({store!r} + ".scratch", started.key.key), settings)
app.run(headless=True, size=(80, 24))
if app.fault is not None:
    raise app.fault
sys.exit(app.return_code)
"""
)
CONSTANT = """
import sys
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
class Board(Screen):
    CSS = {board_css!r}
    def compose(self):
        yield Static("Dossiers ouverts", markup=False, id="head")
        yield Static("[o Ouverts] t En retard  m Les miens  e Exercices  c Clos", markup=False, id="strip")
        yield OptionList(id="files", markup=False, compact=True)
        yield Static("", markup=False, id="empty")
        yield Static("", markup=False, id="store")
        yield Static("n Nouveau  c Clos  F1 Aide", markup=False, id="foot")
    def on_mount(self):
        self.query_one(OptionList).focus()
        self.call_after_refresh(self.fill)
    def fill(self):
        self.query_one("#head", Static).update("20 dossiers ouverts")
        self.query_one("#strip", Static).update("[o Ouverts 20] t En retard 9  m Les miens  e Exercices 0  c Clos 0")
        words = "2026-0001  OBSIDIENNE\\n   CNIL : reste 47 h 59, mar. 24 nov. 03:10 Paris (+2)"
        self.query_one(OptionList).add_options([Option(words, id=f"f{{n}}") for n in range({files})])
        self.query_one("#empty", Static).display = False
        self.query_one("#store", Static).update("Pas encore de clé de secours")
        self.call_after_refresh(self.app.exit, 0)
class Constant(App):
    CSS = {app_css!r}
    ENABLE_COMMAND_PALETTE = False
    def on_mount(self):
        self.push_screen(Board())
app = Constant()
app.run(headless=True, size=(80, 24))
sys.exit(app.return_code)
"""
BOARD_CSS = """Board #head { height: 1; padding: 0 1; background: $panel; }
Board #empty { height: auto; padding: 1 2; }
Board #store { height: auto; max-height: 3; padding: 0 1; color: $text-warning; }"""
APP_CSS = """Screen { layout: vertical; }
#foot { dock: bottom; height: 1; padding: 0; background: $panel; color: $foreground; }
OptionList { height: 1fr; border: none; padding: 0; background: $background; }
OptionList > .option-list--option-highlighted { text-style: reverse; }"""


def main() -> int:
    """Measure and print; 1 where the goal is missed."""
    with tempfile.TemporaryDirectory(prefix="breach-bench-") as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8", "TERM": "xterm-256color", "PYTHONPATH": str(TREE)}
        values = {"store": f"{folder}/store.db", "key": f"{folder}/key", "files": FILES, "board_css": BOARD_CSS, "app_css": APP_CSS}
        programs: dict[str, Path] = {}
        for name, text in (("fill", FILL), ("board", BOARD), ("constant", CONSTANT)):
            programs[name] = Path(folder, f"{name}.py")
            programs[name].write_text(text.format(**values), encoding="utf-8")
        subprocess.run([sys.executable, programs.pop("fill")], env=environment, check=True, cwd=folder)
        took: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(ROUNDS + 1):
            for name, path in programs.items():
                at = time.perf_counter()
                subprocess.run([sys.executable, path], env=environment, check=True, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
                took[name].append(time.perf_counter() - at)
    medians = {name: statistics.median(times[1:]) for name, times in took.items()}
    for name, value in medians.items():
        sys.stdout.write(f"{name:<9} {value * 1000:6.1f} ms\n")
    ratio = medians["board"] / medians["constant"]
    sys.stdout.write(f"board     {ratio:5.2f} × constant (goal {GOAL})\n")
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
