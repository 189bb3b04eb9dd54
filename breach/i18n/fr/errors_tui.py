"""French words: errors_tui."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "store-shut.title": "Magasin fermé",
    "store-shut.message": "{path} est fermé : le programme est verrouillé. Rien n'a été changé.",
    "store-shut.todo": "Rouvrir par la phrase de passe.",
    "no-editor-here.title": "Pas d'éditeur",
    "no-editor-here.message": "Ni VISUAL ni EDITOR ne nomme un éditeur de texte.",
    "no-editor-here.todo": "Continuer ici, ou relancer avec par exemple EDITOR=vim.",
    "no-memory-here.title": "Pas de dossier en mémoire",
    "no-memory-here.message": "Ni XDG_RUNTIME_DIR ni /dev/shm n'offre un dossier en mémoire : le texte passerait par le disque.",
    "no-memory-here.todo": "Se passer d'éditeur, ou nommer un dossier en mémoire dans XDG_RUNTIME_DIR.",
    "text-not-given-back.title": "L'éditeur n'a pas rendu le texte",
    "text-not-given-back.message": "{editor} : {said}. Le texte d'avant est intact.",
    "text-not-given-back.todo": "Vérifier la variable EDITOR, ou se passer d'éditeur.",
    "no-path-given.title": "Pas de fichier",
    "no-path-given.message": "Aucun fichier n'est nommé. Rien n'a été consigné.",
    "no-path-given.todo": "Écrire le chemin du fichier, par exemple ~/accuse.pdf ; Droite complète.",
    "not-a-count.title": "Pas un nombre",
    "not-a-count.message": "« {said} » n'est pas un nombre entier. Rien n'a été consigné.",
    "not-a-count.todo": "Écrire un nombre en chiffres, sans espace ni virgule : 1200.",
    "no-such-form.title": "Texte inachevé d'une autre version",
    "no-such-form.message": "Aucun formulaire ne répond à « {place} ».",
    "no-such-form.todo": "Employer la version du programme qui l'a gardé, ou le jeter.",
    "scratch-not-kept.title": "Le brouillon ne peut pas être gardé",
    "scratch-not-kept.message": "{path} : {said}. Un texte inachevé serait perdu si le programme s'arrêtait.",
    "scratch-not-kept.todo": "Consigner souvent ; libérer de la place, ou rendre le droit d'écriture au dossier.",
    "nothing-marked.title": "Pas de choix",
    "nothing-marked.message": "Aucune réponse n'est marquée.",
    "nothing-marked.todo": "Marquer une réponse avec Entrée ou Espace, puis consigner.",
}
