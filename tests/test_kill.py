"""`kill -9` at random moments of a run of commands: what was acknowledged is there, and every chain is whole.

A command has been acknowledged when its answer has been printed. `bench/kill.py` does the same at 200 moments.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TREE = Path(__file__).resolve().parents[1]
MOMENTS = 20
LONGEST_S = 0.8
CHECKED_EVERY = 5
STARTING = 7
"""Every seventh run is killed while it starts; the others, counted from the first answer, however slow the machine is."""

RUN = """
import os, sys
from breach.__main__ import main
turn = sys.argv[1]
def do(*words):
    status = main([*words, "--json"])
    if status:
        sys.exit(f"{words}: {status}")
do("log", f"dossier {turn}", "--aware", "2026-01-10T10:00:00+01:00", "--by", "Alix", "--basis", "journaux")
ref = sys.argv[2]
for number in range(1000):
    do("note", ref, f"ligne {turn} {number}")
    do("facts", ref, f"people_count={number}", "--because", "recompté")
    do("note", ref, "x" * 20_000)
    do("facts", ref, "data_types=name,email", "nature=confidentiality", "--because", "vérifié")
    do("decide", ref, "notify-authority", "notify", "--why", "risque")
    do("facts", ref, f"people_count={number}..{number + 9}", "--because", "recompté")
    do("sent", ref, "--template", "people", "--count", "3", "--at", "2026-01-11T10:00:00+01:00", "--channel", "email")
    do("evidence", "add", ref, sys.argv[3])
    do("clock")
    if number % 2:
        do("key", "rotate")
    else:
        do("backup", f"{sys.argv[3]}.{turn}.{number}")
"""


@dataclass(frozen=True)
class Killed:
    """The outcome: how many runs were killed, how many entries had been acknowledged by then, and what was lost or broken."""

    runs: int
    acknowledged: int
    wrong: tuple[str, ...]


def killed_runs(folder: Path, moments: int, seed: int) -> Killed:
    """Start the run of commands ``moments`` times on one store in ``folder`` and kill each at a random moment.

    Every few runs the chains are verified and what was acknowledged since is read again; at the end, all of it.
    """
    chance = random.Random(seed)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(TREE), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    piece = folder / "pièce.bin"
    piece.write_bytes(bytes(10_000))
    known: dict[tuple[str, int], str] = {}
    since: dict[tuple[str, int], str] = {}
    wrong: list[str] = []
    for turn in range(moments):
        command = [sys.executable, "-c", RUN, str(turn), "1", str(piece)]
        with (folder / "said").open("w+b") as out, (folder / "complained").open("w+b") as err:
            running = subprocess.Popen(command, env=environment, cwd=folder, stdout=out, stderr=err)
            if turn % STARTING:
                _wait_for_an_answer(folder / "said", running)
            time.sleep(chance.random() * LONGEST_S)
            running.send_signal(signal.SIGKILL)
            if running.wait() != -signal.SIGKILL:
                err.seek(0)
                wrong.append(f"run {turn} ended by itself: {err.read().decode()[-300:]}")
            out.seek(0)
            since |= _acknowledged(out.read().decode(errors="replace"))
        if turn % CHECKED_EVERY == CHECKED_EVERY - 1:
            wrong += [f"after run {turn}: {fault}" for fault in _faults(environment, folder, since)]
            known, since = known | since, {}
    known |= since
    wrong += [f"at the end: {fault}" for fault in _faults(environment, folder, known)]
    return Killed(moments, len(known), tuple(wrong))


def _wait_for_an_answer(said: Path, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not said.stat().st_size and running.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


def _acknowledged(said: str) -> dict[tuple[str, int], str]:
    """The entries whose answers were printed whole: (reference, number) and hash."""
    decoder, found = json.JSONDecoder(), {}
    while said := said.lstrip():
        try:
            answer, end = decoder.raw_decode(said)
        except ValueError:
            break  # the answer that was being printed
        if isinstance(answer, dict) and answer.get("ref") and "hash" in answer:
            found[answer["ref"], answer["entry"]] = answer["hash"]
        said = said[end:]
    return found


def _faults(environment: dict[str, str], folder: Path, known: dict[tuple[str, int], str]) -> list[str]:
    verified = _ask(environment, folder, "verify")
    faults = [] if verified.get("ok") else [str(verified)[:500]]
    for ref in sorted({ref for ref, _ in known}):
        history = _ask(environment, folder, "history", ref)
        there = {entry["n"]: entry["hash"] for entry in history} if isinstance(history, list) else {}
        faults += [f"{ref} entry {n} is lost" for (of, n), mark in known.items() if of == ref and there.get(n) != mark]
    return faults


def _ask(environment: dict[str, str], folder: Path, *words: str) -> Any:
    ran = subprocess.run([sys.executable, "-m", "breach", *words, "--json"], env=environment, cwd=folder, capture_output=True, text=True, check=False)
    try:
        return json.loads(ran.stdout)
    except ValueError:
        return {"said": ran.stdout + ran.stderr}


def test_a_killed_run_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    done = killed_runs(tmp_path, MOMENTS, seed=20261122)
    assert done.wrong == ()
    assert done.runs == MOMENTS
    assert done.acknowledged > MOMENTS


def test_a_loss_would_be_seen() -> None:
    said = '{"ref": "2026-0001", "entry": 3, "hash": "ab"}\n[]\n{"ref": "2026-0001", "ent'
    assert _acknowledged(said) == {("2026-0001", 3): "ab"}
