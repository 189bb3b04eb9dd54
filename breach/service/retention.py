"""How long files are kept: legal holds, which files are past their period, and the destruction of one, on record.

Nothing goes by itself: the end of a period only shows in the register and in ``doctor``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.instants import from_z, to_local, to_z
from breach.errors import InputError, RuleError
from breach.i18n import t
from breach.law.retention import Retention, ends, retention
from breach.log import kinds
from breach.log.fold import fold
from breach.service.desk import Desk, clean
from breach.service.files import Opened, read

if TYPE_CHECKING:
    from datetime import datetime

    from breach.log.fold import Act, BreachFile
    from breach.service.ports import FileRow, Written


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a file is kept: ``until`` (UTC, None while it is open), whether that has ``passed``, and the ``hold`` in force."""

    until: datetime | None
    passed: bool
    hold: Act | None


def organisations(desk: Desk) -> Retention:
    """The organisation's period, on record with its profile, or the default."""
    years = desk.store.meta("retention_years")
    return retention(int(years) if years else None)


def period(desk: Desk) -> Retention:
    """The period in use: the organisation's; what this machine's configuration says only where it is longer."""
    years = desk.store.meta("retention_years")
    return retention(int(years) if years else None, desk.retention_years)


def ignored(desk: Desk) -> int | None:
    """The period that this machine's configuration names and that does not hold, since it is shorter than the organisation's."""
    asked = desk.retention_years
    return asked if asked is not None and asked < period(desk).years else None


def in_words(held: Retention, lang: str) -> str:
    """Where the period ``held`` comes from."""
    return t(f"erasure.period-{held.by}", lang, reason=held.reason_fr if lang == "fr" else held.reason_en)


def keeping(desk: Desk, file: BreachFile) -> Keeping:
    """How long ``file`` is kept, as seen now."""
    closed = file.closed_by
    until = ends(from_z(closed.recorded_at), period(desk).years, desk.zone) if closed else None
    return Keeping(until, until is not None and until <= desk.now(), held(file, desk.now()))


def held(file: BreachFile, now: datetime) -> Act | None:
    """The legal hold in force on ``file`` at ``now`` (UTC)."""
    hold = file.hold
    if hold is None or (hold.body["until"] and from_z(hold.body["until"]) <= now):
        return None
    return hold


def held_files(desk: Desk) -> list[FileRow]:
    """The files under a legal hold now."""
    marked = set(desk.store.chains_with(kinds.HOLD))
    return [row for row in desk.store.files() if row.chain in marked and held(fold(desk.store.history(row.chain)), desk.now())]


def past(desk: Desk) -> list[tuple[FileRow, datetime]]:
    """The real files whose period is over and that no hold keeps, each with the end of its period."""
    found = []
    for row in desk.store.files():
        if row.exercise or row.state != "closed":
            continue
        kept = keeping(desk, fold(desk.store.history(row.chain)))
        if kept.passed and kept.until and not kept.hold:
            found.append((row, kept.until))
    return found


def hold(desk: Desk, ref: str, why: str, until: str = "") -> tuple[FileRow, Written]:
    """Put the file under a legal hold: nothing of it may be erased or destroyed before ``until`` (none: before the release).

    Raises InputError ``hold-ended`` where ``until`` is not ahead.
    """
    reasons = clean(why, what="--why")
    end = desk.instant(until) if until else None
    if end and end <= desk.now():
        raise InputError("hold-ended", until=to_local(end, desk.zone))
    row = desk.store.find(ref)
    with desk.acting() as act:
        done = act.append(row, kinds.HOLD, {"why": reasons, "until": to_z(end) if end else None})
    return row, done


def release(desk: Desk, ref: str, why: str) -> tuple[FileRow, Written]:
    """Release the legal hold. Raises RuleError ``no-hold``."""
    reasons = clean(why, what="--why")
    opened = read(desk, ref)
    if held(opened.file, desk.now()) is None:
        raise RuleError("no-hold", ref=opened.row.ref)
    with desk.acting() as act:
        done = act.append(opened.row, kinds.HOLD_RELEASED, {"why": reasons})
    return opened.row, done


def need_no_hold(desk: Desk, opened: Opened) -> None:
    """Raises RuleError ``under-hold`` where the file is under a legal hold."""
    kept = held(opened.file, desk.now())
    if kept:
        raise RuleError("under-hold", ref=opened.row.ref, n=kept.n, why=(kept.body["why"] or "")[:200])


def may_destroy(desk: Desk, opened: Opened, *, before_retention: bool) -> None:
    """Raises RuleError ``under-hold``, ``still-open``, or ``retention-not-over`` (a real file before its time, unless ``before_retention``)."""
    need_no_hold(desk, opened)
    if not opened.file.closed:
        raise RuleError("still-open", ref=opened.row.ref)
    kept = keeping(desk, opened.file)
    if not opened.row.exercise and not kept.passed and not before_retention and kept.until:
        raise RuleError("retention-not-over", ref=opened.row.ref, until=to_local(kept.until, desk.zone))
