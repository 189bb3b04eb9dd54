"""French words: facts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "not-asked.one": "{count} fait pas encore renseigné : breach facts {ref} --missing ; breach help NOM_DU_FAIT explique",
    "not-asked.many": "{count} faits pas encore renseignés : breach facts {ref} --missing ; breach help NOM_DU_FAIT explique",
    "example": "Exemple : {example}",
    "article": "Source : {article}",
}
