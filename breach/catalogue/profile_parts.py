"""The lists of a profile: documents, activities, measures, commitments, contracts, people, cards, passages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from breach.catalogue.profile_reader import Table, closed_source, read_source
from breach.domain.profile import (
    COVERS,
    DUTIES,
    PARTY_KINDS,
    RECIPIENTS,
    ROLES,
    TOPICS,
    Activity,
    Answer,
    Card,
    Commitment,
    Contract,
    Document,
    Measure,
    Passage,
    Person,
    RetentionRow,
    Source,
    Sourced,
)

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")
MOST_HOURS = 8760
_NOT_STATED = ("not stated", "unknown", "inconnu")


def read_all(top: Table, key: str, read: Callable[[Table, str], R | None]) -> tuple[R, ...]:
    """The rows of ``[[key]]`` that ``read`` could read, each with an id of its own."""
    seen: set[str] = set()
    rows: list[R] = []
    for table in top.rows(key):
        ident = table.need("id", table.check.ident)
        if ident in seen:
            table.check.note(table.path("id"), "twice", value=ident)
        row = read(table, ident or "?")
        table.close()
        if ident is not None and row is not None:
            seen.add(ident)
            rows.append(row)
    return tuple(rows)


def document(table: Table, ident: str) -> Document | None:
    """A ``[[document]]``."""
    check = table.check
    return Document(
        id=ident,
        title=table.need("title", check.text) or "?",
        dated=table.get("dated", check.day),
        checked_on=table.get("checked_on", check.day),
        url=table.text("url"),
    )


def activity(table: Table, ident: str) -> Activity | None:
    """An ``[[activity]]``: each value with its own source or the activity's."""
    check, usual = table.check, table.source()

    def texts(key: str) -> Sourced[tuple[str, ...]]:
        return table.sourced(key, check.texts, usual)

    def answer(key: str) -> Sourced[Answer]:
        read: Sourced[Answer] = table.sourced(key, check.answer, usual)
        if read.value == "unknown":
            return Sourced(None, read.source)
        return read

    return Activity(
        id=ident,
        name_fr=table.need("name_fr", check.text) or "?",
        name_en=table.need("name_en", check.text) or "?",
        role=table.sourced("role", lambda raw, where: check.code(raw, where, ROLES), usual),
        purposes=texts("purposes"),
        legal_basis=table.sourced("legal_basis", check.text, usual),
        origins=texts("origins"),
        data_types=table.sourced("data_types", lambda raw, where: check.codes(raw, where, "data_types"), usual),
        data_categories=table.sourced("data_categories", lambda raw, where: check.codes(raw, where, "data_categories"), usual),
        people_categories=table.sourced("people_categories", lambda raw, where: check.codes(raw, where, "people_categories"), usual),
        retention=_retention(table, usual),
        recipients=texts("recipients"),
        processors=texts("processors"),
        processor_kinds=texts("processor_kinds"),
        hosting=table.sourced("hosting", check.text, usual),
        outside_eea=answer("outside_eea"),
        sensitive=answer("sensitive"),
        profiling=answer("profiling"),
        remark_fr=table.lines("remark_fr"),
        remark_en=table.lines("remark_en"),
    )


def _retention(table: Table, usual: Source | None) -> tuple[RetentionRow, ...] | None:
    if table.raw.get("retention") in _NOT_STATED:
        table.has("retention")
        return None
    rows = [_retention_row(row, usual) for row in table.rows("retention")]
    return tuple(row for row in rows if row is not None) or None


def _retention_row(row: Table, usual: Source | None) -> RetentionRow | None:
    check = row.check
    what, source = row.need("what", check.text), row.source() or usual
    types = row.get("data_types", lambda raw, where: check.codes(raw, where, "data_types"))
    categories = row.get("data_categories", lambda raw, where: check.codes(raw, where, "data_categories"))
    lengths = [key for key in ("months", "days", "until", "criteria") if row.has(key)]
    if len(lengths) != 1:
        check.note(row.where, "retention-length")
    if source is None:
        check.note(row.where, "no-source")
    read = RetentionRow(
        what=what or "?",
        source=source or Source("?", "?"),
        months=row.get("months", partial(check.whole, low=1, high=1200)),
        days=row.get("days", partial(check.whole, low=0, high=36500)),
        start=row.text("from"),
        until=row.text("until"),
        criteria=row.text("criteria"),
        data_types=types.codes if types else frozenset(),
        data_categories=categories.codes if categories else frozenset(),
    )
    row.close()
    return read


