"""Working the clocks out: the record of a file, its facts and the promises of the profile, given to the law."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from breach.domain.facts import fact_of
from breach.domain.instants import from_z, to_z
from breach.errors import RuleError, StoreError
from breach.i18n import t
from breach.law.clocks import Filing, Record, Start, changes_at, rows, started_from_fact
from breach.service.desk import TO_SUBJECTS
from breach.service.files import Opened, profile_of, read_row
from breach.service.kept_waiting import keep
from breach.service.waiting import as_word, waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.domain.clock_rows import DueRow
    from breach.domain.facts import Facts
    from breach.domain.profile import Commitment, Contract, Profile
    from breach.log.fold import BreachFile
    from breach.service.desk import Desk
    from breach.service.ports import FileRow

_SILENT = {"question": "inform-subjects", "choice": "do-not-inform"}
_ENDS = {"authority": ({"question": "notify-authority", "choice": "do-not-notify"},), "subjects": (_SILENT,), "clients": (_SILENT,)}
"""The decisions that end a promise. A flaw that is no breach may still fall under one, so "no breach" ends none."""


def refresh(desk: Desk, row: FileRow, mark: str) -> list[DueRow]:
    """The clocks of the file ``row``, worked out now and kept with it (unless the store cannot be written just now)."""
    opened = read_row(desk, row)
    found = worked_out(opened, desk.now())
    if desk.fixed is not None:
        return found  # seen as at another instant: nothing of it may be kept
    until = changes_at(opened.facts, desk.now())
    try:
        with desk.store.writing(desk.clock) as writer:
            if writer.number_of(row.chain) == opened.file.entries:  # nobody wrote since the entries were read
                writer.set_due(row.chain, found, mark, to_z(until) if until else None)
                keep(desk, writer, row, as_word(waiting(opened, desk.now())))
    except (StoreError, RuleError):
        return found  # what is kept is only a saving: a read-only or full disk must not hide a deadline
    return found


def plan(desk: Desk, mark: str) -> None:
    """Keep the clocks of a file about which nothing is known yet, so that ``log`` need not read the law."""
    if desk.fixed is not None:
        return
    found = rows(Record({}), {}, promises_of(profile_of(desk)), desk.now())
    try:
        with desk.store.writing(desk.clock) as writer:
            writer.set_due(0, found, mark, None)
    except (StoreError, RuleError):
        return


def worked_out(opened: Opened, now: datetime) -> list[DueRow]:
    """The clocks of ``opened`` at ``now`` (UTC), most urgent first."""
    facts = opened.seen(now)
    promises = promises_of(opened.profile)
    return rows(record_of(opened.file, facts, promises, now), facts, promises, now)


def record_of(file: BreachFile, facts: Facts, promises: Sequence[Mapping[str, Any]], now: datetime) -> Record:
    """What the record of ``file`` says to the clocks. Filings and sendings of an exercise are simulated and settle its clocks alike."""
    starts: dict[str, list[Start]] = {"aware_at": _awareness(file, facts, now)}
    for promise in promises:
        if promise["anchor"] not in starts:
            starts[promise["anchor"]] = started_from_fact(facts, promise["anchor"], now)
    filings = [
        Filing(
            act.body["form"],
            act.body["type"],
            from_z(act.body["at"]),
            {(held["clock"], held["start"]): held["late_by"] for held in act.body.get("lateness", ())},
        )
        for act in file.filings
        if not (act.body["for"] and act.body["form"] == "cnil-2023")  # made for a client: the client's duty, not ours
    ]
    sendings = [from_z(act.body["at"]) for act in file.sendings if act.body["template"] in TO_SUBJECTS and act.body["count"] > act.body["bounced"]]
    # A silence that waits for its approval ends no clock: what was decided before still holds.
    holding = [act for act in file.decisions if not file.pending(act)]
    choices = {act.body["question"]: (act.body["choice"], from_z(act.recorded_at)) for act in holding}
    return Record(starts, filings, sendings, choices, _suspected(facts, now))


def _suspected(facts: Facts, now: datetime) -> datetime | None:
    """Since when something is suspected: the suspicion, else the first signal."""
    return next((start.at for name in ("suspected_at", "first_signal_at") for start in started_from_fact(facts, name, now)), None)


def _awareness(file: BreachFile, facts: Facts, now: datetime) -> list[Start]:
    """Every awareness on record, the last one governing; before any, the candidate that the facts give."""
    if not file.awareness:
        return [*started_from_fact(facts, "aware_at", now), *_told(facts, now)]
    *old, last = file.awareness
    governing = from_z(last.body["at"])
    superseded = {from_z(act.body["at"]) for act in old} - {governing}
    return [*(Start(at, "superseded") for at in sorted(superseded)), Start(governing, "signed" if last.body["confirmed"] else "candidate")]


def _told(facts: Facts, now: datetime) -> list[Start]:
    """A candidate start per processor that told us: a controller is aware once it was told (EDPB 9/2022 §44)."""
    parties = fact_of(facts, "parties", now).value
    rows_ = parties if isinstance(parties, tuple) else ()
    told = {at for row in rows_ if row.get("kind") in ("processor", "sub_processor") and isinstance(at := row.get("told_us_at"), datetime)}
    return [Start(at, "candidate") for at in sorted(told)]


def promises_of(profile: Profile | None) -> list[dict[str, Any]]:
    """The public promises and contract clauses of ``profile`` as clocks. A promise that only repeats the law adds none."""
    if profile is None:
        return []
    found = [_of_commitment(promise, profile) for promise in profile.commitments if promise.follows is None]
    return found + [_of_contract(contract) for contract in profile.contracts]


def _of_commitment(promise: Commitment, profile: Profile) -> dict[str, Any]:
    document = profile.document(promise.source.document)
    where = f"{document.title if document else promise.source.document}, art. {promise.source.article}"
    return {
        "id": f"promise:{promise.id}",
        "recipient_fr": t(f"clock.to-{promise.to}", "fr"),
        "recipient_en": t(f"clock.to-{promise.to}", "en"),
        "anchor": promise.anchor or "aware_at",
        "when": promise.applies_when,
        "duration": [_duration(promise.hours)],
        "met_by_forms": ("cnil-2023", "edpb-2026-draft") if promise.to == "authority" else (),
        "met_by_sending": promise.to != "authority",
        "ended_by": _ENDS[promise.to],
        "why_fr": t("clock.promise", "fr", where=where, sentence=promise.sentence),
        "why_en": t("clock.promise", "en", where=where, sentence=promise.sentence),
        "source": where,
        "to_check": False,
    }


def _of_contract(contract: Contract) -> dict[str, Any]:
    return {
        "id": f"contract:{contract.id}",
        "recipient_fr": contract.party,
        "recipient_en": contract.party,
        "anchor": contract.anchor or "aware_at",
        "when": contract.applies_when or {},
        "duration": [_duration(contract.hours)],
        "met_by_forms": (f"contract:{contract.id}",),
        "why_fr": t("clock.contract", "fr", party=contract.party, sentence=contract.sentence or "—"),
        "why_en": t("clock.contract", "en", party=contract.party, sentence=contract.sentence or "—"),
        "source": f"contract:{contract.id}",
        "to_check": contract.hours is None,
    }


def _duration(hours: int | None) -> dict[str, Any]:
    return {"from": date.min, **({"hours": hours} if hours else {})}
