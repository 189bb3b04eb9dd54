"""The reading guide of an export, in French."""

WORDS: dict[str, str] = {
    "exercise": "EXERCICE – ce dossier ne décrit aucune violation réelle ; ses dépôts et envois sont simulés.\n\n",
    "redacted": "VERSION EXPURGÉE – des textes, des noms ou des pièces sont retenus ; withheld.json et dossier.html en donnent la liste.\n\n",
    "guide": """Dossier de violation de données {ref}
Identifiant : {file}
Entrées : {entries}
Tête (numéro:empreinte) : {entries}:{head}

PAR OÙ COMMENCER

Ouvrez dossier.html dans un navigateur, après avoir extrait l’archive (elle n’ouvre aucun réseau et ne contient aucun programme). La page répond
d’abord à dix questions, avec des liens :

 1. Qui a su quoi, et quand ?                          « Qui a su quoi, et quand », « Fil des événements »
 2. Pourquoi n’a-t-on pas prévenu, ou pas plus tôt ?   « Décisions », « Personnes informées », « Dépôts » (motifs du retard)
 3. Prise de connaissance : quand, sur quelle preuve ? « Prise de connaissance », « Preuves »
 4. Que savait-on au moment du dépôt ?                 « Dépôts » (ce qui était connu)
 5. Quelle version a été transmise ?                   « Dépôts » (version, accusé), puis drafts/
 6. Qui a décidé, qui a approuvé, quel avis du DPO ?   « Décisions », « Autres actes »
 7. Qu’est-ce qui a changé ensuite ?                   « Ce qui a changé ensuite »
 8. Les personnes : combien, quand, quel texte ?       « Personnes informées », puis drafts/
 9. Quelles mesures, avec quels résultats ?            « Mesures et leurs résultats »
10. Le dossier est-il intact, que manque-t-il ?        « Intégrité », « Conservation et effacements »

CE QUE CONTIENT CETTE ARCHIVE

dossier.html      le dossier à lire et à imprimer ; file.html est le même en anglais (aide à la lecture ; seules les entrées font foi)

manifest.json     ce qu’est l’export, et l’empreinte SHA-256 de chaque autre fichier
entries.jsonl     l’historique des décisions : une entrée par ligne, octet pour octet comme elle a été enregistrée
hashes.txt        l’empreinte de chaque entrée, dans l’ordre
texts.jsonl       les textes des entrées, avec les octets aléatoires qui permettent de vérifier leur empreinte ; un texte effacé n’y est plus
people.json       les noms de ceux qui ont agi, par identifiant (ils ne sont pas liés à la chaîne de ce dossier)
keys.json         les clés publiques qui ont signé ici, avec la preuve que leur titulaire les tenait
evidence.json     la liste des preuves, tirée des entrées
facts.json        les faits tels que l’historique les établit (aide à la lecture ; seules les entrées font foi)
drafts/           les pièces gardées à l’octet près, numérotées comme leur entrée
withheld.json     dans une version expurgée : ce qui est retenu, et pourquoi
verify_breach.py  le vérificateur

COMMENT VÉRIFIER

1. Utilisez de préférence une copie du vérificateur obtenue par une autre voie que cette archive : qui modifie l’archive peut aussi modifier
   le vérificateur qu’elle contient.
2. Sur une machine avec Python 3.9 ou plus récent, sans rien installer :
       python3 verify_breach.py EXPORT.zip
   Sortie 0 : conforme. Sortie 1 : au moins un défaut, avec l’entrée et sa nature. Sortie 2 : fichier illisible.
3. Comparez la tête ci-dessus avec celle qui a été notée ailleurs au moment des faits (courriel, main courante, compte rendu), ou donnez-la :
       python3 verify_breach.py EXPORT.zip --head NUMÉRO:EMPREINTE
4. Si un service d’horodatage a été interrogé (drafts/NNNN-anchored.tsr), donnez ses certificats, obtenus de lui par une autre voie :
       python3 verify_breach.py EXPORT.zip --certificates SERVICE.pem
   Signatures et horodatages se vérifient où la bibliothèque Python cryptography est installée ; ailleurs le vérificateur dit qu’il ne l’a pas fait.

CE QUE CELA PROUVE

Aucune entrée n’a été changée, retirée, déplacée ni ajoutée depuis que la tête comparée a été notée. Les heures sont celles de la machine qui
enregistrait. Sans tête notée ailleurs ni horodatage vérifié par des certificats venus d’ailleurs, la vérification montre que l’export est cohérent,
non qu’il n’a pas été refait en entier. Un horodatage vérifié par les seuls certificats que porte l’archive ne le montre pas non plus.
""",
    "privileged": "\nNOTES SOUS SECRET PROFESSIONNEL\n\n{count} entrée(s) du carnet scellé : leur place est dans la chaîne, leur texte n’est pas joint.\n",
}
