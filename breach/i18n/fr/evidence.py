"""French words: evidence."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "added": "{ref}  preuve consignée (entrée {n}) : SHA-256 {sha256}, {size} octets. Le fichier lui-même reste où il est.",
    "result": "entrée {entry} : {result}",
    "match": "identique",
    "mismatch": "DIFFÉRENT",
    "unreadable": "illisible",
    "none": "Aucune preuve dans ce dossier.",
    "added-kept": "{ref}  preuve consignée (entrée {n}) : SHA-256 {sha256}, {size} octets. L'original est gardé dans le magasin chiffré.",
    "moved": "{ref}  preuve {entry} : changement de dépositaire consigné (entrée {n})",
    "in-store": "(original gardé dans le magasin)",
    "method": "comment elle a été recueillie (commande, outil, image de disque…)",
    "keep": "garde aussi l'original, à l'octet près, dans le magasin chiffré",
    "to": "qui la détient désormais",
}
