"""English words: export."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "check": "To check without this program: unzip -p {path} verify_breach.py > verify_breach.py && python3 verify_breach.py {path}",
}
