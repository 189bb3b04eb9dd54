"""French words: what is made again from the entries."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opt": "refaire d’après les entrées ce qui en découle (listes, noms, profil en usage, horloges, index) et ôter ce qui n’appartient à aucune ; le magasin est d’abord gardé tel quel",
    "kept": "Le magasin est gardé tel qu’il était : {path} (SHA-256 {sha256})",
    "mended": "Refait ou ôté ({count}) :",
    "nothing": "Rien n’était à refaire : ce qui découle des entrées a été refait à l’identique.",
    "recorded": "Consigné : entrée {n} de la chaîne du magasin. Aucune entrée n’a été touchée.",
    "beside": "Attention : {count} rangées du magasin n’appartiennent à aucune entrée ({rows}). Ce qui est consigné est entier dans la sauvegarde. Pour les ôter, sur preuve : breach doctor --rebuild",
}
