"""The first minute of a file: from when on the clock may run, the next three things to do, whom to call, what not to do. It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from breach.domain.instants import from_z
from breach.i18n import t
from breach.law.clocks import rows
from breach.law.record import Start
from breach.service import assessing, playbooks
from breach.service.calls import cards
from breach.service.clock_work import said
from breach.service.clocks import of_file
from breach.service.handover import NEXT, next_end
from breach.service.next_steps import next_steps
from breach.service.promises import setting_of

if TYPE_CHECKING:
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.log.fold import Line
    from breach.service.desk import Desk
    from breach.service.files import Opened
    from breach.service.next_steps import Action

CLOCKS = ("gdpr-33-1", "gdpr-33-2")
"""The clocks that start with the awareness of a controller, or of a processor."""

COMMON = ("wipe", "power", "attacker", "mailbox")
"""What never to do, whatever the playbooks say."""

MOST_AVOID = 6
"""As many lines of what not to do; the rest stands in the playbooks."""

APART = timedelta(minutes=5)
"""Starts that lie nearer to each other than this are said as one, the earlier."""


@dataclass(frozen=True, slots=True)
class FirstMinute:
    """``told``: the line with which the file began; ``starts``: the clock of the authority from each start that is possible, earliest first;
    ``signed``: a person signed the one that governs; ``steps``: what to do next; ``cards``: whom to call, as ``calls.cards``; ``tried``: how many
    calls are on record by card; ``avoid``: what not to do: the ``COMMON``, then by the playbooks that apply.
    """

    told: Line | None
    starts: tuple[DueRow, ...]
    signed: bool
    steps: tuple[Action, ...]
    cards: tuple[dict[str, Any], ...]
    tried: dict[str, int]
    avoid: tuple[str, ...]


def first_minute(desk: Desk, opened: Opened) -> FirstMinute:
    """What the first screen of ``opened`` says now. Raises BreachError."""
    now = desk.now()
    clocks = of_file(desk, opened.row)
    standing = [clock.row for clock in clocks if clock.row.clock in CLOCKS and clock.row.anchor_at and clock.row.anchor_status != "superseded"]
    steps = next_steps(opened, assessing.appraised(desk, opened).made, next_end(clocks), now)
    tried: dict[str, int] = {}
    for act in opened.file.calls:
        name = str(act.body["who"] or act.body["name"] or "")
        tried[name] = tried.get(name, 0) + 1
    return FirstMinute(
        opened.file.timeline[0] if opened.file.timeline else None,
        tuple(standing) or _possible(opened, now),
        not young(opened),
        tuple(steps[:NEXT]),
        tuple(cards(desk)),
        tried,
        _avoid(desk, opened),
    )


def young(opened: Opened) -> bool:
    """Whether nobody signed an awareness yet: little is known, and the first minute is what helps."""
    return not any(act.body["confirmed"] for act in opened.file.awareness)


def _possible(opened: Opened, now: datetime) -> tuple[DueRow, ...]:
    """The clock of the authority as it would run from the earliest signal on record, and from this instant: never the comfortable one alone."""
    if opened.file.closed:
        return ()
    record, facts, promises = said(opened, now)
    line = opened.file.timeline[0] if opened.file.timeline else None
    told = from_z(line.happened_at or line.recorded_at) if line else now
    first = min(told, record.suspected or told)
    starts = [first, now] if now - first >= APART else [first]
    supposed = replace(record, starts={**record.starts, "aware_at": [Start(at, "candidate") for at in starts]})
    found = rows(supposed, facts, promises, now, setting_of(opened.profile))
    return tuple(sorted((row for row in found if row.clock in CLOCKS and row.due_at), key=lambda row: row.due_at or ""))


def _avoid(desk: Desk, opened: Opened) -> tuple[str, ...]:
    """What is never to be done, then what the playbooks that are followed, or apply on what is known, say not to do: each once."""
    common = [t(f"desk.avoid-{name}", desk.lang) for name in COMMON]
    held = [item.playbook for item in playbooks.proposed(desk, opened, playbooks.library()) if item.state in ("followed", "applies")]
    said = [line for book in held for line in book.avoid.get(desk.lang, ())]
    return tuple(dict.fromkeys([*common, *said]))[:MOST_AVOID]
