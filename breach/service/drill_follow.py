"""The judges of what was followed up: each inject, and the steps of the playbooks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from breach.domain.facts import fact_of, known
from breach.domain.instants import from_z, to_z
from breach.i18n import t
from breach.playbook import progress as pure
from breach.playbook.model import CALL
from breach.service import playbooks as service
from breach.service.calls import roles_of
from breach.service.drill_answers import answers, words
from breach.service.drill_lines import lasted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from breach.log.entries import Entry
    from breach.playbook.model import Playbook
    from breach.playbook.progress import Progress
    from breach.playbook.scenario import Told
    from breach.service.drill_lines import Case, Line
    from breach.service.files import Opened

IN_TIME, LATE, SKIPPED, MISSED = "in-time", "late", "skipped", "missed"
STATES = (IN_TIME, LATE, SKIPPED, MISSED)


# -- injects


def injects(case: Case) -> Iterator[Line]:
    """Whether each inject that came was answered on record in its time."""
    entries = case.desk.store.history(case.file.row.chain)
    for one in case.told:
        if one.at <= case.now and one.answer:
            yield _inject(case, one, entries)


def _inject(case: Case, one: Told, entries: list[Entry]) -> Line:
    limit, sort = timedelta(minutes=one.answer), _sort(one)
    fit = [entry for entry in entries if from_z(entry.recorded_at) >= one.at and answers(one.by, entry)]
    first = from_z(fit[0].recorded_at) if fit else None
    data: dict[str, object] = {
        "inject": one.id,
        "kind": one.kind,
        "by": list(one.by),
        "at": to_z(one.at),
        "answered_at": to_z(first) if first else None,
    }
    said: dict[str, object] = {
        "limit": lasted(limit),
        "at": case.when(one.at),
        "what": words(one.by) if sort == "other" else t(f"drill.answer-{sort}"),
        "ref": case.file.row.ref,
    }
    title = t("drill.title-inject", text=one.text[case.desk.lang])
    source = t(f"drill.source-inject-{one.kind}")
    mend = f"inject-{sort}"
    if sort == "portal" and first is None and _filed_before(case, one):
        return case.line("inject", "filed-before", ok=True, said=said, title=title, source=source, data=data)
    if first is None:
        ok = None if case.now <= one.at + limit and not case.over else False
        return case.line("inject", "none", ok=ok, said=said, mend=mend, title=title, source=source, data=data)
    said |= {"time": lasted(first - one.at), "entry": fit[0].n}
    return case.line("inject", "made", ok=first - one.at <= limit, said=said, mend=mend, title=title, source=source, data=data)


def _sort(one: Told) -> str:
    """In which words an answer is asked for: a number and an attempt that failed have their own."""
    if one.by == ("count",):
        return "count"
    return "portal" if one.by == ("failed-filing",) else "other"


def _filed_before(case: Case, one: Told) -> bool:
    return any(from_z(act.body["at"]) <= one.at for act in case.file.file.filings)


# -- playbooks


def playbooks(case: Case) -> Iterator[Line]:
    """The playbook that the story calls for and those that were followed, each with its steps whose time has come."""
    held = service.library().playbooks
    followed = dict.fromkeys(act.body["playbook"] for act in case.file.file.steps)
    wanted = {case.want.playbook: None} if case.want.playbook else {}
    for ident in (*wanted, *(one for one in followed if one not in wanted)):
        if ident in held:
            yield _playbook(case, held[ident], followed=ident in followed)


def _playbook(case: Case, which: Playbook, *, followed: bool) -> Line:
    proofs = proofs_of(case.file)
    progress = [_as_the_story_has_it(case, one) for one in _progress(case, which)]
    judged = [(one, state) for one, state in ((one, state_of(one, case.now, proof_of(one, proofs))) for one in progress) if state]
    counts = {state: sum(held == state for _, held in judged) for state in STATES}
    steps = [{"step": one.step.id, "state": state, "due_at": to_z(one.due) if one.due else None} for one, state in judged]
    details = [
        _step(case, one, state, proof_of(one, proofs))
        for one, state in sorted(judged, key=lambda pair: STATES.index(pair[1]))
        if (state != IN_TIME if followed else state == MISSED)
    ]
    ok = followed and not counts[LATE] and not counts[MISSED]
    said = {state.replace("-", "_"): count for state, count in counts.items()}
    return case.line(
        "playbook",
        "followed" if followed else "none",
        ok=ok,
        said={"id": which.id, "ref": case.file.row.ref, **said},
        mend="playbook" if followed else "playbook-none",
        title=t("drill.title-playbook", title=which.title[case.desk.lang]),
        source=t("drill.source-playbook"),
        details=details if followed else details[:3],
        data={"playbook": which.id, "steps": steps},
    )


def _progress(case: Case, which: Playbook) -> list[Progress]:
    """How far ``which`` is; where the file does not say when it began, the story does."""
    opened = case.file
    seen = opened.seen(case.now)
    story = {"first_signal_at": case.alert, "discovered_at": case.alert, "aware_at": case.aware_at() or case.minute(case.want.aware_by)}
    begun = {fact: known(at) for fact, at in story.items() if fact_of(seen, fact, case.now).state == "unknown"}
    return pure.progress(which, opened.file.steps, {**seen, **begun}, case.now)


def _as_the_story_has_it(case: Case, one: Progress) -> Progress:
    """``one``, due no earlier than the story gives time for what the sheet judges on a line of its own: the first record, and awareness, which may
    only come with the processor's answer. One act is not judged by two limits.
    """
    ends = {"opened": case.alert + timedelta(minutes=case.want.first_record), "aware": case.minute(case.want.aware_by)}
    end = ends.get(one.step.proof)
    return one if end is None or one.due is None else replace(one, due=max(one.due, end))


def proofs_of(opened: Opened) -> dict[str, datetime]:
    """When the record itself proves what a step asks for (UTC), by ``PROOFS`` of playbooks: a tick that comes later does not make it late."""
    file = opened.file
    found: list[tuple[str, datetime]] = [("opened", from_z(file.opened_at))]
    found += [("aware", from_z(act.recorded_at)) for act in file.awareness if act.body.get("confirmed")]
    found += [(f"decision/{act.body['question']}", from_z(act.recorded_at)) for act in file.decisions]
    found += [(f"filed/{act.body['form']}", from_z(act.body["at"])) for act in file.filings]
    found += [("sent", from_z(act.body["at"])) for act in file.sendings]
    for act in file.calls:
        found += [(f"{CALL}{role}", from_z(act.happened_at or act.recorded_at)) for role in roles_of(opened.profile, act.body["who"])]
    first: dict[str, datetime] = {}
    for proof, at in found:
        first[proof] = min(at, first.get(proof, at))
    return first


def proof_of(one: Progress, proofs: Mapping[str, datetime]) -> datetime | None:
    """When the record proves ``one`` (UTC). A call proves nothing alone, the step may ask for more than that call: its tick says that it was done,
    the call when.
    """
    return None if one.act is None and one.step.proof.startswith(CALL) else proofs.get(one.step.proof)


def state_of(one: Progress, now: datetime, proof: datetime | None = None) -> str:
    """``in-time``, ``late``, ``skipped`` (with its reason) or ``missed``; "" for a step that is open and not due, or never is. ``proof``: when the
    record proves it (UTC).
    """
    if one.state == "skipped":
        return SKIPPED
    done = _done_at(one, proof)
    if done is not None:
        return LATE if one.due is not None and done > one.due else IN_TIME
    return MISSED if one.due is not None and now > one.due else ""


def _done_at(one: Progress, proof: datetime | None) -> datetime | None:
    """When ``one`` was done, as its tick or the record says, whichever is earlier."""
    ticked = from_z(one.act.happened_at or one.act.recorded_at) if one.act is not None else None
    return min((at for at in (ticked, proof) if at is not None), default=None)


def _step(case: Case, one: Progress, state: str, proof: datetime | None) -> str:
    said: dict[str, object] = {"step": one.step.line(case.desk.lang), "id": one.step.id, "due": case.when(one.due) if one.due else "—"}
    done = _done_at(one, proof)
    said |= {"at": case.when(done) if done else "—", "why": (one.act.body["text"] if one.act is not None else None) or "—"}
    duty = t("drill.step-duty", source=" ; ".join(source.title for source in one.step.sources)) if one.step.duty and state == MISSED else ""
    return t(f"drill.step-{state}", **said) + duty
