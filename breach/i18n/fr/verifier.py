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
    "tell-usage": "Usage : python3 verify_breach.py EXPORT.zip [--lang fr|en] [--head NUMÉRO:EMPREINTE]",
    "tell-not-read": "« {name} » n’a pas pu être lu : {why}",
}
