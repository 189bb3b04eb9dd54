"""Words of copying a notice over, in French."""

WORDS: dict[str, str] = {
    "where": "{rubric}. {title} ({at} sur {of})",
    "done": "Collés : {done} sur {of}. Le nombre de caractères suit chaque champ.",
    "value": "{count} caractères : {value}",
    "copied": "Copié ({count} caractères) par {where}.",
    "sent": "Envoyé au terminal ({count} caractères), non confirmé : collez pour vérifier.",
    "blocked": "Pas copié : tmux arrête les copies ({where}).",
    "tmux": "Pour que tmux les laisse passer : tmux set -s set-clipboard on (et la même ligne, sans « tmux », dans ~/.tmux.conf).",
    "or-file": "Sinon, {key} met le champ dans un fichier en mémoire.",
    "last-copied": "Copié en dernier, avant l’arrêt : {field}. Vérifiez qu’il est collé.",
    "last-sent": "Envoyé au terminal en dernier, avant l’arrêt, sans confirmation : {field}. Vérifiez qu’il est collé.",
    "last-file": "Mis dans un fichier en dernier, avant l’arrêt : {field}. Le fichier a été effacé.",
    "offer": "Recopie de la notification, {ref} ({type}), champs collés : {done} sur {of} ({at})",
    "file": "Écrit en mémoire ({count} caractères) : {where}. Effacé en quittant cet écran.",
    "locked": "Le verrou a effacé le fichier en mémoire ; {key} l’écrit de nouveau.",
    "nowhere": "Rien n’a été écrit : aucun dossier en mémoire ici.",
}
