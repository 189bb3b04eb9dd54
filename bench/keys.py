#!/usr/bin/env python3
"""From a key to its redraw, in a real pseudo-terminal, with 10,000 files in the store and a file of 2,000 entries open; then the running board
left alone, its clocks ticking: processor and memory. `python bench/keys.py [files] [entries of the long file]`.

The program runs as a user runs it, with two hooks in its terminal driver: when a key came in, and when a picture went out. A key's redraw is the
last picture before nothing more comes for a while. Two figures for each: the time on the wall, and the processor time that the program took (which
a busy machine does not change). The store can be kept: BREACH_BENCH_STORE=FOLDER.
"""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.many_files import fill
from breach.domain.text import Text
from breach.log import kinds
from breach.service.opening import open_file
from tests.storage.stores import KEY, desk, made

TREE = Path(__file__).resolve().parents[1]
GOAL_MS, GOAL_IDLE, GOAL_MB = 50, 1.0, 150
ENTRIES = 5
QUIET_S = 0.12
IDLE_S = 30
PROGRAM = """
import atexit, json, os, sys, time
from textual import events
from textual.drivers.linux_driver import LinuxDriver
seen = []
def hooked(name, sort, wanted):
    held = getattr(LinuxDriver, name)
    def hook(self, what):
        if wanted(what):
            seen.append((sort, time.perf_counter(), time.process_time()))
        return held(self, what)
    setattr(LinuxDriver, name, hook)
hooked("process_message", "key", lambda event: isinstance(event, events.Key))
hooked("write", "picture", bool)
atexit.register(lambda: open({out!r}, "w").write(json.dumps(seen)))
from breach import bootstrap, i18n
from breach.settings import Settings
from breach.storage.scratch import Scratch
from breach.tui.start import run
i18n.use("fr")
settings = Settings({{"store": {store!r}, "key": "file:" + {key!r}, "lang": "fr", "as": "Alix:lead"}}, {{}})
started = bootstrap.start(settings, None, create=False)
sys.exit(run(started, settings, Scratch({store!r} + ".scratch", started.key.key)))
"""
DOWN, UP, PAGE, END, HOME, ENTER, ESCAPE, RIGHT = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[F", "\x1b[H", "\r", "\x1b", "\x1b[C"
NAMES = {DOWN: "down", UP: "up", PAGE: "page", END: "end", HOME: "home", ENTER: "enter", ESCAPE: "escape", RIGHT: "right", "\x14": "^T", "\x13": "^S"}
BOARD = [*[DOWN] * 30, *"jjjkkk", *[PAGE] * 6, END, *[UP] * 10, HOME, *"tomeco", RIGHT, "o", HOME]
FILE = [*[UP] * 40, *[PAGE] * 4, HOME, *[DOWN] * 20, END, *"fecnmdqg", *[UP] * 10, *"fjjjjkk", "g"]
NOTE = ["\x14", *"appel au prestataire, sans reponse pour le moment", "\x13"]


def fill_store(folder: Path, files: int, entries: int) -> None:
    """``files`` files of a few entries, and one of ``entries``, whose clock bites first."""
    store = made(folder)
    fill(store, files, ENTRIES)
    at = desk(store)
    ref = open_file(at, "Le long dossier", aware=at.instant("2020-01-01T00:00:00Z"), by="Alix", basis="journaux").ref
    chain = store.find(ref).chain
    with store.writing(at.clock) as writer:
        actor = writer.person(at.actor)
        for line in range(entries):
            writer.append(chain, kinds.NOTE, {"text": Text(f"ligne {line}, ce qui s'est passé et qui l'a vu")}, actor=actor, role="lead")
    store.close()
    (folder / "key").write_text(KEY.hex() + "\n", encoding="ascii")
    (folder / "key").chmod(0o600)


class Program:
    """The program in a pseudo-terminal of 80×24."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "seen.json"
        text = PROGRAM.format(out=str(self.out), store=str(folder / "s.db"), key=str(folder / "key"))
        self.screen, other = pty.openpty()
        ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(TREE), "HOME": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", text], stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True
        )
        os.close(other)

    def quiet(self, seconds: float = QUIET_S, most: float = 60.0) -> None:
        """Read until nothing came for ``seconds``."""
        end = time.monotonic() + most
        while time.monotonic() < end and select.select([self.screen], [], [], seconds)[0]:
            try:
                os.read(self.screen, 1 << 16)
            except OSError:  # it ended
                return

    def press(self, key: str) -> None:
        os.write(self.screen, key.encode())
        self.quiet()

    def spent(self) -> tuple[float, float]:
        """Processor seconds so far, and resident MB."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return ticks, int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def times(seen: list[list[object]]) -> list[tuple[float, float]]:
    """Per key, ms on the wall and of the processor until the last picture before nothing more came for a while; (0, 0) for no picture."""
    found: list[tuple[float, float]] = []
    key: tuple[float, float] | None = None
    last = 0.0
    for sort, wall, spent in seen:
        assert isinstance(wall, float)
        assert isinstance(spent, float)
        if sort == "key":
            key, last = (wall, spent), wall
            found.append((0.0, 0.0))
        elif key is not None and wall - last < QUIET_S * 0.8:
            found[-1] = ((wall - key[0]) * 1000, (spent - key[1]) * 1000)
            last = wall
    return found


def main() -> int:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    entries = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    kept = os.environ.get("BREACH_BENCH_STORE", "")
    with tempfile.TemporaryDirectory(prefix="breach-keys-") as held:
        folder = Path(kept or held)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "s.db").exists():
            fill_store(folder, files, entries)
        program = Program(folder)
        program.quiet(3.0)
        keys = [*BOARD, ENTER, *FILE, *NOTE, ESCAPE, DOWN, UP]
        for key in keys:
            program.press(key)
        program.quiet(2.0)
        before = program.spent()
        end = time.monotonic() + IDLE_S
        while time.monotonic() < end:
            program.quiet(1.0, end - time.monotonic())
        after = program.spent()
        os.write(program.screen, b"\x11")
        program.quiet(1.0)
        try:
            program.process.wait(10)
        finally:
            if program.process.poll() is None:
                os.kill(program.process.pid, signal.SIGKILL)
        took = times(json.loads(program.out.read_text(encoding="ascii")))
    assert len(took) == len(keys) + 1, (len(took), len(keys))
    named = sorted(zip(took, [NAMES.get(key, key) for key in keys], range(len(keys)), strict=False), reverse=True)
    wall, spent = (sorted(one[part] for one in took[: len(keys)]) for part in (0, 1))
    at95 = int(len(keys) * 0.95)
    print(f"{len(keys)} keys over {files} files, {entries} entries open")
    for name, values in (("wall", wall), ("processor", spent)):
        median, high = statistics.median(values), values[at95]
        print(f"key to redraw, {name:<9} median {median:6.1f} ms   95th percentile {high:6.1f} ms   worst {values[-1]:6.1f} ms")
    print("slowest: " + ", ".join(f"{name} (no. {place}) {one[0]:.0f}/{one[1]:.0f}" for one, name, place in named[:12]))
    idle = (after[0] - before[0]) / IDLE_S * 100
    print(f"left alone: {idle:.2f} % of a core, {after[1]:.0f} MB")
    return 0 if spent[at95] < GOAL_MS and idle < GOAL_IDLE and after[1] < GOAL_MB else 1


if __name__ == "__main__":
    sys.exit(main())
