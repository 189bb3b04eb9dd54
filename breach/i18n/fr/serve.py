"""French words: serve."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "lang": "fr",
    "wait": "Ouverture du dossier…",
    "ended": "La relecture est finie. On peut fermer cet onglet.",
    "wrong-host": "Cette page ne s'ouvre que depuis cette machine, par son adresse.",
    "no-session": "Pas de relecture ouverte ici. L'adresse donnée par « breach serve » l'ouvre, une fois.",
    "token-used": "Cette adresse a déjà servi, ou n'est pas la bonne. Relancer « breach serve ».",
    "too-many": "Déjà {most} onglets ouverts : en fermer un, puis recharger cette page.",
    "port": "le port, de 1024 à 65535 ; sans lui, un port libre",
    "write": "permettre d'écrire ; sans elle, la relecture ne change rien",
    "open": "Relecture sans écriture, sur cette machine seule. Cette adresse sert une fois ; Ctrl-C pour finir :",
    "open-write": "Relecture AVEC écriture, sur cette machine seule. Cette adresse sert une fois ; Ctrl-C pour finir :",
}
