"""Corrective actions past their date, of every file, closed ones too. ``check`` asks for them, so nothing heavy is imported."""

from __future__ import annotations

from breach.domain.instants import from_z
from breach.log import kinds

DATED = "dated-actions:"
"""Begins the names of the store's values that say which chains have actions with a date: the others need not be read."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from breach.log.entries import Entry
    from breach.service.desk import Desk

    class LateAction(TypedDict):
        """An action without a result whose date has passed: its file, its entry, until when it was due (UTC text)."""

        ref: str
        entry: int
        due_at: str


def late_actions(desk: Desk) -> list[LateAction]:
    """The late actions of all files that are no exercise, the longest overdue first."""
    dated = {int(key.removeprefix(DATED)) for key in desk.store.metas(DATED)}
    rows = {row.chain: row for row in desk.store.files(None) if not row.exercise} if dated else {}
    found: list[LateAction] = []
    for chain in sorted(dated):
        if chain in rows:
            open_ = _open(_entries(desk, chain))
            found += [{"ref": rows[chain].ref, "entry": entry.n, "due_at": entry.body["due_at"]} for entry in open_ if _late(desk, entry)]
    return sorted(found, key=lambda one: (one["due_at"], one["ref"]))


def _entries(desk: Desk, chain: int) -> list[Entry]:
    """What the file of ``chain`` says of its actions, and what it takes back; those that came in with a review too."""
    wanted = (kinds.ACTION, kinds.ACTION_SETTLED, kinds.RETRACT)
    found = desk.store.of_kinds(chain, *wanted, kinds.RECEIVED)
    if any(entry.kind == kinds.RECEIVED for entry in found):
        from breach.log.received import unwrapped

        found = [entry for entry in map(unwrapped, desk.store.history(chain)) if entry.kind in wanted]
    return found


def dated(entry: Entry) -> bool:
    """Whether ``entry`` is an action with a date: its chain is then to be marked with ``DATED``."""
    return entry.kind == kinds.ACTION and bool(entry.body["due_at"])


def _open(entries: list[Entry]) -> list[Entry]:
    """The actions among ``entries`` that have no result; what was retracted counts for nothing, unless its retraction was retracted too."""
    gone: set[int] = set()
    for entry in reversed(entries):
        if entry.kind == kinds.RETRACT and entry.n not in gone:
            gone.add(entry.body["entry"])
    settled = {entry.body["entry"] for entry in entries if entry.kind == kinds.ACTION_SETTLED and entry.n not in gone}
    return [entry for entry in entries if entry.kind == kinds.ACTION and entry.n not in gone | settled]


def _late(desk: Desk, entry: Entry) -> bool:
    return bool(entry.body["due_at"]) and desk.now() > from_z(entry.body["due_at"])
