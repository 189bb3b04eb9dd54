"""Words of the errors of the law's data, in English."""

WORDS: dict[str, str] = {
    "risk-rule-broken.title": "A risk rule cannot be read",
    "risk-rule-broken.message": "The rule {rule} of the files in breach/law/risk/ cannot be read: {why}.",
    "risk-rule-broken.todo": "Mend that rule, or install the program again if you changed nothing in it.",
    "precedent-broken.title": "Precedent card unusable",
    "precedent-broken.message": "{name}: {why}",
    "precedent-broken.todo": "Correct the card's file, or install the program again; nothing was changed.",
    "report-of-a-file.title": "A report is made of a file",
    "report-of-a-file.message": "Without a file, or with other facts laid over it, there is no report: it would say something else than the file. Nothing was written.",
    "report-of-a-file.todo": "Give the reference alone: {verb} REF -o FILE. For other facts, without a report: {verb} --facts FILE",
}
