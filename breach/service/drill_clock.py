"""The clock of a store: the host's, or that of the drill which it holds. Every command starts here, so nothing heavy is imported."""

from __future__ import annotations

from breach.domain.instants import from_z

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def clock_of(meta: Callable[[str], str | None], real: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock of the store whose values ``meta`` gives: ``real``, or from the drill's start so many times faster (UTC)."""
    began = meta("drill_began")
    if not began:
        return real
    starts, start, speed = from_z(meta("drill_starts") or began), from_z(began), int(meta("drill_speed") or 0)
    return lambda: at(starts, start, speed, real())


def at(starts: datetime, began: datetime, speed: int, real: datetime) -> datetime:
    """The scenario's instant at the real instant ``real``: what has passed since it ``began``, so many times faster."""
    return starts + max(real - began, began - began) * speed
