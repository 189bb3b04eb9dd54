"""Assessments in bulk: 10,000 over the shipped cases (goal: under 10 s), and deciding facts of a file with 20 unknown facts (under 200 ms)."""

from __future__ import annotations

import sys
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from breach.catalogue.loader import load
from breach.catalogue.values import read
from breach.domain.facts import UNKNOWN
from breach.law.assessment import assess

CASES = Path(__file__).resolve().parents[1] / "breach" / "law" / "cases"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def main() -> int:
    """Measure and print; 1 where a goal is missed."""
    catalogue = load()
    cases = []
    for path in sorted(CASES.glob("*.toml")):
        facts = tomllib.loads(path.read_text(encoding="utf-8"))["facts"]
        cases.append({name: read(catalogue.get(name), raw, "Europe/Paris") for name, raw in facts.items()})
    begun = time.perf_counter()
    for i in range(10_000):
        assess(cases[i % len(cases)], now=NOW).to_json("fr")
    bulk = time.perf_counter() - begun
    worst = 0.0
    for facts in cases:
        hidden = {name: UNKNOWN if place < 20 else fact for place, (name, fact) in enumerate(sorted(facts.items()))}
        begun = time.perf_counter()
        assess(hidden, now=NOW)
        worst = max(worst, time.perf_counter() - begun)
    sys.stdout.write(f"10,000 assessments with JSON: {bulk:.2f} s (goal 10)\nworst with up to 20 facts unknown: {worst * 1000:.1f} ms (goal 200)\n")
    return int(bulk > 10 or worst > 0.2)


if __name__ == "__main__":
    sys.exit(main())
