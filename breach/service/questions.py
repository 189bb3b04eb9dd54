"""Questions put to somebody, tied to a fact, and their answers. An answer sets the fact only where its value is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.loader import load
from breach.catalogue.values import read_assignment
from breach.domain.instants import to_z
from breach.domain.text import Text
from breach.errors import RuleError
from breach.log import kinds
from breach.service.decisions import find, need_entry
from breach.service.desk import Desk, clean
from breach.service.facts import AWARENESS, bodies
from breach.service.files import read

if TYPE_CHECKING:
    from breach.service.ports import FileRow, Written


def ask(desk: Desk, ref: str, to: str, text: str, *, field: str = "", due: str = "") -> tuple[FileRow, Written]:
    """Record a question put to the person ``to``; ``field``: the fact that its answer gives; ``due``: until when it is wanted.

    Raises InputError ``unknown-fact``, ``empty-text``.
    """
    if field:
        load().get(field)
    row = desk.store.find(ref)
    body = {
        "to": Text(clean(to, what="TO")),
        "text": clean(text),
        "field": field or None,
        "due_at": to_z(desk.instant(due)) if due else None,
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(row, kinds.ASKED, body, happened_at=happened)
    return row, done


def answer(desk: Desk, ref: str, entry: int, text: str, *, value: str = "") -> tuple[FileRow, Written, tuple[str, int] | None]:
    """Record the answer to the question ``entry``; with ``value`` its fact is set, in the same transaction, for this reason: (fact, entry).

    Raises InputError ``no-such-entry``, of reading ``value``; RuleError ``not-a-question``, ``question-without-field``, ``aware-by-decision``.
    """
    opened = read(desk, ref)
    need_entry(opened, entry)
    question = find(opened.file.questions, entry)
    if question is None:
        raise RuleError("not-a-question", entry=entry, ref=opened.row.ref)
    field = question.body["field"]
    if value and not field:
        raise RuleError("question-without-field", entry=entry, ref=opened.row.ref)
    if value and field in AWARENESS and opened.file.awareness:
        raise RuleError("aware-by-decision", facts=field, ref=opened.row.ref)
    words = clean(text)
    set_to = bodies(dict([read_assignment(load(), f"{field}={value}", desk.read_zone)])) if value else None
    happened = desk.happened()
    with desk.acting() as act:
        facts = act.append(opened.row, kinds.FACTS, {"facts": set_to, "because": words, "answers": entry}) if set_to else None
        body: dict[str, object] = {"entry": entry, "text": words, "facts_entry": facts.n if facts else None}
        done = act.append(opened.row, kinds.ANSWERED, body, happened_at=happened)
    return opened.row, done, (str(field), facts.n) if facts else None
