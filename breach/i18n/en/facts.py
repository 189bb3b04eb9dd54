"""English words: facts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "not-asked.one": "{count} fact not answered yet: breach facts {ref} --missing; breach help FACT_NAME explains",
    "not-asked.many": "{count} facts not answered yet: breach facts {ref} --missing; breach help FACT_NAME explains",
    "example": "Example: {example}",
    "article": "Source: {article}",
}
