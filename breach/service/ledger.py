"""What is not known and matters, each with who was asked, since when and by when: what a complementary notice still has to find out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breach.catalogue.asking import question_of
from breach.catalogue.forms import load_form
from breach.catalogue.loader import load
from breach.catalogue.moot import asked as asked_now
from breach.domain.clock_rows import seconds
from breach.domain.facts import fact_of
from breach.domain.instants import from_z, to_z
from breach.domain.text import Text
from breach.law.bearing import bearing
from breach.service import assessing, drafts
from breach.service.known import FORMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from breach.law.assessment import Assessment
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened

GROUPS = ("asked", "duty", "now", "complement", "other")
"""Why an unknown stands where it does: somebody was asked; it bears on a duty; the notice wants it now, or as its complement; none of these."""


_FOLLOWS = {"data_categories": ("data_types",), "sensitive": ("data_types",)}
"""What the form asks in coarse lists follows from what the file knows in fine ones: asking for these is asking for it."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact ("" for a question about none) that is not known, or about which somebody still owes an answer.

    ``group``: the first of ``GROUPS`` that it belongs to; ``duty``: it bears on a duty; ``wanted``: by the notice "now" or as its "complement", ""
    by none; ``to``, ``due``: who was asked, and until when; ``entry``: of that question, 0 for none; ``since``: when it was asked, else said to be
    unknown, else the file's opening (UTC).
    """

    fact: str
    question: str
    group: str
    duty: bool
    wanted: str
    since: datetime
    to: str = ""
    due: datetime | None = None
    entry: int = 0

    def late_by(self, now: datetime) -> int:
        """By how many whole seconds the answer is late at ``now``; 0 where it is not."""
        return max(0, seconds(self.due, now)) if self.due else 0

    def data(self, now: datetime) -> dict[str, Any]:
        """As other programs read it."""
        return {
            "fact": self.fact or None,
            "question": self.question,
            "duty": self.duty,
            "wanted": self.wanted or None,
            "to": Text(self.to) if self.to else None,
            "since": to_z(self.since),
            "due_at": to_z(self.due) if self.due else None,
            "late_by_seconds": self.late_by(now) or None,
            "entry": self.entry or None,
        }


def not_known(opened: Opened, now: datetime, deciding: Collection[str] = ()) -> list[str]:
    """The facts that are asked and not known at ``now`` (UTC), in the form's order; neither one that was settled to be unknowable nor one that what
    is known leaves without an object, unless a duty hangs on it still (``deciding``).
    """
    seen = opened.seen(now)
    wanted = (
        definition.id
        for definition in load().facts.values()
        if asked_now(definition, seen, now) or (definition.id in deciding and not definition.optional)
    )
    return [fact_id for fact_id in wanted if fact_of(seen, fact_id, now).state == "unknown" and not _settled(opened, fact_id)]


def in_turn(opened: Opened, now: datetime, made: Assessment) -> list[str]:
    """The facts that are asked and not known at ``now`` (UTC), in the order in which to ask them: those that nobody was asked first, of these those
    that would settle a duty as ``made`` has them; then those of which it was answered that they are not known, the answer of longest ago first.
    """
    deciding = [fact_id for item in made.deciding_facts for fact_id in item.facts]
    left = not_known(opened, now, deciding)
    first = [fact_id for fact_id in deciding if fact_id in left]
    return sorted(dict.fromkeys([*first, *left]), key=opened.answered)  # a stable sort


def ledger(desk: Desk, opened: Opened) -> list[Unknown]:
    """Everything that is owed or not known in ``opened`` now, by group: what was asked by when it is due, the rest in the form's order, the facts
    that would settle a duty first.
    """
    now, wanted = desk.now(), _wanted(desk, opened)
    owed = [_owed(desk, act, wanted) for act in opened.file.open_questions()]
    held = {item.fact for item in owed}
    deciding = {fact for item in assessing.appraised(desk, opened).made.deciding_facts for fact in item.facts}
    rest = [_unasked(desk, opened, fact_id, wanted) for fact_id in not_known(opened, now, deciding) if fact_id not in held]
    owed.sort(key=lambda item: (item.due is None, item.due or item.since))
    return [*owed, *sorted(rest, key=lambda item: (GROUPS.index(item.group), item.fact not in deciding))]


def that_matter(found: list[Unknown]) -> list[Unknown]:
    """Those of ``found`` that somebody owes, that bear on a duty, or that the notice wants."""
    return [item for item in found if item.group != "other"]


def for_notice(found: list[Unknown]) -> list[Unknown]:
    """Those of ``found`` that the notice wants, now or as its complement: what is still to be got for it."""
    return [item for item in found if item.wanted]


def _owed(desk: Desk, act: Act, wanted: dict[str, str]) -> Unknown:
    body = act.body
    due = from_z(body["due_at"]) if body["due_at"] else None
    question = body["text"] or _question(desk, body["field"])
    fact = str(body["field"] or "")
    return Unknown(
        fact, question, "asked", fact in bearing(), wanted.get(fact, ""), from_z(act.happened_at or act.recorded_at), body["to"] or "", due, act.n
    )


def _unasked(desk: Desk, opened: Opened, fact_id: str, wanted: dict[str, str]) -> Unknown:
    duty, phase = fact_id in bearing(), wanted.get(fact_id, "")
    group = "duty" if duty else phase or "other"
    said = opened.file.facts.get(fact_id)
    return Unknown(fact_id, _question(desk, fact_id), group, duty, phase, from_z(said.recorded_at if said else opened.row.opened_at))


def _question(desk: Desk, fact_id: str | None) -> str:
    if not fact_id:
        return "—"
    definition = load().get(fact_id)
    return question_of(definition, desk.lang)


def _settled(opened: Opened, fact_id: str) -> bool:
    fact = opened.facts.get(fact_id)
    return fact is not None and fact.state == "cannot_be_known"


def _wanted(desk: Desk, opened: Opened) -> dict[str, str]:
    """When the next notice to the authority wants each fact, by id: "now" or "complement"."""
    kind = "complementary" if any(act.body["form"] == FORMS[0] for act in opened.file.filings) else "initial"
    request = drafts.notice_request(desk, opened, kind, FORMS[0])
    sources = {field.id: list(_facts_of(field.source, *field.also)) for rubric in load_form(FORMS[0]).rubrics for field in rubric.fields}
    data: Any = desk.drafting().notice(request, "json").data
    found: dict[str, str] = {}
    for field in data["fields"]:
        if field["missing"] != "never":
            for fact_id in sources.get(field["field"], ()):
                for asked in (fact_id, *_FOLLOWS.get(fact_id, ())):
                    found.setdefault(asked, field["missing"])
    return found


def _facts_of(*sources: str) -> Iterator[str]:
    """The facts that ``sources`` of a form's field name."""
    yield from (key for kind, _, key in (source.partition(":") for source in sources) if kind == "fact")
