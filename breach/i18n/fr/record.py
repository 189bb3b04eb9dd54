"""French words: record."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "simulated": "EXERCICE : ceci est simulé, rien n'a été déposé ni envoyé.",
    "filed": "{ref}  dépôt consigné (entrée {n})",
    "failed": "{ref}  essai manqué consigné (entrée {n}) : il servira aux motifs du retard",
    "met": "{clock} : fait à temps ou sans limite chiffrée ({to})",
    "settles-none": "Aucune horloge de ce dossier n'attendait ce dépôt ; il est au dossier.",
    "late": "{clock} : déposé avec {late} de retard (figé)",
    "late-reason-wanted": "Les motifs du retard sont exigés (art. 33(1)) : breach delay {ref}",
    "sent-text-given": "Le texte envoyé est gardé au dossier ; la notification le reprend (R13).",
    "sent-text-draft": "Texte gardé : celui du dernier projet exporté pour ce modèle et ce moyen ; la notification le reprend (R13).",
    "sent-text-merge": "Texte gardé : celui du dernier publipostage de ce modèle par ce moyen ; la notification le reprend (R13).",
    "sent-text-given-only": "Le texte envoyé est gardé au dossier.",
    "sent-text-draft-only": "Texte gardé : celui du dernier projet exporté pour ce modèle et ce moyen.",
    "sent-text-merge-only": "Texte gardé : celui du dernier publipostage de ce modèle par ce moyen.",
    "sent-text-none": "Le texte envoyé n'est pas au dossier : aucune lettre n'a été faite ici pour ce modèle et ce moyen.",
    "sent-other": "Un autre texte : --message FICHIER",
    "sent-attach": "Le joindre : --message FICHIER",
}
