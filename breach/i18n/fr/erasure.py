"""French words: erasure, legal holds and destruction."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "entry": "le numéro de l'entrée, seul (tous ses textes et ses pièces) ou avec le nom d'un texte (4.why), ou « file » (4.file) pour les seules pièces",
    "person": "le nom d'une personne, ou son identifiant",
    "finish": "termine l'effacement qu'un autre programme ouvert avait retenu",
    "usage": "il faut un dossier et une entrée (1 4, 1 4.why), ou --person NOM",
    "usage-hold": "--until va avec la pose d'un gel, --release avec sa levée",
    "until": "fin du gel, si elle est connue",
    "release": "lève le gel",
    "before-retention": "détruit avant la fin de la durée de conservation",
    "texts.one": "{count} texte effacé, avec ses octets aléatoires.",
    "texts.many": "{count} textes effacés, avec leurs octets aléatoires.",
    "files.one": "{count} pièce effacée.",
    "files.many": "{count} pièces effacées.",
    "recorded": "Consigné par l'entrée {n} (empreinte {hash}…) ; la chaîne reste vérifiable.",
    "unfinished.one": "{count} texte non terminé contenait ces mots ; ils en sont retirés.",
    "unfinished.many": "{count} textes non terminés contenaient ces mots ; ils en sont retirés.",
    "still-words": "Les mêmes mots se trouvent encore ici ; à relire, et à effacer de même s'il le faut :",
    "still-unsearched": "Pièces dans lesquelles un programme ne peut pas chercher ; à ouvrir et à relire :",
    "outside": "Hors d'atteinte, à traiter à la main (ces copies peuvent contenir ce qui vient d'être effacé) :",
    "beside": "magasin antérieur",
    "server": "copies du serveur, chiffrées par le client : pages pas encore nettoyées, journal, répliques, sauvegardes",
    "nowhere-else": "Aucune sauvegarde, aucun export ni projet écrit depuis : rien n'est hors d'atteinte, d'après l'historique.",
    "incomplete": "Un autre programme lit encore le magasin : son journal garde une copie. Le fermer, puis : breach erase --finish",
    "finished": "Rien ne reste à effacer dans le magasin.",
    "held": "{ref}  gel posé (entrée {n}) : rien de ce dossier ne peut être effacé ni détruit.",
    "released": "{ref}  gel levé (entrée {n}).",
    "confirm": "La destruction ne peut pas être annulée. Pour confirmer, taper la référence entière ({ref}) :",
    "destroyed": "{ref}  dossier détruit. La chaîne du magasin garde sa référence, sa tête et le motif (entrée {n}).",
    "destroyed-remark": "{ref} : détruit sur décision (entrée {n} de la chaîne du magasin) ; tête {count}:{head}",
}
