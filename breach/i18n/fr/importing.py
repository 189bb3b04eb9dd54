"""French words: importing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "format": "{formats}",
    "file": "le fichier à reprendre",
    "collection": "la collection dans laquelle les lignes entrent, hors du registre et des comptes de l'organisme",
    "list-collection": "les dossiers de la collection NAME",
    "in-collection": "la collection {name}",
    "in-register": "le registre de l'organisme",
    "done": "{rows} lignes sont entrées dans {place}, de {first} à {last}, comme dossiers clos, sans délai ni obligation.",
    "homeless": "{column} : {count} valeurs sans fait où les ranger, gardées telles quelles ({examples})",
}
