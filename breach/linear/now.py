"""The first minute of a file: from when on the clock may run, the best question, three actions, what not to do, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.domain import clock_words, decided_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, plural, t
from breach.linear import question as q
from breach.linear.facts import still_open
from breach.linear.reaching import in_a_line
from breach.service.files import read
from breach.service.first_minute import first_minute

if TYPE_CHECKING:
    from breach.linear.question import Conversation
    from breach.linear.room import Room
    from breach.service.files import Opened
    from breach.service.first_minute import FirstMinute
    from breach.service.next_steps import Action

_MOST_CARDS = 5
_WORDS = {
    "aware": "aware",
    "confirm-aware": "aware",
    "answer": "questions",
    "decide-notify": "decide",
    "decide-inform": "decide",
    "evidence": "evidence",
    "file": "notice",
    "inform": "letters",
    "waiting": "decisions",
}
"""The word under which each action is done."""


def now(room: Room, ref: str) -> Conversation[None]:
    """How the file stands, what presses first."""
    opened = read(room.desk, ref)
    found = first_minute(room.desk, opened)
    left = still_open(room, opened)
    unknown = plural("tui.unknown-count", len(left))
    first = [t("linear.unknown-first", question=question_of(load().get(left[0]), room.desk.lang))] if left else []
    actions = [t("linear.action", n=n, what=_action(room, one), word=t(f"linear.word-{_WORDS[one.what]}")) for n, one in enumerate(found.steps, 1)]
    cards = [in_a_line(card) for card in found.cards[:_MOST_CARDS]]
    yield from q.tell(
        *_clock(room, ref, found),
        unknown,
        *first,
        *([t("desk.next") + ".", *actions] if actions else []),
        t("desk.avoid") + ".",
        *found.avoid,
        t("desk.call-whom") + ".",
        *cards,
        *_told(room, opened, found),
    )


def _clock(room: Room, ref: str, found: FirstMinute) -> list[str]:
    """The clock; until a person signed its start, from every start that is possible."""
    if found.signed or not found.starts:
        return [room.clock(ref)]
    moment, zone = room.desk.now(), room.desk.zone
    return [
        t("desk.start-open"),
        *(
            t("linear.start-if", at=dates.when(from_z(row.anchor_at or ""), zone_of(zone), zone), clock=clock_words.left(row, moment, zone))
            for row in found.starts
        ),
    ]


def _action(room: Room, action: Action) -> str:
    if action.waits is not None:
        return decided_words.of(action.waits.data(), room.desk.zone)
    question = question_of(load().get(action.fact), room.desk.lang) if action.fact else ""
    return t(f"review.next-{action.what}", question=question)


def _told(room: Room, opened: Opened, found: FirstMinute) -> list[str]:
    """What happened, as it was first told; not to who just told it."""
    if found.told is None or not found.told.text or opened.file.entries == 1:
        return []
    at = dates.when(from_z(found.told.happened_at or found.told.recorded_at), zone_of(room.desk.zone), room.desk.zone)
    return [t("desk.told", text=found.told.text, at=at)]
