"""French words: files."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "none": 'Aucun dossier. Pour ouvrir le premier : breach log "ce qui s\'est passé"',
    "state-open": "ouvert",
    "state-closed": "clos",
    "clocks": "Horloges",
    "facts": "Faits",
    "timeline": "Fil des événements",
    "decisions": "Décisions",
    "filings": "Dépôts",
    "retracted": "(retirée)",
    "nothing-found": "Rien trouvé.",
    "found-in": "Trouvé aussi dans la collection « {name} », qui n'est pas de l'organisme : --collection {name}",
    "contradicts": "Contredit {document}, art. {article} : « {sentence} »",
    "reopened": "Fausse alerte rouverte par des faits nouveaux : {facts}. Les horloges courent de nouveau tant que personne n'a décidé encore.",
    "authorities": "Autorités à prévenir",
    "erased": "[effacé]",
    "hold": "GEL (entrée {n}) : rien de ce dossier ne peut être effacé ni détruit. {why}",
}
