"""What happened outside, in words: filings with their frozen lateness, failed attempts, sendings, answers of the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import clock_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.linear.names import form_name, template_name
from breach.service.clocks import of_file

if TYPE_CHECKING:
    from breach.linear.room import Room
    from breach.log.fold import Act
    from breach.service.files import Opened


def filings(room: Room, opened: Opened) -> list[str]:
    """Every attempt that failed and every filing, each with how late it came."""
    acts = sorted([*opened.file.failed_filings, *opened.file.filings], key=lambda act: act.n)
    return [line for act in acts for line in (_filing(room, opened, act) if "reference" in act.body else [_failed(room, act)])]


def _filing(room: Room, opened: Opened, act: Act) -> list[str]:
    body = act.body
    at, kind = _at(room, body["at"]), t(f"outside.type-{body['type']}")
    words = t("outside.happened-filed", form=form_name(body["form"]), type=kind, at=at, reference=body["reference"] or "—")
    late = [held for held in body.get("lateness", ()) if held["late_by"]]
    to = {clock.row.clock: clock_words.recipient(clock.row) for clock in of_file(room.desk, opened.row)}
    words += "".join(t("outside.happened-late", clock=to.get(held["clock"], held["clock"]), late=dates.duration(held["late_by"])) for held in late)
    words += t("outside.happened-in-time") if body.get("lateness") and not late else ""
    return [_marked(act, words), *([t("outside.happened-why", why=body["late_reason"])] if body.get("late_reason") else [])]


def _failed(room: Room, act: Act) -> str:
    return _marked(act, t("outside.happened-failed", form=form_name(act.body["form"]), at=_at(room, act.body["at"]), text=act.body["text"] or "—"))


def sendings(room: Room, opened: Opened) -> list[str]:
    """Every sending."""
    return [_marked(act, _sending(room, act)) for act in opened.file.sendings]


def _sending(room: Room, act: Act) -> str:
    body = act.body
    template = template_name(body["template"] or "—")
    return t("outside.happened-sent", template=template, count=body["count"], bounced=body["bounced"], at=_at(room, body["at"]))


def answers(room: Room, opened: Opened) -> list[str]:
    """Every answer of the authority."""
    return [_marked(act, _answer(room, act)) for act in opened.file.authority]


def _answer(room: Room, act: Act) -> str:
    due = t("outside.happened-due", at=_at(room, act.body["due"])) if act.body["due"] else ""
    return t("outside.happened-authority", kind=t(f"outside.authority-{act.body['kind']}"), at=_at(room, act.body["at"])) + due


def _at(room: Room, instant: str) -> str:
    return dates.when(from_z(instant), zone_of(room.desk.zone), room.desk.zone)


def _marked(act: Act, words: str) -> str:
    return t("outside.happened-simulated", words=words) if act.body.get("simulated") else words
