"""French words: facts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "not-asked": "{count} faits pas encore renseignés (breach help, ou l'interface : breach)",
}
