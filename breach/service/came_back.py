"""What came back, as the clocks read it: the authority's orders and questions, a request to wait before telling people, people's own requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z
from breach.i18n import t
from breach.law.record import Event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from breach.log.fold import Act, BreachFile

ORDER, WAIT, REQUEST = "authority-order", "subjects-wait", "rights-request"
"""What an anchor names after ``entry:``."""
ASKING = ("order", "question")
"""What the authority asks an answer to, with a date or without one."""


def events_of(file: BreachFile) -> dict[str, list[Event]]:
    """What on record starts a clock by itself, by the name of the anchor."""
    return {ORDER: _orders(file), WAIT: _waits(file), REQUEST: _requests(file)}


def answered(file: BreachFile, batch: Act) -> int:
    """How many requests of the ``batch`` were answered. Never more than it holds."""
    done = sum(int(act.body["count"]) for act in file.request_answers if act.body["of"] == batch.n)
    return min(done, int(batch.body["count"]))


def _orders(file: BreachFile) -> list[Event]:
    """Orders and questions, and whatever else has a date; a closing ends what was still asked before it."""
    closings = [from_z(act.body["at"]) for act in file.authority if act.body["kind"] == "closing"]
    return [
        Event(
            from_z(act.body["at"]),
            str(act.n),
            _instant(act.body["due"]),
            ended_at=next((at for at in closings if at >= from_z(act.body["at"])), None),
            label_fr=t(f"back.{act.body['kind']}", "fr", n=act.n),
            label_en=t(f"back.{act.body['kind']}", "en", n=act.n),
        )
        for act in file.authority
        if act.body["kind"] in ASKING or (act.body["due"] and act.body["kind"] != "closing")
    ]


def _waits(file: BreachFile) -> list[Event]:
    """The last request to wait; a later one takes the place of those before, and lifting it ends it."""
    found: list[Event] = []
    for place, act in enumerate(file.waits):
        ends: Sequence[Act] = [*file.waits[place + 1 :], *(over for over in file.waits_over if over.n > act.n)]
        first = min(ends, key=lambda end: end.n, default=None)
        who = act.body["by"] or "—"
        words = (t("back.wait", lang, by=who, n=act.n) for lang in ("fr", "en"))
        found.append(Event(from_z(act.body["at"]), str(act.n), _instant(act.body["until"]), None, _at(first), *words))
    return found


def _requests(file: BreachFile) -> list[Event]:
    found: list[Event] = []
    for act in file.requests:
        count, done = act.body["count"], answered(file, act)
        last = [from_z(a.body["at"]) for a in file.request_answers if a.body["of"] == act.n]
        words = (t("back.requests", lang, count=count, done=done, n=act.n) for lang in ("fr", "en"))
        found.append(Event(from_z(act.body["at"]), str(act.n), None, max(last) if last and done == count else None, None, *words))
    return found


def _instant(text: str | None) -> datetime | None:
    return from_z(text) if text else None


def _at(act: Act | None) -> datetime | None:
    return from_z(act.body["at"]) if act else None
