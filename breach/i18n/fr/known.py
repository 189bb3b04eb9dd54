"""Words on what an authority knows, in French."""

WORDS: dict[str, str] = {
    "filing": "la notification {type} du {at} (référence {reference})",
    "complement": "Changé depuis {filing} : {fields}. À dire à l'autorité par une complémentaire : {how}",
    "no-breach": "Finalement pas une violation : le dire à l'autorité par une complémentaire, après {filing} : {how}",
    "kept-draft": "Conservé avec ce dépôt : les valeurs du projet exporté (entrée {n}).",
    "kept-now": "Conservé avec ce dépôt : les valeurs du dossier à cet instant.",
    "result.found": "conforme",
    "result.differs": "DIFFÈRE",
    "result.not_found": "NON TROUVÉ",
    "line": "{result}  {rubric} {label}",
    "expected": "   déclaré : {value}",
    "seen": "   lu : {value}",
    "all-found.one": "Le récapitulatif dit ce qui a été déclaré : {count} rubrique comparée.",
    "all-found.many": "Le récapitulatif dit ce qui a été déclaré : {count} rubriques comparées.",
    "some-differ": "Diffèrent : {differs}. Non trouvées : {missing}. Comparées : {count}. À vérifier à l’écran ; une correction est une nouvelle notification.",
    "add-recap": "Ce récapitulatif vaut documentation : breach evidence add {ref} {file}",
    "compare-help": "comparer avec le récapitulatif de l'autorité (FICHIER ou -) ; sans valeur : avec le récépissé enregistré",
    "receipt-unread": "Ce récépissé ne se lit pas comme un texte : pour le comparer, collez le récapitulatif avec « breach notice REF --form cnil-2023 --compare - ».",
}
