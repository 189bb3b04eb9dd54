"""French words: verdict, the assessment in a line while facts change."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "line": "Avis : autorité, {authority} ; personnes, {subjects}.",
    "prepare": "préparer",
    "open": "{word} (à établir)",
    "proved": "{word} (établi)",
    "change": "Le ferait changer : {questions}",
    "unchanged": "Avec cette réponse, l’avis ne change pas.",
    "moved": "L’avis change ({limb}) : {before} → {after}",
    "because": ". Motif : {why}",
    "not-read": "Réponse pas encore lisible : l’avis reste celui-ci.",
}
