"""French words: reminder."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "line": "RAPPEL {mark}{ref} — {clock}. {key} : vu.",
    "more.one": " Puis {count} autre.",
    "more.many": " Puis {count} autres.",
    "seen.label": "Rappel vu",
    "seen.help": "Dire que le rappel affiché a été vu : c'est consigné au dossier",
}
