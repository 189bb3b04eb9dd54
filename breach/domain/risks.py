"""The risk for the rights and freedoms of people, from harmless to grave."""

from __future__ import annotations

RISKS = ("unlikely", "risk", "high_risk")
"""As GDPR Art. 33(1) and 34(1) divide it."""
