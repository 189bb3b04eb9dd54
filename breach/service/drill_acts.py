"""The judges of what was recorded: the first line, awareness, facts, decisions, the notice, the letter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from breach.domain.facts import fact_of
from breach.domain.instants import from_z, to_z
from breach.errors import BreachError
from breach.i18n import plural, t
from breach.service import drafts, linting, told
from breach.service.drill_lines import lasted, minutes
from breach.service.standing import stale, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from breach.log.fold import Act
    from breach.service.drill_lines import Case, Line
    from breach.service.files import Opened

LIMIT = timedelta(hours=72)
"""GDPR Art. 33(1): elapsed hours after awareness."""
CNIL_FORM = "cnil-2023"


def first_record(case: Case, files: Sequence[Opened]) -> Line:
    """Whether the first line came soon enough after the alert."""
    first = min((from_z(opened.file.opened_at) for opened in files), default=None)
    limit = timedelta(minutes=case.want.first_record)
    data: dict[str, object] = {"limit_minutes": case.want.first_record, "minutes": minutes(first - case.alert) if first else None}
    if first is None:
        waits = case.now <= case.alert + limit
        return case.line("first-record", "none", ok=None if waits else False, said={"limit": lasted(limit)}, data=data)
    said = {"limit": lasted(limit), "time": lasted(first - case.alert), "at": case.when(first)}
    return case.line("first-record", "made", ok=first - case.alert <= limit, said=said, data=data)


def one_file(case: Case, refs: Sequence[str]) -> Line:
    """Several files for one incident: what one of them says, the other does not know."""
    others = ", ".join(ref for ref in refs if ref != case.file.row.ref)
    return case.line("one-file", "several", ok=False, said={"ref": case.file.row.ref, "others": others}, data={"refs": list(refs)})


def aware(case: Case) -> Line:
    """Whether somebody named signed awareness with its basis, at an instant that the story defends."""
    first, last = case.minute(case.want.aware_from), case.minute(case.want.aware_by)
    at = case.aware_at()
    data: dict[str, object] = {"from": to_z(first), "by": to_z(last), "at": to_z(at) if at else None}
    said: dict[str, object] = {"first": case.when(first), "last": case.when(last)}
    if at is None:
        return case.line("aware", "none", ok=None if case.now <= last else False, said=said, data=data)
    act = [one for one in case.file.file.awareness if one.body.get("confirmed")][-1]
    said |= {"at": case.when(at), "by": act.body["by"] or "—", "basis": act.body["basis"] or "—"}
    if not act.body["basis"]:
        return case.line("aware", "bare", ok=False, said=said, data=data)
    wrong = "early" if at < first else "late" if at > last else ""
    return case.line("aware", "signed", ok=not wrong, said=said, mend=f"aware-{wrong}" if wrong else "", data=data)


def facts(case: Case) -> Iterator[Line]:
    """Which facts were established, and whether the number of people follows the story. What cannot be known, with its reason, is settled."""
    opened, want, now = case.file, case.want, case.now
    seen = opened.seen(now)
    settled = {fact for fact, held in opened.facts.items() if held.state == "cannot_be_known"}
    missed = [fact for fact in want.facts if fact not in settled and fact_of(seen, fact, now).state == "unknown"]
    data: dict[str, object] = {"wanted": list(want.facts), "missed": missed}
    if want.facts:
        said: dict[str, object] = {"known": len(want.facts) - len(missed), "wanted": len(want.facts)}
        details = [case.question(fact) for fact in missed]
        ok = not missed or (None if not case.over else False)
        yield case.line("facts", "missed" if missed else "all", ok=ok, said=said, data=data, details=details)
    if want.people_count is not None:
        held = opened.facts.get("people_count")
        numbers = [] if held is None else [one for one in (held.value, held.low, held.high) if isinstance(one, int)]
        reached = bool(numbers) and max(numbers) >= want.people_count
        said = {"got": case.count(max(numbers)) if numbers else "", "wanted": case.count(want.people_count)}
        data = {"wanted": want.people_count, "got": max(numbers) if numbers else None}
        yield case.line("count", "said" if numbers else "none", ok=reached or (None if not case.over else False), said=said, data=data)


def decisions(case: Case) -> Iterator[Line]:
    """Whether each question was decided as the story calls for, with reasons, and whether the decision has effect."""
    file = case.file.file
    last = {act.body["question"]: act for act in standing(file)}
    for question, choice in case.want.decisions.items():
        got = last.get(question)
        data: dict[str, object] = {"question": question, "wanted": choice, "got": got.body["choice"] if got else None}
        said: dict[str, object] = {"question": t(f"tui.question-{question}"), "wanted": t(f"tui.choice-{choice}"), "id": question, "choice": choice}
        if got is None:
            yield case.line("decision", "none", ok=False if case.over else None, said=said, data=data)
            continue
        who = case.desk.store.people().get(got.actor) or got.actor[:8]
        said |= {"got": t(f"tui.choice-{got.body['choice']}"), "who": who, "at": case.when(from_z(got.recorded_at)), "why": got.body["why"] or "—"}
        waits = file.pending(got)
        ok = got.body["choice"] == choice and bool(got.body["why"]) and not waits
        yield case.line("decision", "pending" if waits else "made", ok=ok, said=said, mend="decision-pending" if waits else "decision", data=data)


def stale_decisions(case: Case) -> Line:
    """Decisions that rest on facts which changed since, and that nobody looked at again."""
    old = {act.body["question"]: stale(case.file, act, case.now) for act in standing(case.file.file)}
    old = {question: changed for question, changed in old.items() if changed}
    details = [t("drill.stale-of", question=t(f"tui.question-{one}"), facts=", ".join(changed)) for one, changed in old.items()]
    data = {"questions": old}
    ref = case.file.row.ref
    return case.line(
        "stale", "some" if old else "none", ok=not old, said={"count": len(old), "ref": ref, "first": next(iter(old), "")}, data=data, details=details
    )


def filed(case: Case) -> Line:
    """Whether the notice was filed (simulated) within 72 hours of awareness; attempts that failed are proof, and are counted."""
    file = case.file.file
    start = case.aware_at() or case.minute(case.want.aware_by)
    made = sorted((act for act in file.filings if act.body["form"] == CNIL_FORM), key=lambda act: str(act.body["at"]))
    tries = [act for act in file.failed_filings if act.body["form"] == CNIL_FORM]
    end = start + LIMIT
    first = from_z(made[0].body["at"]) if made else None
    data: dict[str, object] = {"due_at": to_z(end), "filed_at": to_z(first) if first else None, "failed_attempts": len(tries)}
    said: dict[str, object] = {"due": case.when(end)}
    details = [_attempt(case, act) for act in tries]
    if first is None:
        ok = False if case.over or case.now > end else None
        return case.line("filed", "none", ok=ok, said=said, data=data, details=details)
    said |= {"time": lasted(first - start), "at": case.when(first), "reference": made[0].body["reference"] or "—"}
    in_time = first <= end
    reasons = any(act.body.get("late_reason") for act in made) or "late_reason" in case.file.facts
    mend = "filed" if in_time else "filed-late" if reasons else "filed-late-unexplained"
    return case.line("filed", "made", ok=in_time, said=said, mend=mend, data=data, details=details)


def _attempt(case: Case, act: Act) -> str:
    kept = t("drill.capture-kept" if act.body["capture"] else "drill.capture-missing")
    return t("drill.attempt", at=case.when(from_z(act.body["at"])), text=act.body["text"] or "—", kept=kept)


def letter(case: Case) -> Line:
    """Whether the letter that is due went out (simulated), and what the reading over finds: in the text kept with the last sending; where none is,
    in the letter as it would be drafted now.
    """
    template = case.want.letter
    sent = [act for act in case.file.file.sendings if act.body["template"] == template]
    kept = told.kept_of(case.desk, case.file, sent[-1]) if sent else None
    details = _findings(case, template, sent, kept)
    found = len(details)
    title = next((paper.title(case.desk.lang) for paper in drafts.letters(case.desk) if paper.id == template), template)
    data: dict[str, object] = {"template": template, "sent": len(sent), "people": sum(act.body["count"] for act in sent), "findings": found}
    said: dict[str, object] = {"letter": title, "template": template, "ref": case.file.row.ref, "findings": plural("drill.findings", found)}
    if not sent:
        return case.line("letter", "none", ok=False if case.over else None, said=said, data=data, details=details)
    data["text"] = "kept" if kept else "now"
    people = sum(act.body["count"] for act in sent)
    said |= {"people": plural("drill.people", people, shown=case.count(people)), "at": case.when(from_z(sent[0].body["at"]))}
    which = t(f"drill.letter-text-{data['text']}", **said)
    return case.line("letter", "sent", ok=not found, said=said, mend="letter-found", data=data, details=[which, *details])


def _findings(case: Case, template: str, sent: Sequence[Act], kept: tuple[bytes, str | None] | None) -> list[str]:
    """What the reading over finds, one text each; a text that cannot be read or drafted is itself the finding."""
    try:
        if kept is not None:
            linted = linting.of_text(case.desk.drafting(), kept[0], f"message.{kept[1] or 'bin'}")
        else:
            linted = linting.of_letter(
                case.desk, case.file.row.ref, template, sent[-1].body["channel"] if sent and _drafted(case, sent[-1]) else "email"
            )
    except BreachError as error:
        return [t(f"errors.{error.code}.title")]
    return [t("drill.finding", why=one["why"], mend=one["mend"], source=one["source"]) for one in linted.data(case.desk.lang)["findings"]]


def _drafted(case: Case, sending: Act) -> bool:
    """Whether the letter has a text for the channel that it went out by."""
    papers = drafts.letters(case.desk)
    return any(paper.id == sending.body["template"] and sending.body["channel"] in paper.channels for paper in papers)
