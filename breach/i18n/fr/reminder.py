"""French words: reminder."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "line": "RAPPEL {mark}{ref} ({key} : vu{more}) — {clock}",
    "more.one": " ; puis {count} autre",
    "more.many": " ; puis {count} autres",
    "seen.label": "Rappel vu",
    "seen.help": "Dire que le rappel affiché a été vu : c'est consigné au dossier",
}
