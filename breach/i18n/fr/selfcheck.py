"""French words: selfcheck."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "heads-agree": "Contrôle : le témoin et le magasin sont d'accord.",
    "heads-missing": "Contrôle : pas de témoin à côté du magasin ; la prochaine entrée l'écrira.",
    "heads-behind": "Contrôle : le magasin a perdu des entrées que le témoin connaît. Lancer : breach verify",
    "running": "Chaînes : relecture complète en cours…",
    "whole": "Chaînes à l’ouverture : {chains}, {entries}, rien d'anormal.",
    "chains.one": "{count} relue en entier",
    "chains.many": "{count} relues en entier",
    "entries.one": "{count} entrée",
    "entries.many": "{count} entrées",
    "faults.one": "Chaînes : {count} défaut. Lancer : breach verify",
    "faults.many": "Chaînes : {count} défauts. Lancer : breach verify",
    "unread": "Chaînes : elles n'ont pas pu être relues. Lancer : breach doctor",
}
