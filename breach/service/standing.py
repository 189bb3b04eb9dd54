"""How decisions stand: on which facts they rest, whether those changed since, whom they overrule, what reopens them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from breach.catalogue.loader import load
from breach.catalogue.values import from_body
from breach.domain.instants import from_z
from breach.law.bearing import changed
from breach.law.reopening import met
from breach.log.entries import canonical, detach
from breach.log.received import origin_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from breach.domain.facts import Fact
    from breach.log.entries import Entry
    from breach.log.fold import Act, BreachFile
    from breach.service.files import Opened

SNAPSHOT = "breach-facts-1"
"""The form of ``facts_sha256`` (docs/format.md, section 4)."""
GIVEN = ("agree", "reserve", "dissent")
"""What the data protection officer may say."""
ASKED, NOT_OBTAINED = "asked", "not-obtained"
"""An opinion that was asked for, and one that did not come in time."""
GROWS_OLD = frozenset({"is-it-a-breach", "notify-authority", "inform-subjects", "close"})
"""The questions whose answer rests on what is known of the breach."""


def relied(file: BreachFile) -> dict[str, int]:
    """The facts of ``file`` as they stand: id to the number of the entry that set it."""
    return {fact_id: held.entry for fact_id, held in sorted(file.facts.items())}


def mark(numbers: Mapping[str, int], hashes: Mapping[int, str]) -> str:
    """The SHA-256 that binds the facts of ``numbers`` (as ``relied`` gives them) through ``hashes``, the hash of each entry by its number."""
    bound = {fact_id: hashes[number] for fact_id, number in numbers.items()}
    return hashlib.sha256(f"{SNAPSHOT}\n".encode() + canonical(bound)).hexdigest()


def basis_of(opened: Opened, entries: Sequence[Entry]) -> dict[str, object]:
    """What an entry says of the facts that it relies on."""
    numbers = relied(opened.file)
    return {"relied": numbers, "facts_sha256": mark(numbers, {entry.n: origin_hash(entry) for entry in entries}), "snapshot": SNAPSHOT}


def proved(file: BreachFile, act: Act, entries: Sequence[Entry]) -> bool | None:
    """Whether the facts that ``act`` relied on are those on record; None where that cannot be told (recorded before snapshots had this form, and
    a text of them was erased since).
    """
    numbers: dict[str, int] = act.body.get("relied", {})
    if act.body.get("snapshot") == SNAPSHOT:
        hashes = {entry.n: origin_hash(entry) for entry in entries}
        return set(numbers.values()) <= set(hashes) and mark(numbers, hashes) == act.body["facts_sha256"]
    bodies = {fact_id: file.past.get((fact_id, number)) for fact_id, number in sorted(numbers.items())}
    bare: Any = detach(bodies)[0]
    same = hashlib.sha256(canonical(bare)).hexdigest() == act.body.get("facts_sha256")
    return True if same else None


def facts_at(file: BreachFile, act: Act) -> dict[str, Fact]:
    """The facts that ``act`` relied on, as they stood."""
    catalogue, found = load(), {}
    for fact_id, number in act.body.get("relied", {}).items():
        body = file.past.get((fact_id, number))
        if body is not None:
            found[fact_id] = from_body(catalogue.get(fact_id), body, number)
    return found


def stale(opened: Opened, decision: Act, now: datetime) -> list[str]:
    """The facts that bear on a duty and changed since ``decision`` was made or last upheld, by id."""
    if decision.body["question"] not in GROWS_OLD:
        return []
    basis = opened.file.basis(decision)
    return changed(facts_at(opened.file, basis), from_z(basis.recorded_at), opened.facts, now)


def standing(file: BreachFile) -> list[Act]:
    """The last decision on each question, in the order in which they were made."""
    last = {act.body["question"]: act for act in file.decisions}
    return sorted(last.values(), key=lambda act: act.n)


def reopened(opened: Opened, decision: Act, now: datetime) -> list[str]:
    """The conditions under which ``decision`` was to be reopened, and which are met at ``now``, as they were written."""
    held = [item for item in decision.body.get("reopen_if", ()) if item["condition"] is not None]
    facts = opened.seen(now)
    upheld = opened.file.basis(decision)
    before = facts_at(opened.file, upheld) if upheld is not decision else None
    return [
        item["text"] or item["condition"]["fact"]
        for item in held
        # Upheld after the condition was met: the same thing is not asked twice.
        if met(item["condition"], facts, now) and not (before is not None and met(item["condition"], before, from_z(upheld.recorded_at)))
    ]


def opinion_on(file: BreachFile, question: str) -> Act | None:
    """The DPO's last opinion on ``question`` that was given, None where there is none."""
    return next((act for act in reversed(file.opinions) if act.body["question"] == question and act.body["stance"] in GIVEN), None)


def overruled(file: BreachFile, question: str, choice: str) -> Act | None:
    """The DPO's opinion that ``choice`` on ``question`` goes against, None where it goes against none."""
    said = opinion_on(file, question)
    if said is None:
        return None
    if said.body.get("advises"):
        return said if said.body["advises"] != choice else None
    spoken_of = next((act for act in file.decisions if act.n == said.body.get("decision")), None)
    return said if said.body["stance"] == "dissent" and spoken_of is not None and spoken_of.body["choice"] == choice else None


def unanswered(file: BreachFile, decision: Act) -> Act | None:
    """The DPO's opinion against ``decision`` that came after it and that nobody answered, None where there is none."""
    said = overruled(file, decision.body["question"], decision.body["choice"])
    if said is None:
        return None
    acts = [decision, *(act for act in file.upheld if act.body["entry"] == decision.n)]
    numbers = {act.n for act in acts}
    answered = [*acts, *(act for act in file.approvals if act.body["entry"] in numbers)]
    return None if any(said.n in act.body.get("overrules", ()) for act in answered) else said
