"""French words: back, what comes back from the authority, from inquiries and from people."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "order": "Injonction (entrée {n}).",
    "question": "Question (entrée {n}).",
    "other": "Courrier avec échéance (entrée {n}).",
    "wait": "Attente demandée par {by} (entrée {n}).",
    "requests": "{count} demande(s) reçue(s), {done} répondue(s) (entrée {n}).",
    "wait-recorded": "{ref}  attente consignée jusqu'au {until} (entrée {n}) ; l'horloge vers les personnes continue de courir à côté",
    "wait-lifted": "{ref}  fin de l'attente consignée (entrée {n})",
    "requests-recorded": "{ref}  {count} demande(s) consignée(s) (entrée {n}), à répondre avant le {due}",
    "requests-answered": "{ref}  {count} réponse(s) consignée(s) (entrée {n}) ; restent {left}",
    "waits": "Attente demandée avant d'informer",
    "wait-line": "{by} : demandée le {at}, jusqu'au {until}. {why}",
    "wait-line-over": " [levée]",
    "requests-head": "Demandes de personnes (comptées, jamais recopiées)",
    "requests-line": "reçues le {at} : {count}, répondues : {done}",
}
