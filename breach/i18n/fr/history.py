"""French words: the history, entry by entry."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "late": "en retard de {late}",
    "text-why": "motifs : {text}",
    "text-options": "option : {text}",
    "text-reopen_if": "à rouvrir si : {text}",
    "text-overrule_why": "avis du DPO non suivi, parce que : {text}",
    "for-choice": "pour le choix : {text}",
    "against-choice": "contre le choix : {text}",
    "for-option": "pour « {option} » : {text}",
    "against-option": "contre « {option} » : {text}",
    "text-by": "par : {text}",
    "text-basis": "éléments : {text}",
    "text-title": "nom de code : {text}",
    "text-late_reason": "motifs du retard : {text}",
    "text-owner": "responsable : {text}",
    "text-because": "raison : {text}",
    "text-to": "à : {text}",
    "text-for": "pour : {text}",
    "text-outcome": "résultat : {text}",
    "text-note": "remarque : {text}",
    "text-service": "service : {text}",
    "text-path": "fichier : {text}",
}
