"""Facts of a file: shown, changed. Each change is an entry: new value, who, when it was learnt, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.values import read_assignment, show, to_body, to_json
from breach.errors import InputError, RuleError
from breach.law.bearing import bearing
from breach.log import kinds
from breach.service.desk import Desk, clean
from breach.service.files import Opened, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.domain.facts import Fact
    from breach.service.ports import Written

AWARENESS = ("aware_at", "aware_by", "awareness_basis")
"""Facts that only the awareness decision changes once it has been made."""


def bodies(facts: Mapping[str, Fact]) -> dict[str, object]:
    """``facts`` as an entry holds them, by id."""
    catalogue = load()
    return {fact_id: to_body(catalogue.get(fact_id), fact) for fact_id, fact in facts.items()}


def assignments(desk: Desk, words: Sequence[str]) -> dict[str, Fact]:
    """The facts of ``ID=VALUE`` words. Raises InputError; later words win over earlier ones."""
    catalogue = load()
    return dict(read_assignment(catalogue, word, desk.read_zone) for word in words)


def answers(desk: Desk, words: Sequence[str]) -> dict[str, Fact]:
    """The facts of ``ID=VALUE`` words whose values were typed as answers to a question: as ``assignments``.

    Raises InputError; for what is no number ``answer-not-number`` or ``answer-not-range``, for what is neither yes nor no ``answer-not-yes-no``:
    they say what to type there, where a file would be told its own forms.
    """
    try:
        return assignments(desk, words)
    except InputError as error:
        if error.code == "fact-not-yes-no":
            raise InputError("answer-not-yes-no", **error.params) from error
        if error.code == "fact-not-number":
            ranged = load().get(str(error.params["fact"])).range_ok
            raise InputError("answer-not-range" if ranged else "answer-not-number", **error.params) from error
        raise


def change(
    desk: Desk, ref: str, facts: Mapping[str, Fact], because: str = "", seen: Mapping[str, int | None] | None = None
) -> tuple[Opened, Written]:
    """Set ``facts`` in the file ``ref``, all or none: the file as it was, and the entry.

    ``seen``: by id, the entry of the value that stood before whoever wrote this (None: nothing was known).
    Raises InputError, RuleError ``because-needed`` (a decision relied on the old value), ``aware-by-decision`` (awareness was decided),
    ``fact-changed-meanwhile`` (what stands now is not what was ``seen``: two texts are never merged, and none replaces another unread).
    """
    opened = read(desk, ref)
    body = changing(opened, facts, because)
    happened = desk.happened()
    with desk.acting() as act:
        if seen is not None:
            act.writer.number_of(opened.row.chain)  # from here on nobody else writes to the file
            _as_seen(desk, read(desk, ref), seen)
        done = act.append(opened.row, kinds.FACTS, body, happened_at=happened)
    return opened, done


def _as_seen(desk: Desk, now: Opened, seen: Mapping[str, int | None]) -> None:
    catalogue = load()
    for fact_id, entry in seen.items():
        fact = now.facts.get(fact_id)
        if (fact.entry if fact else None) != entry:
            value = show(catalogue.get(fact_id), fact, desk.lang, desk.zone) if fact else "—"
            raise RuleError("fact-changed-meanwhile", ref=now.row.ref, facts=fact_id, value=value)


def changing(opened: Opened, facts: Mapping[str, Fact], because: str) -> dict[str, object]:
    """The body of the entry that sets ``facts`` in ``opened``. Raises what ``change`` raises."""
    decided = [fact_id for fact_id in AWARENESS if fact_id in facts and opened.file.awareness]
    if decided:
        raise RuleError("aware-by-decision", facts=", ".join(decided), ref=opened.row.ref)
    relied = relied_on(opened, facts)
    if relied and not because:
        raise RuleError("because-needed", facts=", ".join(relied), ref=opened.row.ref)
    return {"facts": bodies(facts), "because": clean(because) if because else None}


def relied_on(opened: Opened, facts: Mapping[str, Fact]) -> list[str]:
    """Which of ``facts`` bear on a duty and would change a value that a standing decision relied on, by id."""
    bases = [opened.file.basis(decision).body.get("relied", {}) for decision in opened.file.decisions]
    relied = {fact_id for numbers in bases for fact_id, number in numbers.items() if _still(opened, fact_id, number)} & bearing()
    catalogue = load()
    return sorted(
        fact_id
        for fact_id in relied & set(facts)
        if to_body(catalogue.get(fact_id), facts[fact_id]) != to_body(catalogue.get(fact_id), opened.facts[fact_id])
    )


def _still(opened: Opened, fact_id: str, number: int) -> bool:
    """Whether the fact still has the value that the entry ``number`` gave it."""
    held = opened.file.facts.get(fact_id)
    return held is not None and held.body == opened.file.past.get((fact_id, number))


def as_json(opened: Opened) -> dict[str, object]:
    """What ``facts --json`` prints."""
    catalogue = load()
    return {fact_id: to_json(catalogue.get(fact_id), fact) for fact_id, fact in sorted(opened.facts.items())}


def not_asked(opened: Opened, lang: str) -> dict[str, str]:
    """The facts that nobody answered yet, each with its question in ``lang``; optional ones are left out."""
    return {
        fact_id: question_of(definition, lang)
        for fact_id, definition in load().facts.items()
        if fact_id not in opened.facts and not definition.optional
    }
