"""Bad days, made: each takes how often, and gives what was acknowledged and what was lost. `bench/bad_days.py` runs them long, the tests short."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breach.clock_source import now
from breach.domain.text import Text
from breach.errors import StoreError
from breach.log import kinds
from breach.service.backup import replay
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, made, note

if TYPE_CHECKING:
    from datetime import datetime

    from tests.contract.server import Server

TREE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Day:
    """A bad day: how often it was tried, the entries acknowledged, those of them that are gone, what else was wrong, what deserves a word."""

    times: int
    acknowledged: int
    lost: int
    wrong: tuple[str, ...] = ()
    remark: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing acknowledged was lost and nothing was wrong."""
        return not self.lost and not self.wrong


# A writer that says each line once it is acknowledged, and goes on when it is refused.
WRITER = """
import sys, time
from breach.clock_source import now
from breach.domain.actor import Actor
from breach.domain.text import Text
from breach.errors import BreachError
from breach.log import kinds
from breach.service.desk import Desk
place, key, name, count = sys.argv[1], bytes.fromhex(sys.argv[2]), sys.argv[3], int(sys.argv[4])
def opened():
    if "://" in place:
        from breach.storage.team.store import TeamStore
        return TeamStore(place, key)
    from breach.storage.store import Store
    return Store(place, key)
store = opened()
desk = Desk(store, Actor(name, "lead", name, ""), now, "fr")
row = store.files()[0]
number = 0
while number < count:
    try:
        with desk.acting() as act:
            act.append(row, kinds.NOTE, {"text": Text(f"{name} {number}")})
        print("yes", number, flush=True)
    except BreachError as error:
        print("unknown" if error.code == "commit-unknown" else "no", number, error.code, flush=True)
        time.sleep(0.02)
    number += 1
"""


def _writer(place: str, name: str, count: int, data: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, place, KEY.hex(), name, str(count)]
    return subprocess.Popen(
        words, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "XDG_DATA_HOME": str(data)}
    )


def _first_line(writer: subprocess.Popen[str]) -> str:
    """Wait until ``writer`` has acknowledged something, however slow the machine is: what it said."""
    assert writer.stdout is not None
    return writer.stdout.readline()


