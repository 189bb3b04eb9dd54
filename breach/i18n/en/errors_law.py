"""Words of the errors of the law's data, in English."""

WORDS: dict[str, str] = {
    "risk-rule-broken.title": "A risk rule cannot be read",
    "risk-rule-broken.message": "The rule {rule} of the files in breach/law/risk/ cannot be read: {why}.",
    "risk-rule-broken.todo": "Mend that rule, or install the program again if you changed nothing in it.",
}
