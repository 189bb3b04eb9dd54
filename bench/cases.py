"""The worked cases against the rules: agreement, misses and false alarms apart, limb by limb, with each case that does not agree. 1 where a case of
EDPB 01/2021 disagrees or an authority would not be told that should be.

Towards the authority the advice is measured, towards people the duty (undetermined counts as neither miss nor false alarm).
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from breach.catalogue.loader import load
from breach.catalogue.values import read
from breach.law.assessment import assess

CASES = Path(__file__).resolve().parents[1] / "breach" / "law" / "cases"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MILD = {"authority": "document", "subjects": "not_required"}
KINDS = ("agree", "miss", "false alarm", "undetermined")


def main() -> int:
    """Measure and print."""
    catalogue, counts, apart = load(), Counter[tuple[str, str, str]](), []
    for path in sorted(CASES.glob("*.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        made = assess({name: read(catalogue.get(name), raw, "Europe/Paris") for name, raw in case["facts"].items()}, now=NOW)
        for limb, got in (("authority", made.authority.advice), ("subjects", made.subjects.duty)):
            wanted = case["outcome"][limb]
            if wanted:
                kind = _kind(limb, wanted, got)
                for group in ("all 43", *(["EDPB 01/2021"] if case["id"].startswith("edpb-2021-") else [])):
                    counts[group, limb, kind] += 1
                if kind != "agree":
                    apart.append(f"{case['id']}: {limb}: the source says {wanted}, the rules {got} ({kind})")
    for group in ("EDPB 01/2021", "all 43"):
        for limb in MILD:
            said = ", ".join(f"{kind} {counts[group, limb, kind]}" for kind in KINDS)
            sys.stdout.write(f"{group:<13} {limb:<10} scorable {sum(counts[group, limb, kind] for kind in KINDS)}: {said}\n")
    sys.stdout.write("\n".join(apart) + "\n")
    edpb = sum(counts["EDPB 01/2021", limb, kind] for limb in MILD for kind in KINDS[1:])
    return int(bool(edpb or counts["all 43", "authority", "miss"]))


def _kind(limb: str, wanted: str, got: str) -> str:
    if got == wanted:
        return "agree"
    if got == "undetermined":
        return "undetermined"
    return "miss" if got == MILD[limb] else "false alarm"


if __name__ == "__main__":
    sys.exit(main())
