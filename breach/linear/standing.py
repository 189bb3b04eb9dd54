"""How a file stands, told: the assessment, the clocks, the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import clock_words, decided_words
from breach.domain.clock_rows import seconds
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.law import explain
from breach.law.explain_beside import Writer
from breach.linear import question as q
from breach.service import assessing
from breach.service import clocks as service
from breach.service.awareness_view import awareness, in_words
from breach.service.files import read
from breach.service.gist import on_one_line

if TYPE_CHECKING:
    from breach.linear.question import Conversation
    from breach.linear.room import Room


def assessment(room: Room, ref: str) -> Conversation[None]:
    """What the rules propose, with reasons, and what would settle it."""
    made = assessing.appraised(room.desk, read(room.desk, ref)).made
    yield from q.tell(*explain.lines(made, room.desk.lang), t("linear.assess-more"))


def beside(room: Room, ref: str) -> Conversation[None]:
    """All that is said of the assessment, but for the plane, whose rows say nothing to the ear: its ends are said in words."""
    lang, made = room.desk.lang, assessing.appraised(room.desk, read(room.desk, ref))
    plane = set(Writer(made, lang).plane())
    yield from q.tell(*(line for line in assessing.in_words(made, lang) if line not in plane))


def clocks(room: Room, ref: str) -> Conversation[None]:
    """Every clock with its start, why it runs, and its text; then the ladder of awareness."""
    desk = room.desk
    moment, opened = desk.now(), read(desk, ref)
    lines = _decided(room, ref)
    for clock in service.of_file(desk, opened.row):
        row = clock.row
        lines += ["", room.clock_line(clock)]
        if row.anchor_at:
            lines.append(clock_words.start(row, desk.zone))
        lines.append(row.why_fr if desk.lang == "fr" else row.why_en)
        lines.append(t("tui.clock-source", source=row.source) + (t("tui.clock-to-check") if row.to_check else ""))
    ladder = in_words(awareness(desk, opened, moment), desk.zone)
    yield from q.tell(*lines, "", t("awareness.heading"), *ladder)


def _decided(room: Room, ref: str) -> list[str]:
    """Who became certain when, on what basis; what was corrected as well."""
    desk = room.desk
    acts = read(desk, ref).file.awareness
    lines = [] if acts else [t("linear.not-aware")]
    for act in acts:
        at = dates.when(from_z(act.body["at"]), zone_of(desk.zone), desk.zone, year=True)
        key = "tui.clock-aware" if act is acts[-1] else "tui.clock-aware-old"
        lines.append(t(key, at=at, by=act.body["by"] or "—", basis=act.body["basis"] or "—"))
        lines += [t("tui.clock-aware-why", why=act.body["why"])] if act.body.get("why") else []
        lines += [] if act.body["confirmed"] else [t("tui.clock-aware-unsigned")]
    return lines


def timeline(room: Room, ref: str) -> Conversation[None]:
    """Every line of the timeline, earliest first."""
    desk = room.desk
    people, zone = desk.store.people(), zone_of(desk.zone)
    lines = []
    for line in read(desk, ref).file.timeline:
        at = dates.when(from_z(line.happened_at or line.recorded_at), zone, desk.zone)
        gone = f" {t('tui.log-retracted')}" if line.retracted else ""
        late = decided_words.late_words(seconds(from_z(line.happened_at), from_z(line.recorded_at))) if line.happened_at else ""
        kind, who = t(f"kinds.{line.kind}"), people.get(line.actor, line.actor)
        lines.append(t("linear.timeline-line", n=line.n, at=at, kind=kind + gone + late, who=who, text=on_one_line(line, desk.lang, desk.zone)))
    yield from q.tell(*lines)
