"""French words: help."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "usage": "usage : breach [VERBE …]    (sans verbe : l'interface du terminal)",
    "first": 'Pour commencer : breach log "ce qui s\'est passé"',
    "linear": "breach --linear : le même travail en questions et réponses, pour lecteur d'écran, mauvaise liaison ou script.",
    "last": "breach help VERBE montre ses options ; breach help TERME explique un terme du métier ; breach --version.",
    "term": "{fr} (en : {en})\n  {definition_fr}\n  Source : {article}",
}
