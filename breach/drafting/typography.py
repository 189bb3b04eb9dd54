"""French typography for the fixed text of a template: its no-break spaces, and nothing else.

Templates are written with ordinary spaces. Only the words between tags and expressions are touched: not an expression, not a tag or its
attributes, not a style sheet. A time (03:10) and an address (https:) have no space before their mark and stay as they are.
"""

from __future__ import annotations

import re

from breach.i18n import french

_KEPT = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<style\b.*?</style>|<[A-Za-z/!][^<>]*>)", re.DOTALL | re.IGNORECASE)
_NNBSP = "\u202f"


def french_template(source: str) -> str:
    """``source``, a French template, with the no-break spaces of its own words."""
    parts = _KEPT.split(source)
    return "".join(part if at % 2 else french(part) for at, part in enumerate(parts))


def thousands(number: int, lang: str) -> str:
    """``1 200`` with a narrow no-break space in French, ``1,200`` in English."""
    return f"{number:,}".replace(",", _NNBSP) if lang == "fr" else f"{number:,}"
