"""French words: log."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "done": "{ref}  nom de code {title}, consigné (entrée 1, empreinte {hash}…)",
    "clock-waits": "L'horloge des 72 h n'est pas partie. Dès que vous êtes raisonnablement certains : breach aware {ref} --at … --by … --basis …",
    "clock-runs": "L'horloge des 72 h court. Voir : breach clock {ref}",
    "clock-runs-to-confirm": "L'horloge des 72 h court ; qui a constaté, et sur quelle base, reste à confirmer : breach aware {ref} --at … --by … --basis … --why …",
    "exercise": "EXERCICE : ce dossier ne compte pas et rien n'est envoyé.",
    "no-profile": "Pas encore de profil d'organisme : une heure s'écrit avec son décalage (+01:00). Le donner : breach init --profile FICHIER",
}
