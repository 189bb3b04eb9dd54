"""English words: facts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "not-asked": "{count} facts not answered yet (breach help, or the interface: breach)",
}
