"""Awareness: the decision that starts the 72 hours (EDPB 9/2022 §31), with who and on what basis. A correction keeps the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import instants
from breach.domain.text import Text
from breach.errors import RuleError
from breach.log import kinds
from breach.log.fold import signed
from breach.service.desk import Desk, clean
from breach.service.files import nobody_real, read

if TYPE_CHECKING:
    from breach.log.fold import BreachFile
    from breach.service.ports import FileRow, Written


def put_forward(file: BreachFile) -> list[str]:
    """The starts (UTC texts) that were put forward since the last one that a person signed, in the order of entry."""
    found: list[str] = []
    for act in file.awareness:
        found = [] if signed(act.body) else [*found, act.body["at"]]
    return found


def aware(desk: Desk, ref: str, at: str, by: str, basis: str, why: str = "", *, candidate: bool = False) -> tuple[FileRow, Written]:
    """Record that the organisation was reasonably certain from ``at`` on, by whom and on what basis.

    ``candidate``: a start that is defensible, put forward beside the others until a person signs the one that governs. Signing one that was
    put forward needs no other reason. Raises InputError, RuleError ``in-the-future`` or ``why-needed`` (a correction says why).
    """
    opened = read(desk, ref)
    nobody_real(desk, opened.row, by)
    instant = desk.past(at)
    last = opened.file.awareness[-1] if opened.file.awareness else None
    if last is not None and not why and not candidate and instants.to_z(instant) not in put_forward(opened.file):
        known = instants.to_local(instants.from_z(last.body["at"]), desk.zone)
        raise RuleError("why-needed", at=known, ref=opened.row.ref)
    body: dict[str, object] = {
        "at": instants.to_z(instant),
        "by": Text(clean(by, what="--by")),
        "basis": clean(basis, what="--basis"),
        "why": clean(why, what="--why") if why else None,
        "confirmed": not candidate,
    }
    with desk.acting() as act:
        if not why and act.writer.number_of(opened.row.chain) != opened.file.entries:
            raise RuleError("changed-meanwhile", ref=opened.row.ref)
        done = act.append(opened.row, kinds.AWARE, body, happened_at=instants.to_z(instant))
    return opened.row, done
