"""The file as a record: its timeline and entries, whether it is whole, the archive, the hand-over note, the DPO's review, its links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.linear import asked, standing
from breach.linear import question as q
from breach.linear.form import filled
from breach.linear.forms.asking import LinkForm
from breach.linear.forms.saved import ArchiveForm
from breach.linear.menu import Entry, entry, menu
from breach.linear.within import within
from breach.service import handover, handover_words, overview, proof, review
from breach.service.entry_words import entry_words
from breach.service.review_words import lines as review_lines

if TYPE_CHECKING:
    from breach.linear.question import Conversation
    from breach.linear.room import Room


def record(room: Room, ref: str) -> Conversation[None]:
    """The menu of the record."""

    def head() -> list[str]:
        return ["", *room.happened(), t("linear.record-head", ref=ref), room.clock(ref)]

    yield from menu(head, lambda: [*entries(room, ref), *within(room, ref)])


def entries(room: Room, ref: str, *, quiet: bool = False) -> list[Entry]:
    """What can be heard and made of the record."""
    made = [
        ("timeline", "linear.do-timeline", lambda: standing.timeline(room, ref)),
        ("history", "linear.do-history", lambda: _history(room, ref)),
        ("verify", "tui.verify.help", lambda: verify(room, ref)),
        ("export", "tui.archive.help", lambda: filled(ArchiveForm(room, ref))),
        ("handover", "desk.handover.help", lambda: _handover(room, ref)),
        ("review", "desk.review.help", lambda: _review(room, ref)),
        ("link", "desk.link.help", lambda: filled(LinkForm(room, ref))),
    ]
    return [entry(ident, words, run, quiet=quiet) for ident, words, run in made]


def verify(room: Room, ref: str | None) -> Conversation[None]:
    """Verify the chain of the file ``ref``, the whole store for None; a fault makes the conversation end in 1."""
    found = proof.verify(room.desk, ref)
    yield from q.tell(*(line.strip() for line in proof.in_words(found)), status=0 if found["ok"] else 1)


def _history(room: Room, ref: str) -> Conversation[None]:
    """Every entry, now or as they stood at an instant."""
    question = asked.instant(room.desk, "as_of", t("linear.ask-as-of"), hint=t("linear.as-of-hint"))
    answer = yield from q.ask(question)
    if answer.how == q.BACK:
        return
    until = room.desk.instant(answer.value) if answer.value else None
    lines: list[str] = []
    for held in overview.history(room.desk, ref, until):
        lines += _entry(room, held)
    yield from q.tell(*(lines or [t("decided.not-yet")]))


def _entry(room: Room, held: dict[str, Any]) -> list[str]:
    """One entry: when, what, who; what it says; when that happened; the beginning of its hash."""
    desk = room.desk
    zone = zone_of(desk.zone)
    role = t(f"tui.role-{held['role']}") if held["role"] else "—"
    at = dates.when(from_z(held["recorded_at"]), zone, desk.zone, year=True)
    lines = ["", t("linear.history-line", n=held["n"], at=at, kind=t(f"kinds.{held['kind']}"), who=held["actor"], role=role)]
    if held["happened_at"]:
        lines.append(t("decided.happened_at", at=dates.when(from_z(held["happened_at"]), zone, desk.zone, year=True)))
    lines += entry_words(held)
    signed = [t("verify.signed-mark")] if any(one["standing"] == "right" for one in held["signed"]) else []
    return [*lines, *signed, t("linear.history-hash", hash=held["hash"][:12])]


def _handover(room: Room, ref: str) -> Conversation[None]:
    """The note for whoever takes over; nothing is recorded."""
    told = handover.handover(room.desk, ref)
    said = [t("log.exercise")] if told["exercise"] else []
    said += [handover_words.title(room.desk, told), ""]
    for heading, items in handover_words.parts(room.desk, told, typed=False):
        said += [heading, *(items or [t("review.nothing")]), ""]
    yield from q.tell(*said, *handover_words.last(told))


def _review(room: Room, ref: str) -> Conversation[None]:
    """The DPO's review since their last look; that one looked goes on record."""
    told = review.review(room.desk, ref)
    yield from q.tell(*(line.strip() for line in review_lines(room.desk, told)))
    if review.mark(room.desk, ref):
        yield from q.tell(t("linear.looked"))
