"""French words: anchor."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "ref": "le dossier ; sans référence, la chaîne du magasin, qui retient toutes les autres",
    "opt-print": "imprimer la ligne et le code QR (ce qui est fait sans option)",
    "opt-mail-text": "un texte à envoyer à quelqu’un qui le gardera ; rien n’est envoyé",
    "opt-stamp": "horodater par le service de la configuration (RFC 3161) ; ouvre le réseau",
    "opt-sign": "signer la tête du dossier avec sa clé",
    "opt-witness": "comparer avec une tête notée au dehors, et le consigner",
    "opt-where": "où cette tête avait été notée (courriel, papier…)",
    "meta-head": "NUMÉRO:EMPREINTE",
    "where-unsaid": "non précisé",
    "nothing": "aucune entrée de ce numéro",
    "line": "Empreinte du dossier : {name} n° {n} sha256 {hash}",
    "mail": "Objet : Empreinte du dossier {name}, entrée {n}\n\nBonjour,\n\nMerci de garder ce courriel. Il permettra de montrer que l’historique du dossier {name} n’a pas été refait ni coupé après le {at}.\n\nDossier {name}, identifiant {file}\nTête : {n}:{hash}\n\nPour comparer plus tard : breach verify {name} --head {n}:{hash}\nSur un export : python3 verify_breach.py EXPORT.zip --head {n}:{hash}\n\nCe texte ne contient aucune donnée du dossier.",
    "witnessed": "{name} : l’entrée {n} est celle qui avait été notée. C’est consigné ; la preuve reste ce que vous avez noté au dehors.",
    "signed": "{name} : tête signée (entrée {n}).",
    "stamped-right": "{name} : horodaté jusqu’à l’entrée {n}, le {at}. Le jeton est gardé à l’octet près.{said}",
    "stamped-wrong": "{name}, entrée {n} : le jeton est gardé, mais ne se vérifie pas avec les certificats donnés ({said}).",
    "stamped-unreadable": "{name}, entrée {n} : la réponse du service est gardée à l’octet près, mais n’a pas pu être lue ({said}). Essayez : openssl ts -verify",
    "stamped-signed": "{name}, entrée {n} : le jeton du {at} est gardé ; sa signature est celle du certificat qu’il contient, mais aucun certificat de confiance n’est donné pour dire de qui il est (anchor_certificates, dans config.toml).{said}",
    "stamped-no-library": "{name}, entrée {n} : le jeton est gardé ; la bibliothèque rfc3161-client manque pour le vérifier.{said}",
}
