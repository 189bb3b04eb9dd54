"""A silence that was decided and that stands on facts that changed: it stops a clock, so nothing else would be heard of it."""

from __future__ import annotations

from breach.service.kept_waiting import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from breach.service.clocks import Clock
    from breach.service.desk import Desk

AGAIN = frozenset({"stale", "reopen"})
"""What waits where a decision is to be looked at again (``breach.service.waiting``)."""


def to_review(desk: Desk, clocks: Iterable[Clock]) -> list[str]:
    """References of the real files of ``clocks`` in which a decision holds a clock off and is to be looked at again, in order."""
    waits = kept(desk)
    held = {clock.ref for clock in clocks if not clock.exercise and clock.row.settled == "not_applicable" and clock.row.settled_at}
    return sorted(ref for ref in held if AGAIN & set(waits.get(ref, ())))
