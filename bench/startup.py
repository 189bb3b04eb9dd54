#!/usr/bin/env python3
"""Start-up as ratios: the fast commands against a bare script that imports argparse, zoneinfo and sqlcipher3, opens an encrypted store and
runs one query; and `assess --facts` against `python -c pass`. Goals: clock --short ≤ 2, log ≤ 3, assess --facts ≤ 9."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
BREACH = TREE / ".venv" / "bin" / "breach"
ROUNDS = 21
BARE = """import argparse, zoneinfo
from sqlcipher3 import dbapi2
store = dbapi2.connect({path!r})
store.execute("PRAGMA key = \\"x'" + "ab" * 32 + "'\\"")
store.execute("create table if not exists entry (n integer primary key, raw blob)")
print(store.execute("select count(*) from entry").fetchall())
"""
FACTS = """role = "controller"
nature = ["confidentiality"]
data_types = ["name", "email", "phone", "password", "username", "iban"]
people_count = 1200
recipient = "attacker"
exfiltrated = true
passwords_stored = "salted_strong_hash"
data_encrypted = "no"
"""


def main() -> int:
    """Measure and print; 1 where a goal is missed."""
    with tempfile.TemporaryDirectory(prefix="breach-bench-") as folder:
        home = Path(folder)
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8", "BREACH_STORE_KEY_FILE": str(home / "key")}
        Path(home, "bare.py").write_text(BARE.format(path=str(home / "bare.db")), encoding="utf-8")
        facts = home / "facts.toml"
        facts.write_text(FACTS, encoding="utf-8")
        for i in range(5):
            subprocess.run(
                [BREACH, "log", f"Dossier {i}", "--aware", f"2026-11-2{i % 2}T10:00:00+01:00"], env=environment, check=True, capture_output=True
            )
        commands: dict[str, list[str | Path]] = {
            "pass": [sys.executable, "-c", "pass"],
            "bare": [sys.executable, home / "bare.py"],
            "clock --short": [BREACH, "clock", "--short", "--no-input"],
            "log": [BREACH, "log", "Mesure", "--no-input"],
            "assess --facts": [BREACH, "assess", "--facts", facts, "--json", "--no-input"],
        }
        took = timed(commands, environment)
    goals = {"clock --short": ("bare", 2), "log": ("bare", 3), "assess --facts": ("pass", 9)}
    for name, value in took.items():
        sys.stdout.write(f"{name:<16} {value * 1000:6.1f} ms\n")
    missed = False
    for name, (floor, goal) in goals.items():
        ratio = took[name] / took[floor]
        missed = missed or ratio > goal
        sys.stdout.write(f"{name:<16} {ratio:5.2f} × {floor} (goal {goal})\n")
    return int(missed)


def timed(commands: dict[str, list[str | Path]], environment: dict[str, str]) -> dict[str, float]:
    """Medians in seconds of interleaved runs; the first of each is not counted."""
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS + 1):
        for name, words in commands.items():
            at = time.perf_counter()
            subprocess.run(words, env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL)
            took[name].append(time.perf_counter() - at)
    return {name: statistics.median(values[1:]) for name, values in took.items()}


if __name__ == "__main__":
    sys.exit(main())
