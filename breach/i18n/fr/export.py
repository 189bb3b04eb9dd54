"""French words: export."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "check": "Contrôle sans ce programme : unzip -p {path} verify_breach.py > verify_breach.py && python3 verify_breach.py {path}",
}
