"""French words: counts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "entries.one": "{count} entrée",
    "entries.many": "{count} entrées",
    "chains.one": "{count} chaîne",
    "chains.many": "{count} chaînes",
    "rows.one": "{count} ligne",
    "rows.many": "{count} lignes",
    "letters.one": "{count} lettre",
    "letters.many": "{count} lettres",
    "years.one": "{count} an",
    "years.many": "{count} ans",
    "minutes.one": "{count} minute",
    "minutes.many": "{count} minutes",
    "sent.one": "{count} envoyé",
    "sent.many": "{count} envoyés",
    "back.one": "{count} revenu",
    "back.many": "{count} revenus",
}
