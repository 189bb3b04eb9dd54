"""French words: bundles."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opt-to": "la clé publique du destinataire (age1… ; peut être répété) ; sans elle, une revue répond à qui l’a envoyée",
    "file": "l’envoi reçu",
    "opening": "Revue du dossier {ref}, reçu d’un autre magasin",
    "written": "Envoi chiffré écrit : {path} (pour {to})",
    "withheld": "Notes sous secret laissées de côté : {count}",
    "no-reply-key": "Ce compte n’a pas de clé de revue : on ne pourra pas vous répondre chiffré (breach key review-new).",
    "opened.one": "Revue ouverte sous la référence {ref} : {count} entrée reçue. Donnez votre avis (breach opinion {ref} …), puis renvoyez : breach bundle {ref}",
    "opened.many": "Revue ouverte sous la référence {ref} : {count} entrées reçues. Donnez votre avis (breach opinion {ref} …), puis renvoyez : breach bundle {ref}",
    "added.one": "{ref} : {count} entrée reçue ; {known} étaient déjà là.",
    "added.many": "{ref} : {count} entrées reçues ; {known} étaient déjà là.",
    "nothing-new": "{ref} : rien de nouveau, tout était déjà là. Rien n’a été écrit.",
    "conflict": "CONFLIT sur {what} : changé ici (entrée {ours}) et là-bas (reçu en entrée {theirs}) sans s’être vus.",
    "ours": "  ici, en vigueur : {value}",
    "theirs": "  là-bas : {value}",
    "conflict-todo": "Rien n’a été écrasé : la version d’ici vaut tant que personne n’en décide autrement (breach facts, breach decide).",
}
