"""French words: lock."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "lock.label": "Verrouiller",
    "lock.help": "Cacher l'écran tout de suite ; ce qui est inachevé est gardé",
    "reopen.label": "Rouvrir",
    "reopen.help": "Rouvrir l'écran",
    "heading": "breach est verrouillé",
    "closed": (
        "Le magasin est fermé et sa clé n'est plus tenue : la phrase de passe rouvre. Ce qui était en cours d'écriture est gardé, et l'écran revient "
        "où il était."
    ),
    "hidden": (
        "Ce verrou cache l'écran, rien de plus : la clé de ce magasin vient d'un fichier, du système ou d'un trousseau ouvert, et qui tient ce "
        "clavier rouvre par Entrée. Ce qui était en cours d'écriture est gardé."
    ),
    "passphrase": "Phrase de passe",
    "recovery": "Autre clé de secours, si ce n'est pas celle du magasin (chemin du fichier)",
    "trying": "Essai en cours.",
    "runs": "Une horloge court.",
    "reminded": "RAPPEL : une limite approche. Rouvrez pour voir laquelle.",
}
