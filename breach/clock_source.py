"""The only place that reads the host's clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, UTC, as the host's clock has it."""
    return datetime.now(UTC)
