"""English words: ledger, what is not known, and who owes it."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "group-asked": "Asked, answer awaited",
    "group-duty": "Bears on a duty, nobody asked",
    "group-now": "For the notice, now",
    "group-complement": "For the complement",
    "group-other": "With no effect on a duty or on the notice",
    "duty": "bears on a duty",
    "now": "notice",
    "complement": "complement",
    "asked": "asked of {to} on {since}",
    "due": ", by {at}",
    "late": ", LATE by {late}",
    "none": "Nothing unknown that matters, and no answer awaited.",
    "to-get": "To be got:",
    "nobody.one": "and {count} other fact that nobody was asked to find ({where})",
    "nobody.many": "and {count} other facts that nobody was asked to find ({where})",
}
