"""What the stand-alone verifier says around its findings, in French."""

WORDS: dict[str, str] = {
    "tell-file": "Dossier {ref} (identifiant {file})",
    "tell-entries": "Entrées lues : {count}",
    "tell-head": "Tête : {entries}:{head}",
    "tell-exercise": "EXERCICE : ce dossier ne décrit aucune violation réelle.",
    "tell-fault": "- {said}",
    "tell-remark": "Remarque : {said}",
    "tell-more": "… et {count} de plus",
    "tell-sound": "CONFORME : aucun défaut trouvé.",
    "tell-refused": "REFUSÉ : défauts trouvés : {count}.",
    "tell-usage": "Usage : python3 verify_breach.py EXPORT.zip [--lang fr|en] [--head NUMÉRO:EMPREINTE] [--certificates FICHIER.pem]",
    "tell-token-unreadable": "illisible",
    "tell-token-refused": "le service a refusé d’horodater",
    "tell-token-other-hash": "il porte sur une autre empreinte",
    "tell-token-other-content": "ce qui est signé n’est pas son contenu",
    "tell-token-no-certificate": "il nomme un certificat qui n’est pas là",
    "tell-token-not-for-stamps": "son certificat n’est pas fait pour horodater",
    "tell-token-out-of-date": "son certificat n’était pas valable à cette date",
    "tell-token-other-signature": "sa signature n’est pas celle de son certificat",
    "tell-token-stranger": "son certificat n’est pas issu de ceux qui sont donnés",
    "tell-not-read": "« {name} » n’a pas pu être lu : {why}",
}
