"""Words of the errors of the law's data, in English."""

WORDS: dict[str, str] = {
    "risk-rule-broken.title": "A risk rule cannot be read",
    "risk-rule-broken.message": "The rule {rule} of the files in breach/law/risk/ cannot be read: {why}.",
    "risk-rule-broken.todo": "Mend that rule, or install the program again if you changed nothing in it.",
    "precedent-broken.title": "Precedent card unusable",
    "precedent-broken.message": "{name}: {why}",
    "precedent-broken.todo": "Correct the card's file, or install the program again; nothing was changed.",
}
