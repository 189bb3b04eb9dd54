"""French words: errors_playbook."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "unknown-playbook.title": "Marche à suivre inconnue",
    "unknown-playbook.message": "Aucune marche à suivre ne s'appelle « {playbook} ».",
    "unknown-playbook.todo": "Au choix : {known}",
    "broken-playbook.title": "Marche à suivre défectueuse",
    "broken-playbook.message": "{playbook} n'a pas pu être lue : {file}, clé {key} ({code}). Les autres restent utilisables.",
    "broken-playbook.todo": "Lancer breach playbook : chaque défaut y est dit avec son remède.",
    "unknown-step.title": "Étape inconnue",
    "unknown-step.message": "{playbook} n'a pas d'étape « {step} ». Rien n'a été consigné.",
    "unknown-step.todo": "Au choix : {known}",
    "ambiguous-step.title": "Plusieurs marches à suivre ont cette étape",
    "ambiguous-step.message": "« {step} » se trouve dans plusieurs marches à suivre du dossier. Rien n'a été consigné.",
    "ambiguous-step.todo": "Nommer l'une d'elles : {known}",
    "step-not-open.title": "Étape déjà réglée",
    "step-not-open.message": "{playbook}/{step} est déjà cochée ou passée dans {ref}. Rien n'a été consigné.",
    "step-not-open.todo": "Pour la reprendre : breach do {ref} {playbook}/{step} --undo",
    "step-not-settled.title": "Étape encore ouverte",
    "step-not-settled.message": "{playbook}/{step} n'est ni cochée ni passée dans {ref} : il n'y a rien à reprendre.",
    "step-not-settled.todo": "La cocher : breach do {ref} {playbook}/{step}",
    "unknown-about.title": "Sujet inconnu",
    "unknown-about.message": "« {about} » n'est pas un sujet d'action. Rien n'a été consigné.",
    "unknown-about.todo": "Au choix : {known}",
    "not-an-action.title": "Ce n'est pas une action",
    "not-an-action.message": "L'entrée {entry} de {ref} n'est pas une action. Rien n'a été consigné.",
    "not-an-action.todo": "Voir leurs numéros : breach action {ref}",
    "action-settled.title": "Action déjà réglée",
    "action-settled.message": "L'action {entry} de {ref} a déjà son résultat (entrée {by}). Rien n'a été consigné.",
    "action-settled.todo": "Pour le reprendre : breach retract {ref} {by} --why …",
}
