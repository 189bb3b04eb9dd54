"""The only place that reads the host's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, UTC, as the host's clock has it."""
    return datetime.now(UTC)


def awake() -> float:
    """Seconds since this machine started, its sleep counted where the system can: for how long nobody was here, whatever is set on the clock."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)
