"""French words: evidence."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "added": "{ref}  preuve consignée (entrée {n}) : SHA-256 {sha256}, {size} octets. Le fichier lui-même reste où il est.",
    "result": "entrée {entry} : {result}",
    "match": "identique",
    "mismatch": "DIFFÉRENT",
    "unreadable": "illisible",
    "none": "Aucune preuve dans ce dossier.",
}
