"""French words: importing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "format": "{formats}",
    "file": "le fichier à reprendre",
    "collection": "la collection dans laquelle les lignes entrent, hors du registre et des comptes de l'organisme",
    "list-collection": "les dossiers de la collection NAME",
    "in-collection": "la collection {name}",
    "in-register": "le registre de l'organisme",
    "done.one": "{count} ligne est entrée dans {place} ({first}), comme dossier clos, sans délai ni obligation.",
    "done.many": "{count} lignes sont entrées dans {place}, de {first} à {last}, comme dossiers clos, sans délai ni obligation.",
    "homeless.one": "{column} : {count} valeur sans fait où la ranger, gardée telle quelle ({examples})",
    "homeless.many": "{column} : {count} valeurs sans fait où les ranger, gardées telles quelles ({examples})",
    "map": "correspondance des colonnes (csv) : un fichier, ou COLONNE=FAIT autant de fois qu'il faut ; sans elle, une correspondance est proposée et rien n'entre",
    "dry-run": "montrer ce qui entrerait, sans rien écrire",
    "proposed.one": "Proposition pour {count} ligne, à relire et à corriger ; rien n'est entré. Ensuite : breach import csv FICHIER --map CE-FICHIER.toml --dry-run",
    "proposed.many": "Proposition pour {count} lignes, à relire et à corriger ; rien n'est entré. Ensuite : breach import csv FICHIER --map CE-FICHIER.toml --dry-run",
    "would.one": "{count} ligne entrerait ; rien n'a été écrit :",
    "would.many": "{count} lignes entreraient ; rien n'a été écrit. Les premières :",
}
