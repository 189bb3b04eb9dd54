"""English words: bundles."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opt-to": "the recipient's public key (age1…; may be repeated); without it, a review answers whoever sent it",
    "file": "the bundle received",
    "opening": "Review of file {ref}, received from another store",
    "written": "Encrypted bundle written: {path} (for {to})",
    "withheld": "Privileged notes left out: {count}",
    "no-reply-key": "This account has no review key: nobody can answer you encrypted (breach key review-new).",
    "opened.one": "Review opened as {ref}: {count} entry received. Give your opinion (breach opinion {ref} …), then send it back: breach bundle {ref}",
    "opened.many": "Review opened as {ref}: {count} entries received. Give your opinion (breach opinion {ref} …), then send it back: breach bundle {ref}",
    "added.one": "{ref}: {count} entry received; {known} were there already.",
    "added.many": "{ref}: {count} entries received; {known} were there already.",
    "nothing-new": "{ref}: nothing new, all was there already. Nothing was written.",
    "conflict": "CONFLICT on {what}: changed here (entry {ours}) and there (received as entry {theirs}), neither having seen the other.",
    "ours": "  here, in force: {value}",
    "theirs": "  there: {value}",
    "conflict-todo": "Nothing was overwritten: the version here stands until somebody decides otherwise (breach facts, breach decide).",
}