def _said(text: str, word: str) -> set[int]:
    return {int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{word} ")}


def _notes(store: Any, name: str) -> list[int]:
    chain = store.files()[0].chain
    texts = [entry.body["text"] for entry in store.history(chain) if entry.kind == kinds.NOTE]
    return [int(text.rpartition(" ")[2]) for text in texts if text.rpartition(" ")[0] == name]


def full_disk(folder: Path, times: int, seed: int = 1) -> Day:
    """The disk fills up while lines are written: at ``times`` sizes of a disk of memory (needs the right to mount)."""
    chance = random.Random(seed)
    acknowledged = lost = 0
    wrong: list[str] = []
    codes: set[str] = set()
    for turn in range(times):
        disk = folder / f"disk{turn}"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={chance.randint(300, 1200)}k", "tmpfs", disk], check=True)
        try:
            store = made(disk, files=1)
            done = 0
            try:
                for done in range(10_000):  # noqa: B007 - how many were acknowledged is what is asked
                    note(store, "1", "x" * chance.choice((10, 3000, 40_000)))
            except StoreError as error:
                codes.add(error.code)
            store.close()
            acknowledged += done
            again = Store(store.path, KEY)
            there = sum(entry.kind == kinds.NOTE for entry in again.history(2))
            # An entry whose witness could not be written is in the store, and was not acknowledged.
            lost += max(0, done - there)
            wrong += [f"{turn}: {fault}" for fault in replay(again, again.head_beside).faults]
            again.close()
        finally:
            subprocess.run(["umount", disk], check=True)
    return Day(times, acknowledged, lost, tuple(wrong), f"said: {', '.join(sorted(codes))}")


def read_only_disk(folder: Path, times: int) -> Day:
    """The disk is mounted anew for reading alone between two lines, and for writing again (needs the right to mount)."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], check=True)
    wrong: list[str] = []
    acknowledged = 0
    try:
        path = made(disk, files=1).path
        for turn in range(times):
            store = Store(path, KEY)
            note(store, "1", f"x {turn}")
            acknowledged += 1
            if turn % 2:
                shutil.copyfile(path, disk / "copy.db")
                shutil.copyfile(f"{path}-wal", disk / "copy.db-wal")
            store.close()
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
            reader = Store(str(disk / "copy.db") if turn % 2 else path, KEY)
            if _notes(reader, "x") != list(range(turn + 1)):
                wrong.append(f"{turn}: not all of it is read")
            try:
                note(Store(path, KEY), "1", "refused")
                wrong.append(f"{turn}: written")
            except StoreError as error:
                if error.code != "folder-read-only":
                    wrong.append(f"{turn}: {error.code}")
            reader.close()
            subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        store = Store(path, KEY)
        there = len(_notes(store, "x"))
        wrong += [str(fault) for fault in replay(store, store.head_beside).faults]
        store.close()
    finally:
        subprocess.run(["umount", disk], check=True)
    return Day(times, acknowledged, acknowledged - there, tuple(wrong))


def power_cut(folder: Path, times: int, seed: int = 2) -> Day:
    """The machine stops: the writer is frozen at a random moment and its files are copied as they lie; the copy's log is cut too, half the time
    at a random byte, as a disk that lies about what it keeps would leave it. What the cut log lost must be noticed by the witness, or the store be
    said to be damaged.
    """
    chance = random.Random(seed)
    acknowledged = lost = noticed = refused = 0
    wrong: list[str] = []
    for turn in range(times):
        place = folder / f"p{turn}"
        place.mkdir()
        path = made(place, files=1).path
        writer = _writer(path, "un", 100_000, place)
        first = _first_line(writer)
        time.sleep(chance.random() * 0.35)
        writer.send_signal(signal.SIGSTOP)
        copy = place / "copy"
        copy.mkdir()
        for end in (".heads", "-wal", ""):
            if os.path.exists(f"{path}{end}"):
                shutil.copyfile(f"{path}{end}", copy / f"s.db{end}")
        writer.send_signal(signal.SIGKILL)
        said = _said(first + writer.communicate()[0], "yes")
        acknowledged += len(said)
        cut = bool(turn % 2) and (copy / "s.db-wal").exists() and os.path.getsize(copy / "s.db-wal") > 0
        if cut:
            os.truncate(copy / "s.db-wal", chance.randrange(os.path.getsize(copy / "s.db-wal")))
        try:
            with closing(Store(str(copy / "s.db"), KEY)) as store:
                missing = said - set(_notes(store, "un")) if store.files() else said
                if not cut:
                    lost += len(missing)
                    wrong += [f"{turn}: {fault}" for fault in replay(store, store.head_beside).faults]
                elif missing:
                    noticed += store.behind_heads()
                    wrong += [] if store.behind_heads() else [f"{turn}: {len(missing)} lost by a cut log, and not noticed"]
                    if store.files():
                        note(store, "1", "après")
                        wrong += [] if any(entry.kind == kinds.TAIL_LOST for entry in store.history(1)) else [f"{turn}: not on record"]
        except StoreError as error:
            # A log cut while its pages were being folded into the store leaves pages that do not belong together: said, and nothing is read.
            if not cut or error.code != "damaged-store":
                raise
            refused += 1
        shutil.rmtree(place)
    return Day(
        times,
        acknowledged,
        lost,
        tuple(wrong),
        f"logs cut so that entries were gone, all noticed and put on record: {noticed}; damaged and said so: {refused}",
    )


def clock_jumps(folder: Path, times: int, seed: int = 3) -> Day:
    """The host's clock jumps by up to ten years, back and forth, at each line."""
    chance = random.Random(seed)
    folder.mkdir(exist_ok=True)
    store = made(folder, files=1)

    def jumping() -> datetime:
        return now() + timedelta(seconds=chance.choice((1, -1)) * chance.choice((1, 3600, 86_400, 315_360_000)) * chance.random())

    for turn in range(times):
        with store.writing(jumping) as writer:
            writer.append(2, kinds.NOTE, {"text": Text(f"x {turn}")}, actor="", role="")
    there = _notes(store, "x")
    faults = tuple(str(fault) for fault in replay(store, store.head_beside).faults)
    declared = sum("host_clock_back_s" in entry.body for entry in store.history(2))
    store.close()
    return Day(times, times, times - len(there), faults, f"set back and declared: {declared}")


def writers(place: str, count: int, each: int, store: Any, data: Path) -> Day:
    """``count`` processes append ``each`` lines to one file at the same time."""
    running = [_writer(place, f"w{number}", each, data) for number in range(count)]
    said = [process.communicate(timeout=900)[0] for process in running]
    acknowledged = lost = 0
    wrong = [f"w{number} was refused: {text.splitlines()[-1][:80]}" for number, text in enumerate(said) if len(_said(text, "yes")) != each]
    for number, text in enumerate(said):
        there = _notes(store, f"w{number}")
        acknowledged += len(_said(text, "yes"))
        lost += len(_said(text, "yes") - set(there))
        wrong += [] if there == sorted(set(there)) else [f"w{number}: out of order, or twice"]
    wrong += [str(fault) for fault in replay(store).faults]
    return Day(count, acknowledged, lost, tuple(wrong))


def server_goes(server: Server, folder: Path, times: int, how: str, seed: int = 4) -> Day:
    """A writer on the server while it goes away ``times`` times at random moments. ``how``: ``cut`` (the connection), ``fast`` or
    ``immediate`` (the server is stopped, or killed, and started again).
    """
    from breach.service.opening import open_file
    from breach.storage.team.store import TeamStore, begin

    chance = random.Random(seed)
    database = server.new()
    url = server.url(database)
    begin(url, KEY, now)
    store = TeamStore(url, KEY)
    open_file(desk(store), "premier")
    store.close()
    writer = _writer(url, "un", 1_000_000, folder)
    first = _first_line(writer)
    for _ in range(times):
        time.sleep(0.05 + chance.random() * 0.3)
        if how == "cut":
            server.cut(database, wait=False)
        else:
            server.stop(how)
            server.start()
    time.sleep(0.5)
    writer.send_signal(signal.SIGKILL)
    text = first + writer.communicate()[0]
    again = TeamStore(url, KEY)
    there = set(_notes(again, "un"))
    yes, unknown, no = _said(text, "yes"), _said(text, "unknown"), _said(text, "no")
    wrong = [str(fault) for fault in replay(again).faults]
    wrong += [f"said to be refused and there: {sorted(no & there)[:5]}"] if no & there else []
    again.close()
    return Day(times, len(yes), len(yes - there), tuple(wrong), f"refused and not there: {len(no)}; said to be unknown: {len(unknown)}")


def may_mount() -> bool:
    """Whether this account may mount a disk of memory."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and _tries_mount()


def _tries_mount() -> bool:
    import tempfile

    folder = tempfile.mkdtemp(prefix="breach-mount-")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", folder], capture_output=True, check=False).returncode == 0
    if mounted:
        subprocess.run(["umount", folder], check=True)
    os.rmdir(folder)
    return mounted
