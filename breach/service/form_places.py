"""Where a form stands, as unfinished texts are kept under it: ``kind:reference:detail``, the same for the terminal UI and linear mode."""

from __future__ import annotations

OF_ENTRY = ("retract", "approve", "ratify", "result", "answer", "sign")
"""The kinds of form about one entry, whose number is the detail."""
