"""Links between files: opened twice, of one cause, bundled in one notice, or following one another. Each file holds its side of the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z
from breach.errors import InputError, RuleError
from breach.log import kinds
from breach.log.fold import fold
from breach.service.desk import Acting, Desk, clean
from breach.service.files import Opened, read

if TYPE_CHECKING:
    from breach.domain.text import Text
    from breach.service.ports import FileRow, Written

KINDS = ("duplicate", "same-cause", "bundled", "follows")


def link(desk: Desk, ref: str, other: str, kind: str, why: str = "") -> tuple[FileRow, Written, str | None]:
    """Link the file ``ref`` to ``other``: the file, its entry, and the awareness of a duplicate that is earlier than the other's (UTC text).

    ``duplicate`` closes ``ref`` towards ``other``; ``bundled``: the notice of ``other`` speaks for ``ref`` too. Raises InputError ``unknown-link``,
    ``no-such-file``; RuleError ``link-to-itself``, ``link-mixes-exercises``, ``link-circle``, ``linked-already``.
    """
    if kind not in KINDS:
        raise InputError("unknown-link", kind=kind[:40], kinds=", ".join(KINDS))
    one, two = read(desk, ref), read(desk, other)
    _may(one, two, kind)
    words = clean(why, what="--why") if why else None
    with desk.acting() as act:
        done = act.append(one.row, kinds.LINKED, _body(two.row, kind, "from", words))
        act.append(two.row, kinds.LINKED, _body(one.row, kind, "to", words))
    return one.row, done, _earlier(one, two) if kind == "duplicate" else None


def _body(other: FileRow, kind: str, side: str, why: Text | None) -> dict[str, object]:
    return {"file": other.uuid, "ref": other.ref, "as": kind, "side": side, "why": why}


def _may(one: Opened, two: Opened, kind: str) -> None:
    if one.row.uuid == two.row.uuid:
        raise RuleError("link-to-itself", ref=one.row.ref)
    if one.row.exercise != two.row.exercise:
        raise RuleError("link-mixes-exercises", ref=one.row.ref, other=two.row.ref)
    held = [act.body for act in one.file.links if act.body["file"] == two.row.uuid and act.body["as"] == kind]
    if held:
        raise RuleError("linked-already", ref=one.row.ref, other=two.row.ref)
    if kind in ("duplicate", "bundled") and any(act.body["as"] == kind and act.body["side"] == "from" for act in two.file.links):
        raise RuleError("link-circle", ref=one.row.ref, other=two.row.ref)


def _earlier(one: Opened, two: Opened) -> str | None:
    """The awareness of ``one`` where it is earlier than that of ``two``, or ``two`` has none: it governs, and must not be lost with the duplicate."""
    if not one.file.awareness:
        return None
    at: str = one.file.awareness[-1].body["at"]
    known = two.file.awareness[-1].body["at"] if two.file.awareness else None
    return at if known is None or from_z(at) < from_z(known) else None


def retract_twin(desk: Desk, act: Acting, opened: Opened, entry: int, why: Text) -> None:
    """Where ``entry`` is a link, retract the other file's side of it in the same transaction."""
    mine = next((held for held in opened.file.links if held.n == entry), None)
    if mine is None:
        return
    row = desk.store.find(mine.body["ref"])
    file = fold(desk.store.history(row.chain))
    for held in file.links:
        if held.body["file"] == opened.row.uuid and held.body["as"] == mine.body["as"]:
            act.append(row, kinds.RETRACT, {"entry": held.n, "why": why})
    after = fold(desk.store.history(row.chain))
    act.writer.set_summary(row.chain, "closed" if after.closed else "open", after.title)


def bundled_into(desk: Desk, opened: Opened) -> list[Opened]:
    """The files for which the notice of ``opened`` speaks too."""
    return [read(desk, act.body["ref"]) for act in opened.file.links if act.body["as"] == "bundled" and act.body["side"] == "to"]