def measure(table: Table, ident: str) -> Measure | None:
    """A ``[[measure]]``."""
    check, source = table.check, table.source()
    text = table.need("text", lambda raw, where: check.text(raw, where, lines=True))
    covers = table.need("covers", lambda raw, where: check.texts([raw] if isinstance(raw, str) else raw, where)) or ()
    for code in covers:
        check.code(code, table.path("covers"), COVERS)
    if source is None:
        check.note(table.path("source"), "no-source")
    return Measure(ident, text, covers, source) if text and source else None


def commitment(table: Table, ident: str) -> Commitment | None:
    """A ``[[commitment]]``: a promise with its exact sentence."""
    check = table.check
    source = read_source(table)
    condition = table.need("applies_when", check.condition)
    to = table.need("to", lambda raw, where: check.code(raw, where, RECIPIENTS))
    duty = table.need("duty", lambda raw, where: check.code(raw, where, DUTIES))
    anchor, follows = table.get("anchor", check.anchor), table.get("follows", check.ident)
    hours = table.get("hours", partial(check.whole, low=1, high=MOST_HOURS))
    reads_with = [closed_source(row) for row in table.rows("reads_with")]
    if source is not None and source.sentence is None:
        check.note(table.path("sentence"), "missing")
    if not table.has("anchor") and not table.has("follows"):
        check.note(table.path("anchor"), "missing")
    if table.has("follows") and (table.has("hours") or table.has("anchor")):
        check.note(table.path("follows"), "follows")
    companies = table.flag("companies_included")
    if source is None or source.sentence is None or condition is None or to is None or duty is None:
        return None
    passages = tuple(passage for passage in reads_with if passage is not None)
    return Commitment(ident, source, source.sentence, condition, to, duty, anchor, hours, follows, companies, passages)


def contract(table: Table, ident: str) -> Contract | None:
    """A ``[[contract]]``: a delay agreed with another party."""
    check = table.check
    return Contract(
        id=ident,
        party=table.need("party", check.text) or "?",
        kind=table.get("kind", lambda raw, where: check.code(raw, where, PARTY_KINDS)),
        anchor=table.need("anchor", check.anchor),
        hours=table.get("hours", partial(check.whole, low=1, high=MOST_HOURS)),
        contact=table.text("contact"),
        sentence=table.lines("sentence"),
        applies_when=table.get("applies_when", check.condition),
    )


def person(table: Table, ident: str) -> Person | None:
    """A ``[[person]]`` who acts in breach files."""
    check = table.check
    roles = table.get("roles", lambda raw, where: check.texts([raw] if isinstance(raw, str) else raw, where)) or ()
    for role in roles:
        check.ident(role, table.path("roles"))
    name = table.need("name", check.text) or "?"
    return Person(ident, name, roles, table.get("phone", check.phone), table.get("email", check.email), table.text("public_key"))


def card(table: Table, ident: str) -> Card | None:
    """A ``[[card]]``: whom to call."""
    check = table.check
    return Card(
        id=ident,
        who_fr=table.need("who_fr", check.text) or "?",
        who_en=table.need("who_en", check.text) or "?",
        phone=table.get("phone", check.phone),
        email=table.get("email", check.email),
        available=table.text("available"),
        why_fr=table.lines("why_fr"),
        why_en=table.lines("why_en"),
    )


def passage(table: Table, ident: str) -> Passage | None:
    """A ``[[passage]]``: another sentence of a document that is worth showing."""
    source = read_source(table)
    topic = table.need("topic", lambda raw, where: table.check.code(raw, where, TOPICS))
    if source is None or topic is None:
        return None
    if source.sentence is None:
        table.check.note(table.path("sentence"), "missing")
        return None
    return Passage(ident, topic, source, source.sentence)
