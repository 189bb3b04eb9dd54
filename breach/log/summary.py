"""What one new entry changes in the summary that lists show of a file. The whole truth is the fold; this follows it entry by entry."""

from __future__ import annotations

from breach.log import kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

QUIET = frozenset(
    {
        kinds.NOTE,
        kinds.PRIVILEGED,
        kinds.EVIDENCE,
        kinds.EVIDENCE_CHECKED,
        kinds.EVIDENCE_MOVED,
        kinds.ERASED,
        kinds.HOLD,
        kinds.HOLD_RELEASED,
        kinds.DRAFT,
        kinds.EXPORTED,
        kinds.OPENED,
        kinds.CALLED,
        kinds.DRAFT_SIGNED,
        kinds.REVIEWED,
        kinds.SIGNATURE,
        kinds.ANCHORED,
        kinds.REMINDED,
        kinds.REMINDER_SEEN,
    }
)
"""Kinds that change no clock, and nothing of what waits for somebody (``breach.service.waiting``)."""


def changed(kind: str, body: Mapping[str, object]) -> dict[str, str | None]:
    """The columns of ``file`` that an entry of ``kind`` with ``body`` changes: ``title``, ``state``, and ``due_stamp`` (None: clocks to be
    worked out again).
    """
    columns: dict[str, str | None] = {} if kind in QUIET else {"due_stamp": None}
    if kind == kinds.OPENED:
        columns["title"] = str(body["title"])
    elif kind == kinds.FACTS:
        facts = body["facts"]
        title = facts.get("title") if isinstance(facts, dict) else None
        if isinstance(title, dict) and title.get("state") == "known":
            columns["title"] = str(title["value"])
    elif kind == kinds.IMPORTED:
        columns["state"] = "closed"
    elif kind == kinds.DECISION and body.get("question") == "close":
        columns["state"] = "closed" if body.get("choice") == "close" else "open"
    elif kind == kinds.LINKED and (body.get("as"), body.get("side")) == ("duplicate", "from"):
        columns["state"] = "closed"
    return columns
