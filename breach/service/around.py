"""What a file holds around a paper: evidence, attempts at filing, filings, when clocks end, and the party that the paper is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.facts import fact_of
from breach.domain.instants import from_z
from breach.errors import InputError
from breach.service.clock_work import worked_out
from breach.service.drafting_ports import Around, Attempt, FiledPaper, Piece

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.service.files import Opened


def around(opened: Opened, now: datetime, *, kind: str = "", party: str = "") -> Around:
    """What stands around ``opened`` at ``now`` (UTC). ``kind``: the kind of party that the paper is made for, "" for none; ``party``: its name.

    Raises InputError ``party-wanted`` where several could be meant and ``unknown-party`` for a name that the fact ``parties`` does not have.
    """
    file = opened.file
    rows = [row for row in worked_out(opened, now) if row.due_at and row.anchor_status != "superseded"]
    return Around(
        ref=opened.row.ref,
        evidence=[Piece(str(act.body["name"] or ""), int(act.body["size"]), str(act.body["sha256"])) for act in file.evidence],
        attempts=[_attempt(act.body) for act in file.failed_filings],
        filings=[FiledPaper(act.body["form"], act.body["type"], from_z(act.body["at"]), str(act.body["reference"] or "")) for act in file.filings],
        party=_party(opened, now, kind, party) if kind else None,
        due={row.clock: from_z(row.due_at) for row in reversed(rows) if row.due_at},
    )


def parties_of(opened: Opened, now: datetime, kind: str) -> list[str]:
    """The names of the parties of ``kind`` in the fact ``parties``, in their order."""
    return [str(row["name"]) for row in _rows(opened, now, kind) if row.get("name")]


def _rows(opened: Opened, now: datetime, kind: str) -> list[Mapping[str, Any]]:
    value = fact_of(opened.facts, "parties", now).value
    return [row for row in value if row.get("kind") == kind] if isinstance(value, tuple) else []


def _party(opened: Opened, now: datetime, kind: str, party: str) -> Mapping[str, Any] | None:
    rows = _rows(opened, now, kind)
    named = [row for row in rows if str(row.get("name") or "").casefold() == party.strip().casefold()] if party else rows
    if party and not named:
        raise InputError("unknown-party", party=party[:60], parties=", ".join(str(row.get("name") or "?") for row in rows) or "—")
    if len(named) > 1:
        raise InputError("party-wanted", parties=", ".join(str(row.get("name") or "?") for row in named))
    return named[0] if named else None


def _attempt(body: Mapping[str, Any]) -> Attempt:
    capture = body.get("capture") or {}
    return Attempt(from_z(body["at"]), str(body["text"] or ""), str(capture.get("name") or ""), str(capture.get("sha256") or ""))
