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
            entries = desk.store.of_kinds(chain, kinds.ACTION, kinds.ACTION_SETTLED, kinds.RETRACT)
            found += [{"ref": rows[chain].ref, "entry": entry.n, "due_at": entry.body["due_at"]} for entry in _open(entries) if _late(desk, entry)]
    return sorted(found, key=lambda one: (one["due_at"], one["ref"]))


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
