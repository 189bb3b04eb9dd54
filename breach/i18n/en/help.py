"""English words: help."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "usage": "usage: breach [VERB …]    (without a verb: the terminal interface)",
    "first": 'To begin: breach log "what happened"',
    "linear": "breach --linear: the same work as questions and answers, for a screen reader, a bad link or a script.",
    "last": "breach help VERB shows its options; breach help TERM explains a term of the field; breach --version.",
    "term": "{en} (fr: {fr})\n  {definition_en}\n  Source: {article}",
}
