"""Opening a breach file: one line is enough, and it is durable when this returns."""

from __future__ import annotations

import os

from breach.domain import instants
from breach.domain.text import Text
from breach.errors import RuleError
from breach.log import kinds
from breach.service.codenames import NAMES
from breach.service.desk import clean
from breach.service.law_stamp import stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.service.desk import Desk
    from breach.service.ports import Written


class Opened:
    """A file that was just opened: reference, identity, code name, its first entry, and the last one written."""

    __slots__ = ("file_id", "first", "ref", "title")

    def __init__(self, ref: str, file_id: str, title: str, first: Written) -> None:
        self.ref = ref
        self.file_id = file_id
        self.title = title
        self.first = first


def open_file(
    desk: Desk,
    text: str,
    *,
    exercise: bool = False,
    aware: datetime | None = None,
    by: str = "",
    basis: str = "",
    facts: Mapping[str, object] | None = None,
) -> Opened:
    """Open a file for what ``text`` tells. With ``aware`` (UTC) the clocks start: signed when ``by`` and ``basis`` are given, else recorded
    for the actor, to be confirmed. ``facts``: bodies of ``breach.catalogue`` by id, set in the same transaction.

    Raises InputError for a bad text, RuleError ``exercise-only`` or ``in-the-future``.
    """
    line = clean(text)
    exercise = exercise or bool(desk.store.meta("drill"))  # a drill's store opens nothing else, and nobody has to say so
    if not exercise and desk.store.meta("exercise_only") == "1":
        raise RuleError("exercise-only", organisation=desk.store.meta("organisation") or "")
    happened_at = desk.happened()
    at = desk.recording(None, exercise=exercise)
    if aware is not None and aware > desk.now():
        raise RuleError("in-the-future", at=instants.to_local(aware, desk.zone), now=instants.to_local(desk.now(), desk.zone))
    if exercise and by:
        from breach.service.files import nobody_real_by  # the profile is read on exercises only

        nobody_real_by(desk, by)
    title = _code_name()
    year = desk.now().astimezone(instants.zone_of(desk.zone)).year
    body = {"text": line, "title": Text(title)}
    with desk.acting() as act:
        role = desk.actor.role
        chain, uuid, ref, first = act.writer.open_file(year, body, exercise=exercise, actor=act.actor, role=role, happened_at=happened_at, at=at)
        if facts:
            act.writer.append(chain, kinds.FACTS, {"facts": dict(facts)}, actor=act.actor, role=role, at=at)
        if aware is not None:
            known = {
                "at": instants.to_z(aware),
                "by": Text(by or desk.actor.name),
                "basis": clean(basis or text),
                "why": None,
                "confirmed": bool(by and basis),
            }
            act.writer.append(chain, kinds.AWARE, known, actor=act.actor, role=role, at=at)
        plan = _plan(desk, aware, confirmed=bool(by and basis))
        if plan and not facts:
            act.writer.set_due(chain, plan, stamp(desk.store), None)
    return Opened(ref, uuid, title, first)


def _plan(desk: Desk, aware: datetime | None, *, confirmed: bool) -> list[DueRow]:
    """The clocks of a file about which nothing is known yet, as worked out once for this law and profile; none where that is not fresh."""
    if desk.store.meta("due_plan") != stamp(desk.store):
        return []
    rows = desk.store.due(0)
    if aware is None:
        return rows
    since = desk.store.meta("due_plan_from")
    if not since or aware.strftime("%Y-%m-%d") <= since:
        return []
    return [row.aware_from(aware, "signed" if confirmed else "candidate") for row in rows]


def _code_name() -> str:
    return NAMES[int.from_bytes(os.urandom(4), "big") % len(NAMES)]
