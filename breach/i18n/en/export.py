"""English words: export."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "check": "To check without this program: unzip -p {path} verify_breach.py > verify_breach.py && python3 verify_breach.py {path}",
    "redacted": "redacted: without the names of those who acted or the texts that hold them; the list of what is withheld goes with it",
    "withhold": "with --redacted, also withholds this text (or all those of entry N)",
    "why": "with --redacted, the reason",
    "usage": "--withhold and --why go with --redacted",
    "withheld.one": "Redacted: {count} item withheld, listed in the archive (withheld.json and file.html). To be read again before it is handed over.",
    "withheld.many": "Redacted: {count} items withheld, listed in the archive (withheld.json and file.html). To be read again before it is handed over.",
}
