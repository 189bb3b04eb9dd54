"""French words: errors_linear."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "answer-needed.title": "Il faut une réponse",
    "answer-needed.message": "Cette question ne peut pas rester vide. Rien n’a été consigné.",
    "answer-needed.todo": "Répondre, ou « retour » pour revenir.",
    "unknown-is-no-answer.title": "« inconnu » ne convient pas ici",
    "unknown-is-no-answer.message": "Cette question demande ce que vous faites ou décidez. Rien n’a été consigné.",
    "unknown-is-no-answer.todo": "Ligne vide pour passer, ou « retour ».",
    "no-such-choice.title": "Pas compris",
    "no-such-choice.message": "« {said} » n’est aucune des réponses, numérotées de 1 à {last}. Rien n’a été consigné.",
    "no-such-choice.todo": "Donner un numéro ou un mot ; « liste » les redit.",
    "choice-unclear.title": "Plusieurs réponses possibles",
    "choice-unclear.message": "« {said} » peut être : {found}. Rien n’a été consigné.",
    "choice-unclear.todo": "Donner le numéro, ou un mot plus long.",
    "line-cut.title": "Ligne trop longue pour le terminal",
    "line-cut.message": "Un terminal ne rend que {longest} octets par ligne : la fin manque peut-être. La ligne n’a pas été prise.",
    "line-cut.todo": "La redonner en plusieurs lignes, ou l’envoyer par l’entrée standard : breach note RÉF -.",
    "answers-ended.title": "Les réponses s’arrêtent au milieu",
    "answers-ended.message": "Pas consigné, et gardé : {place}",
    "answers-ended.todo": "Relancer et taper « reprendre », ou donner toutes les réponses.",
    "text-waits.title": "Un texte inachevé attend ici",
    "text-waits.message": "{place}. Rien n’a été consigné, et rien n’est repris sans accord.",
    "text-waits.todo": "Au premier menu, « reprendre » : le reprendre ou le jeter.",
    "no-such-fact.title": "Pas un fait",
    "no-such-fact.message": "« {said} » n’est le nom d’aucun fait, ni un mot de sa question. Rien n’a été consigné.",
    "no-such-fact.todo": "Donner un autre mot ; « inconnus », au menu des faits, les dit tous.",
}
