"""Countries by their ISO 3166 codes."""

from __future__ import annotations

_EEA = """
    AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO
    AX GF GP MF MQ RE YT
"""
EEA = frozenset(_EEA.split())
"""The European Economic Area, with the EU's outermost regions that have a code of their own (TFEU Art. 349, 355(1))."""
