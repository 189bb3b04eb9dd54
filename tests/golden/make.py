"""Writes the golden store of this program's schema: `python tests/golden/make.py`. Done once a schema, and never again for a released one.

The key lies beside it: this store holds invented files only.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from breach.domain.actor import Actor
from breach.domain.instants import to_z
from breach.log import kinds
from breach.service import awareness, decisions, erasure, facts, opening, profile, record, retention
from breach.service.desk import Desk, clean
from breach.storage.create import create
from breach.storage.schema import VERSION
from breach.storage.store import Store

KEY = bytes(range(100, 132))
START = datetime(2026, 11, 20, 8, tzinfo=UTC)


class _Clock:
    """A clock that goes on by a minute whenever it is read."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


def make(folder: Path) -> None:
    """Write the store, its heads, its key, and the hashes of its entries into ``folder``."""
    folder.mkdir()
    path, clock = str(folder / "store.db"), _Clock()
    create(path, KEY, clock)
    store = Store(path, KEY)
    desk = Desk(store, Actor("Inès Arbogast", "dpo", "ines", "golden"), clock, "fr")
    profile.record(desk, "demo", profile.text_of("demo") or "")
    first = opening.open_file(desk, "Un dossier de démonstration : adresses en copie visible").ref
    awareness.aware(desk, first, to_z(START), "Inès Arbogast", "message relu")
    given = ["is_personal_data_breach=yes", "role=controller", "nature=confidentiality", "data_types=name,email", "people_count=9..3500"]
    facts.change(desk, first, facts.assignments(desk, given))
    decisions.decide(desk, first, "notify-authority", "notify", "le risque ne peut pas être écarté")
    piece = record.Attachment("accusé.txt", "reçu n° 1\n".encode())
    record.filed(desk, first, form="cnil-2023", kind="initial", at=to_z(START + timedelta(minutes=5)), reference="GOLDEN-1", receipt=piece)
    second = opening.open_file(desk, "Un exercice", exercise=True).ref
    with desk.acting() as act:
        act.append(store.find(second), kinds.NOTE, {"text": clean("une ligne, puis retirée")})
    decisions.retract(desk, second, 2, "écrite par erreur")
    third = opening.open_file(desk, "Un dossier clos").ref
    decisions.decide(desk, third, "close", "close", "fausse alerte")
    retention.hold(desk, third, "une demande est en cours")
    erasure.erase(desk, second, 1, "title", "minimisation")
    fourth = opening.open_file(desk, "Un dossier détruit", exercise=True).ref
    decisions.decide(desk, fourth, "close", "close", "fin de l'exercice")
    erasure.destroy(desk, fourth, "exercice terminé")
    hashes = [mark for chain, _ in store.chains() for _, mark in store.rows(chain)]
    store.raw_connection.execute("PRAGMA journal_mode = DELETE")
    store.close()
    (folder / "store.db.lock").unlink()
    (folder / "store.key").write_text(KEY.hex() + "\n", encoding="ascii")
    (folder / "entries.txt").write_text("\n".join(hashes) + "\n", encoding="ascii")


if __name__ == "__main__":
    make(Path(__file__).parent / f"schema-{VERSION}")
