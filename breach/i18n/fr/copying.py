"""Words of copying a notice over, in French."""

WORDS: dict[str, str] = {
    "where": "{rubric}. {title} ({at} sur {of})",
    "done": "Collés : {done} sur {of}. Le nombre de caractères suit chaque champ.",
    "value": "{count} caractères : {value}",
    "copied": "Copié ({count} caractères) par {where}.",
    "sent": "Envoyé au terminal ({count} caractères), non confirmé : collez pour vérifier, ou mettez-le dans un fichier.",
    "tmux": "Dans tmux : set -g set-clipboard on",
    "file": "Écrit en mémoire ({count} caractères) : {where}. Effacé en quittant cet écran.",
    "nowhere": "Rien n’a été écrit : aucun dossier en mémoire ici.",
}
