"""French words: ledger, what is not known, and who owes it."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "group-asked": "Demandé, réponse attendue",
    "group-duty": "Décide d’un devoir, demandé à personne",
    "group-now": "Pour la notification, dès maintenant",
    "group-complement": "Pour le complément",
    "group-other": "Sans effet sur un devoir ni sur la notification",
    "duty": "décide d’un devoir",
    "now": "notification",
    "complement": "complément",
    "asked": "demandé à {to} le {since}",
    "due": ", pour {at}",
    "late": ", EN RETARD de {late}",
    "none": "Rien d’inconnu qui compte, et aucune réponse attendue.",
    "to-get": "À obtenir :",
    "nobody.one": "et {count} autre fait que personne n’est chargé de trouver ({where})",
    "nobody.many": "et {count} autres faits que personne n’est chargé de trouver ({where})",
}
