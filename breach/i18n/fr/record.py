"""French words: record."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "simulated": "EXERCICE : ceci est simulé, rien n'a été déposé ni envoyé.",
    "filed": "{ref}  dépôt consigné (entrée {n})",
    "failed": "{ref}  essai manqué consigné (entrée {n}) : il servira aux motifs du retard",
    "late": "{clock} : déposé avec {late} de retard (figé)",
    "late-reason-wanted": "Les motifs du retard sont exigés (art. 33(1)) : breach facts {ref} late_reason=…",
}
