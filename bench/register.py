#!/usr/bin/env python3
"""The register of 10,000 breach files as XLSX (goal: under 10 s), ODS, CSV and JSON. The files are made in a store of its own; that is not counted.

.venv/bin/python bench/register.py [FILES]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from breach.bootstrap import drafting
from breach.domain.actor import Actor
from breach.domain.text import Text
from breach.log import kinds
from breach.service import register
from breach.service.desk import Desk
from breach.service.facts import assignments, bodies
from breach.storage.create import create
from breach.storage.store import Store

FILES = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
GOAL = 10
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
FACTS = (
    "nature=confidentiality",
    "data_types=name,email,phone,iban",
    "people_count=9..3500",
    "occurred_from=2026-11-12T18:00:00+01:00",
    "cause=external_malicious",
    "origin=hacking_malware_phishing",
    "measures_immediate=Accès coupé, mots de passe remplacés.",
)


def main() -> int:
    """Measure and print; 1 where a goal is missed."""
    with tempfile.TemporaryDirectory(prefix="breach-bench-") as folder:
        path, key = str(Path(folder) / "s.db"), os.urandom(32)
        create(path, key, lambda: NOW)
        store = Store(path, key)
        desk = Desk(store, Actor("Alix", "dpo", "bench", ""), lambda: NOW, "fr", "Europe/Paris")
        desk.drafting = drafting
        fill(desk)
        made = [measured(desk, form) for form in ("xlsx", "ods", "csv", "json")]
        store.close()
    for form, wall, processor, said in made:
        goal = f"goal {GOAL}: {'met' if wall < GOAL else 'MISSED'}" if form == "xlsx" else "no goal"
        sys.stdout.write(
            f"register of {FILES:,} files as {form}: {wall:.2f} s, {processor:.2f} s of processor ({goal}; load {os.getloadavg()[0]:.1f}); {said}\n"
        )
    return int(made[0][1] >= GOAL)


def measured(desk: Desk, form: str) -> tuple[str, float, float, str]:
    """Seconds and processor seconds to read the files and write the register, each format from the store on."""
    at, busy = time.perf_counter(), time.process_time()
    table = register.table(desk, form=form)
    read = time.perf_counter()
    body = register.written(desk, table, form)
    end, busy = time.perf_counter(), time.process_time() - busy
    assert len(table.rows) == FILES
    return form, end - at, busy, f"read {read - at:.2f} s, written {end - read:.2f} s, {len(body):,} bytes"


def fill(desk: Desk) -> None:
    """Open the files, with facts, awareness, decisions and a filing each."""
    facts = bodies(assignments(desk, FACTS))
    with desk.acting() as act:
        for number in range(FILES):
            at = NOW - timedelta(hours=number)
            body = {"text": Text(f"Signalement {number} : connexions anormales au portail client."), "title": Text("MIRABELLE")}
            chain, *_ = act.writer.open_file(2026, body, exercise=False, actor=act.actor, role="dpo", happened_at=None)
            known = {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "by": Text("Alix"), "basis": Text("journaux"), "why": None, "confirmed": True}
            rows = [(kinds.FACTS, {"facts": facts}), (kinds.AWARE, known)]
            for question, choice in (("notify-authority", "notify"), ("inform-subjects", "do-not-inform")):
                rows.append(
                    (kinds.DECISION, {"question": question, "choice": choice, "why": Text("au vu des journaux"), "options": [], "relied": {}})
                )
            for kind, done in rows:
                act.writer.append(chain, kind, done, actor=act.actor, role="dpo")


if __name__ == "__main__":
    sys.exit(main())
