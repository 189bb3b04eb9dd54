"""French words: record."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "simulated": "EXERCICE : ceci est simulé, rien n'a été déposé ni envoyé.",
    "filed": "{ref}  dépôt consigné (entrée {n})",
    "failed": "{ref}  essai manqué consigné (entrée {n}) : il servira aux motifs du retard",
    "met": "{clock} : fait à temps ou sans limite chiffrée ({to})",
    "settles-none": "Aucune horloge de ce dossier n'attendait ce dépôt ; il est au dossier.",
    "late": "{clock} : déposé avec {late} de retard (figé)",
    "late-reason-wanted": "Les motifs du retard sont exigés (art. 33(1)) : breach delay {ref}",
}
