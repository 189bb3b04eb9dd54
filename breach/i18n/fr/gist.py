"""What an entry of the timeline did, in French."""

WORDS: dict[str, str] = {
    "received": "{kind} : {said}",
    "fact": "« {label} » : {value}",
    "taken-back": "« {label} » : retiré",
    "erased": "[effacé]",
    "between": " ; ",
    "entry": "entrée {n}",
    "upto": "jusqu’à l’entrée {n}",
    "disowned": "entrée {n}, désavouée",
    "reminded": "{to}, {hours} h avant l’échéance",
    "people.one": "{count} personne",
    "people.many": "{count} personnes",
    "promise": "promesse publique",
    "contract": "contrat {id}",
}
