"""French words: system, what the operating system answers."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "ENOENT": "aucun fichier ni dossier de ce nom",
    "EACCES": "accès refusé",
    "EPERM": "opération interdite",
    "EISDIR": "c'est un dossier",
    "ENOTDIR": "ce n'est pas un dossier",
    "EEXIST": "ce nom est déjà pris",
    "ENOSPC": "plus de place sur le disque",
    "EDQUOT": "quota de disque atteint",
    "EROFS": "système de fichiers en lecture seule",
    "ENAMETOOLONG": "nom trop long",
    "ELOOP": "trop de liens symboliques",
    "EIO": "erreur d'entrée ou de sortie",
    "EMFILE": "trop de fichiers ouverts",
    "ETXTBSY": "fichier en cours d'exécution",
    "EFBIG": "fichier trop grand",
}
