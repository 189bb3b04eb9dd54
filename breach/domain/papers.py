"""The papers that can be sent, by their ids: a contract with outside programs."""

from __future__ import annotations

TO_SUBJECTS = ("people", "people-minor", "people-employee", "people-relatives", "public-notice")
"""Templates that tell the people concerned (GDPR Art. 34)."""
TEMPLATES = (
    *TO_SUBJECTS,
    "faq",
    "call-script",
    "controller-33-2",
    "telecom-24h",
    "complaint-police",
    "complaint-insurer",
    "nis1-first",
    "dora-initial",
    "client-promise",
    "cnil-portal-failure",
)
"""The ids of what can be sent, as outside programs know them."""
