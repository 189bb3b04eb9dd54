"""What is wrong with a chain of entries or with an export, in French: one text per code of ``breach.log.chain`` and ``breach.log.verifier``."""

WORDS: dict[str, str] = {
    # an entry, its place, its texts
    "unreadable": "Entrée {entry} : illisible (JSON attendu)",
    "wrong-fields": "Entrée {entry} : ses champs ne sont pas ceux du format",
    "not-canonical": "Entrée {entry} : ses octets ne sont pas sous la forme canonique",
    "hash-differs": "Entrée {entry} : ses octets ne donnent pas l’empreinte enregistrée ({detail})",
    "other-file": "Entrée {entry} : elle appartient à un autre dossier ({detail})",
    "number-differs": "Entrée {entry} : elle porte le numéro {detail}",
    "link-broken": "Entrée {entry} : elle ne suit pas l’entrée précédente (elle nomme {detail})",
    "clock-backwards": "Entrée {entry} : son heure précède celle d’une entrée antérieure ({detail})",
    "clock-back-declared": "Entrée {entry} : l’horloge de la machine avait reculé, ce que l’entrée déclare (avant elle : {detail})",
    "text-differs": "Entrée {entry} : le texte « {detail} » n’est pas celui qui a été enregistré",
    "head-differs": "Entrée {entry} : ce n’est pas la tête connue par ailleurs ({detail})",
    "tail-cut": "La fin manque après l’entrée {entry} : l’entrée {detail} est connue par ailleurs",
    # an export: what it holds
    "line-unfinished": "Entrée {entry} : sa ligne n’est pas terminée",
    "entries-added": "Entrée {entry} : en trop, le manifeste en compte {detail}",
    "draft-differs": "Pièce « {detail} » : elle n’a pas l’empreinte que l’entrée {entry} a retenue",
    "text-unknown": "Un texte joint n’appartient à aucune entrée ({detail})",
    "texts-absent": "Textes effacés ou non joints : {detail}",
    "evidence-differs": "La liste des preuves n’est pas celle des entrées",
    "member-missing": "Le membre « {detail} » manque",
    "member-added": "Le membre « {detail} » n’est pas au manifeste",
    "member-differs": "Le membre « {detail} » n’a pas l’empreinte que dit le manifeste",
    "member-unreadable": "Le membre « {detail} » est illisible ou n’a pas la forme voulue",
    "manifest-format": "Le format de l’export est inconnu ({detail})",
    "manifest-ref-differs": "La référence {detail} ou la mention EXERCICE n’est pas celle de l’ouverture du dossier",
    # an export: the archive
    "archive-too-large": "L’archive dépasse ce qui est admis ({detail})",
    "archive-unreadable": "Ce n’est pas une archive zip de ce format (octet {detail})",
    "archive-truncated": "L’archive est coupée (octet {detail})",
    "archive-extra-bytes": "L’archive a des octets en trop (à partir de l’octet {detail})",
    "archive-encrypted": "Le membre « {detail} » est chiffré",
    "archive-compressed": "Le membre « {detail} » est compressé",
    "archive-header": "L’en-tête du membre « {detail} » n’est pas celui du format",
    "archive-member-name": "Le membre « {detail} » a un nom interdit",
    "archive-member-twice": "Le membre « {detail} » est présent deux fois",
    "archive-bytes-differ": "Refaite à partir de son contenu, l’archive n’est pas la même (octet {detail})",
    "not-anchored": "Non ancré : comparez la tête avec celle qui a été notée ailleurs ; sans cela, une fin retirée avec son manifeste, "
    "ou un export refait en entier, ne se voit pas",
}
