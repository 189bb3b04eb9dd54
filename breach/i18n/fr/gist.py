"""What an entry of the timeline did, in French."""

WORDS: dict[str, str] = {
    "fact": "« {label} » : {value}",
    "taken-back": "« {label} » : retiré",
    "erased": "[effacé]",
    "entry": "entrée {n}",
    "upto": "jusqu’à l’entrée {n}",
    "disowned": "entrée {n}, désavouée",
}
