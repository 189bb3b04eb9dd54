"""French words: register."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "unknown": "non déterminé",
    "none": "aucun",
    "undecided": "pas encore décidé",
    "late": "en retard de {seconds} s",
    "no-reason": "motifs non donnés",
    "count": "{count} envoyés, {bounced} revenus",
    "while-open": "dossier ouvert",
    "on-hold": "gelé : rien ne s'efface",
    "period-over": "durée de conservation écoulée ; rien ne part tout seul",
    "period-runs": "conservé",
}
