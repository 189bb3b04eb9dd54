"""Working the clocks out: the record of a file, its facts and the promises of the profile, given to the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.derive import derived
from breach.domain.instants import from_z, to_z
from breach.domain.papers import TO_SUBJECTS
from breach.errors import RuleError, StoreError
from breach.law.challenge import told_by_processors
from breach.law.clocks import changes_at, rows, steady_since
from breach.law.record import Filing, Record, Start
from breach.law.starts import started_from_fact
from breach.log.fold import signed as is_signed
from breach.service.came_back import events_of
from breach.service.files import Opened, profile_of, read_row
from breach.service.kept_waiting import keep
from breach.service.promises import promises_of, setting_of
from breach.service.reopening import reopened
from breach.service.waiting import as_word, waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.domain.facts import Facts
    from breach.log.fold import BreachFile
    from breach.service.desk import Desk
    from breach.service.ports import FileRow


def refresh(desk: Desk, row: FileRow, mark: str) -> list[DueRow]:
    """The clocks of the file ``row``, worked out now and kept with it (unless the store cannot be written just now)."""
    opened = read_row(desk, row)
    found = worked_out(opened, desk.now())
    if desk.fixed is not None:
        return found  # seen as at another instant: nothing of it may be kept
    until = changes_at(opened.facts, desk.now(), setting_of(opened.profile))
    try:
        with desk.store.writing(desk.clock) as writer:
            if writer.number_of(row.chain) == opened.file.entries:  # nobody wrote since the entries were read
                writer.set_due(row.chain, found, mark, to_z(until) if until else None)
                keep(desk, writer, row, as_word(waiting(opened, desk.now())))
    except (StoreError, RuleError):
        return found  # what is kept is only a saving: a read-only or full disk must not hide a deadline
    return found


def plan(desk: Desk, mark: str) -> None:
    """Keep the clocks of a file about which nothing is known yet, so that ``log`` need not read the law.

    With them, the day from which an awareness starts them by hours alone; none where a clock of this organisation ends otherwise.
    """
    if desk.fixed is not None:
        return
    profile, now = profile_of(desk), desk.now()
    facts, promises, setting = derived({}, now, {}), promises_of(profile), setting_of(profile)
    found = rows(Record({}), facts, promises, now, setting)
    started = rows(Record({"aware_at": [Start(now, "signed")]}), facts, promises, now, setting)
    by_hours = sorted((row.aware_from(now, "signed").values() for row in found), key=str) == sorted((row.values() for row in started), key=str)
    try:
        with desk.store.writing(desk.clock) as writer:
            writer.set_due(0, found, mark, None)
            writer.set_meta("due_plan_from", steady_since(facts, now, setting).isoformat() if by_hours else "")
    except (StoreError, RuleError):
        return


def worked_out(opened: Opened, now: datetime) -> list[DueRow]:
    """The clocks of ``opened`` at ``now`` (UTC), most urgent first. A file that came closed from another register has none while it is closed."""
    if opened.file.imported is not None and opened.file.closed:
        return []
    return rows(*said(opened, now), now, setting_of(opened.profile))


def said(opened: Opened, now: datetime) -> tuple[Record, Facts, list[dict[str, Any]]]:
    """What ``opened`` gives the law at ``now`` (UTC): its record, its facts, the promises of its profile."""
    facts = opened.seen(now)
    return record_of(opened.file, facts, now), facts, promises_of(opened.profile)


def filing_of(body: Mapping[str, Any]) -> Filing:
    """A filing as the law reads it, of the ``body`` of its entry."""
    frozen = {(held["clock"], held["start"]): held["late_by"] for held in body.get("lateness", ())}
    return Filing(body["form"], body["type"], from_z(body["at"]), frozen, body["for"] or "")


def record_of(file: BreachFile, facts: Facts, now: datetime) -> Record:
    """What the record of ``file`` says to the clocks. Filings and sendings of an exercise are simulated and settle its clocks alike."""
    told = [act.body for act in file.sendings if act.body["template"] in TO_SUBJECTS or act.body.get("subjects")]
    sendings = [from_z(body["at"]) for body in told if body["count"] > body["bounced"]]
    # A silence that waits for its approval ends no clock: what was decided before still holds.
    holding = [act for act in file.decisions if not file.pending(act)]
    choices = {act.body["question"]: (act.body["choice"], from_z(act.recorded_at)) for act in holding}
    if reopened(file):
        choices.pop("is-it-a-breach", None)
    return Record(
        {"aware_at": _awareness(file, facts, now)},
        [filing_of(act.body) for act in file.filings],
        sendings,
        choices,
        _suspected(facts, now),
        events_of(file),
    )


def _suspected(facts: Facts, now: datetime) -> datetime | None:
    """Since when something is suspected: the suspicion, else the first signal."""
    return next((start.at for name in ("suspected_at", "first_signal_at") for start in started_from_fact(facts, name, now)), None)


def _awareness(file: BreachFile, facts: Facts, now: datetime) -> list[Start]:
    """Every awareness on record. The last one that a person signed governs and those before it are superseded; what was put forward since, and
    before any signature what the facts and the processors give, are candidates, each with its own deadline.
    """
    signed = max((place for place, act in enumerate(file.awareness) if is_signed(act.body)), default=-1)
    governing = [from_z(file.awareness[signed].body["at"])] if signed >= 0 else []
    taken = set(governing)
    candidates = _new([from_z(act.body["at"]) for act in file.awareness[signed + 1 :]], taken)
    if not governing:
        from_facts = [] if candidates else started_from_fact(facts, "aware_at", now)
        candidates += _new([start.at for start in [*from_facts, *_told(facts, now)]], taken)
    old = sorted(set(_new([from_z(act.body["at"]) for act in file.awareness[: max(signed, 0)]], taken)))
    return [
        *(Start(at, "superseded") for at in old),
        *(Start(at, "signed") for at in governing),
        *(Start(at, "candidate") for at in sorted(candidates)),
    ]


def _new(instants: Sequence[datetime], taken: set[datetime]) -> list[datetime]:
    """Those of ``instants`` that were not ``taken`` yet, each once; they are then."""
    found = []
    for at in instants:
        if at not in taken:
            found.append(at)
            taken.add(at)
    return found


def _told(facts: Facts, now: datetime) -> list[Start]:
    """A candidate start per processor that told us: a controller is aware once it was told (EDPB 9/2022 §44)."""
    return [Start(at, "candidate") for at in sorted({at for _, at in told_by_processors(facts, now)})]
