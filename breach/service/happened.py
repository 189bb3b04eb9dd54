"""What happened outside, in words: once it is on record, and as the file tells it later, filings with their frozen lateness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.clock_words import recipient
from breach.domain.instants import from_z, zone_of
from breach.domain.outside_words import form_name, template_name, type_name
from breach.i18n import dates, plural, t
from breach.law.clocks import lateness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.log.fold import Act
    from breach.service.clocks import Clock
    from breach.service.files import Opened


def filed(ref: str, n: int, settled: Sequence[DueRow], at: datetime, *, by_id: bool = False) -> list[str]:
    """That the filing of ``at`` (UTC) is on record as entry ``n``, and how late it came against the clocks that it ``settled``, a line each.

    ``by_id``: each clock by its id, and those that were met in time too.
    """
    late = [(row, lateness(row, at)) for row in settled]
    met = [t("record.met", clock=row.clock, to=recipient(row)) for row, by in late if not by] if by_id else []
    lines = [t("record.late", clock=row.clock if by_id else recipient(row), late=dates.duration(by)) for row, by in late if by]
    return [t("record.filed", ref=ref, n=n), *met, *lines, *([] if settled else [t("record.settles-none")])]


def late_by_now(rows: Iterable[DueRow], now: datetime) -> list[str]:
    """Against which clocks a filing made ``now`` (UTC) would be late, and by how much, a line each."""
    return [t("outside.filed-late", clock=recipient(row), late=dates.duration(lateness(row, now))) for row in rows]


def text_kept(whence: str, *, quoted: bool) -> str:
    """Which text was kept with a sending: ``whence`` as ``record.sent`` says it; ``quoted``: whether the notice takes it over."""
    return t(f"record.sent-text-{whence or 'none'}" + ("-only" if whence and not quoted else ""))


def filings(opened: Opened, clocks: Sequence[Clock], zone: str) -> list[list[str]]:
    """Every attempt that failed and every filing, each with how late it came; below a filing the reasons for its delay, where it has them.

    ``clocks``: those of the file; ``zone``: in which instants are shown.
    """
    acts = sorted([*opened.file.failed_filings, *opened.file.filings], key=lambda act: act.n)
    return [_filing(act, clocks, zone) if "reference" in act.body else [_failed(act, zone)] for act in acts]


def _filing(act: Act, clocks: Sequence[Clock], zone: str) -> list[str]:
    body = act.body
    form, kind, at = form_name(body["form"]), type_name(body["type"]), _at(body["at"], zone)
    words = t("outside.happened-filed", form=form, type=kind, at=at, reference=body["reference"] or "—")
    late = [held for held in body.get("lateness", ()) if held["late_by"]]
    words += "".join(t("outside.happened-late", clock=_to(held["clock"], clocks), late=dates.duration(held["late_by"])) for held in late)
    words += t("outside.happened-in-time") if body.get("lateness") and not late else ""
    return [_marked(act, words), *([t("outside.happened-why", why=body["late_reason"])] if body.get("late_reason") else [])]


def _to(clock: str, clocks: Sequence[Clock]) -> str:
    """To whom ``clock`` runs; its id where the file has it no more."""
    return next((recipient(held.row) for held in clocks if held.row.clock == clock), clock)


def _failed(act: Act, zone: str) -> str:
    body = act.body
    return _marked(act, t("outside.happened-failed", form=form_name(body["form"]), at=_at(body["at"], zone), text=body["text"] or "—"))


def sendings(opened: Opened, zone: str) -> list[str]:
    """Every sending, a line each."""
    return [_marked(act, _sending(act, zone)) for act in opened.file.sendings]


def _sending(act: Act, zone: str) -> str:
    body = act.body
    template, at = template_name(body["template"] or "—"), _at(body["at"], zone)
    return t("outside.happened-sent", template=template, count=body["count"], bounced=plural("counts.back", body["bounced"]), at=at)


def answers(opened: Opened, zone: str) -> list[str]:
    """Every answer of the authority, a line each."""
    return [_marked(act, _answer(act, zone)) for act in opened.file.authority]


def _answer(act: Act, zone: str) -> str:
    body = act.body
    due = t("outside.happened-due", at=_at(body["due"], zone)) if body["due"] else ""
    return t("outside.happened-authority", kind=t(f"outside.authority-{body['kind']}"), at=_at(body["at"], zone)) + due


def _at(instant: str, zone: str) -> str:
    return dates.when(from_z(instant), zone_of(zone), zone)


def _marked(act: Act, words: str) -> str:
    return t("outside.happened-simulated", words=words) if act.body.get("simulated") else words
