"""Words of the errors of the law's data, in French."""

WORDS: dict[str, str] = {
    "risk-rule-broken.title": "Règle de risque illisible",
    "risk-rule-broken.message": "La règle {rule} des fichiers breach/law/risk/ ne peut pas être lue : {why}.",
    "risk-rule-broken.todo": "Corrigez cette règle, ou réinstallez le programme si vous n'y avez rien changé.",
    "precedent-broken.title": "Carte de précédent inutilisable",
    "precedent-broken.message": "{name} : {why}",
    "precedent-broken.todo": "Corrigez le fichier de la carte, ou réinstallez le programme ; rien n’a été changé.",
    "report-of-a-file.title": "Un compte rendu se fait d'un dossier",
    "report-of-a-file.message": "Sans dossier, ou avec d'autres faits posés dessus, il n'y a pas de compte rendu : il dirait autre chose que le dossier. Rien n'a été écrit.",
    "report-of-a-file.todo": "Donnez la référence seule : {verb} REF -o FICHIER. Pour d'autres faits, sans compte rendu : {verb} --facts FICHIER",
}
