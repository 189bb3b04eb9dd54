"""How fast a chain is verified, against the barest loop that looks at the same things, in one run.

    python bench/verify.py [--entries 50000] [--rounds 7]

The bare loop: json.loads, SHA-256, the link to the entry before, and the HMAC of each text; nothing of form, order or canonical bytes.
Prints both rates and their ratio; exit 1 below ``--at-least`` (0.60).
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

Rows = list[tuple[bytes, str]]
Texts = dict[str, tuple[bytes, str]]


def bare(rows: Rows, texts: Texts) -> bool:
    """The barest verification of ``rows`` and their ``texts``."""
    prev = "0" * 64
    for raw, stored in rows:
        entry = json.loads(raw)
        mark = hashlib.sha256(b"breach-entry-1\n" + raw).hexdigest()
        if mark != stored or entry["prev"] != prev:
            return False
        for name in entry["texts"].values():
            salt, text = texts[name]
            if hmac.digest(salt, text.encode(), "sha256").hex() != name:
                return False
        prev = mark
    return True


def sample(entries: int) -> tuple[str, Rows, Texts]:
    """A made-up file: its identity, entries as a day of work makes them (notes, facts, decisions), and texts."""
    from breach.domain.text import Text
    from tests.log.sample import sound

    chain = sound()
    for n in range(len(chain.rows) + 1, entries + 1):
        at = f"2026-11-{22 + n // 86400:02d}T{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}.123456Z"
        if n % 10 == 0:
            facts = {"people_count": {"state": "estimated", "low": n, "high": n * 3, "because": Text(f"export du CRM, passe {n}")}}
            chain.add("facts", {"facts": facts, "because": None}, at=f"2027{at[4:]}")
        else:
            chain.add("note", {"text": Text(f"Ligne {n} : le compte de service est coupé, les journaux sont copiés.")}, at=f"2027{at[4:]}")
    return chain.file, chain.rows, chain.texts


def timed(run: Callable[[], bool]) -> float:
    """The processor time of ``run`` in seconds; it must answer yes."""
    start = time.process_time()
    assert run()
    return time.process_time() - start


def main() -> int:
    from breach.log.chain import check

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--at-least", type=float, default=0.6)
    options = parser.parse_args()
    file, rows, texts = sample(options.entries)
    took = [(timed(lambda: bare(rows, texts)), timed(lambda: check(rows, file, texts).ok)) for _ in range(options.rounds)]  # turn by turn
    rates = [options.entries / min(times) for times in zip(*took, strict=True)]
    seen = f"({options.entries} entries, {len(texts)} texts)"
    print(f"bare loop {rates[0]:,.0f} entries/s, verify {rates[1]:,.0f} entries/s: {rates[1] / rates[0]:.0%} {seen}")
    return 0 if rates[1] >= options.at_least * rates[0] else 1


if __name__ == "__main__":
    sys.exit(main())
