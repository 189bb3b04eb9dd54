"""Registers of others and of earlier days: each row comes in as a closed file, with what it says in facts and every cell as it came.

Nothing that was not recorded is made up: no clock starts, no duty is worked out, an empty cell stays unknown. Rows of a published table go into
a collection of their own, outside the organisation's lists and counts.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.catalogue import open_data
from breach.catalogue.files import facts_table
from breach.catalogue.loader import load
from breach.catalogue.reading import read as read_fact
from breach.catalogue.values import show
from breach.domain.instants import zone_of
from breach.domain.text import Text
from breach.errors import InputError, RuleError
from breach.log import kinds
from breach.service import mapping, tables
from breach.service.desk import STORE, clean
from breach.service.facts import bodies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from breach.domain.facts import Fact
    from breach.service.desk import Acting, Desk

_NAME = re.compile(r"(?!ex-)[a-z][a-z0-9-]{0,39}")
OPEN_DATA = "cnil-open-data"
CSV = "csv"
FACTS = "facts"
LARGEST = 100_000_000
"""Bytes of a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row ready to come in. ``cells`` as they came, by column; ``homeless``: (column, value) of what no fact has a home for."""

    title: str
    text: str
    facts: Mapping[str, Fact]
    cells: tuple[tuple[str, str], ...]
    homeless: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Report:
    """What came in: references, first and last; how many rows; per column, how many values had no home, with examples."""

    collection: str
    rows: int = 0
    first: str = ""
    last: str = ""
    homeless: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def seen(self, row: Row, ref: str) -> None:
        """Count ``row``, which became the file ``ref``."""
        self.rows += 1
        self.first, self.last = self.first or ref, ref
        for column, value in row.homeless:
            self.homeless[column] = self.homeless.get(column, 0) + 1
            shown = self.examples.setdefault(column, [])
            if len(shown) < 3 and value not in shown:
                shown.append(value)


@dataclass(frozen=True, slots=True)
class _Source:
    """The table that rows come from: as its entry in the store's chain holds it."""

    format: str
    name: str
    sha256: str
    collection: str
    about: Mapping[str, object]


def collection_name(name: str) -> str:
    """``name`` where it can name a collection. Raises InputError ``collection-name``."""
    if not _NAME.fullmatch(name):
        raise InputError("collection-name", name=name[:60])
    return name


def about(desk: Desk, collection: str) -> dict[str, Any]:
    """What is kept of the tables of ``collection``: format, header, what stood above it, hashes. Raises InputError ``unknown-collection``."""
    held = desk.store.meta(f"collection:{collection}")
    if held is None:
        raise InputError("unknown-collection", collection=collection[:60], known=", ".join(desk.store.collections()) or "—")
    found: dict[str, Any] = json.loads(held)
    return found


def cnil(desk: Desk, name: str, body: bytes, collection: str) -> Report:
    """Bring the published table ``body`` (from the file ``name``) into ``collection``, all of it or nothing.

    Raises InputError (``open-data-…``, ``collection-name``, ``collection-format``), RuleError ``already-imported``.
    """
    table = open_data.parse(body, name)
    catalogue = load()
    named = dict(zip(open_data.columns(), (cell.strip() for cell in table.header), strict=True))
    rows = []
    for cells in table.rows:
        placed = open_data.placed(cells, catalogue)
        title = " · ".join(cell.strip() for cell in cells[:2] if cell.strip()) or OPEN_DATA
        homeless = tuple((named[column], value) for column, value in placed.homeless)
        rows.append(Row(title, title, placed.facts, tuple(zip(table.header, cells, strict=True)), homeless))
    kept = {"header": list(table.header), "before": [list(row) for row in table.before], "encoding": table.encoding}
    return bring(desk, _Source(OPEN_DATA, name, hashlib.sha256(body).hexdigest(), collection_name(collection), kept), rows, public=True)


def mapped(desk: Desk, name: str, body: bytes, columns: mapping.ColumnMap, collection: str, *, write: bool) -> tuple[Report, list[Row]]:
    """Bring the table ``body`` in under ``columns``, into the organisation's own register or ``collection``; without ``write`` only say what
    would come in. The rows are given back. Raises InputError (``table-…``, ``map-…``), RuleError.
    """
    heads, found = tables.read(body, name, encoding=columns.encoding, separator=columns.separator)
    mapping.check(columns, heads, name)
    rows = [_mapped(heads, cells, columns, desk.read_zone) for cells in found]
    if collection:
        collection_name(collection)
    report = Report(collection)
    if write:
        report = bring(desk, _Source(CSV, name, hashlib.sha256(body).hexdigest(), collection, {"columns": len(heads)}), rows, public=False)
    else:
        for row in rows:
            report.seen(row, "")
    return report, rows


def _mapped(heads: list[str], cells: list[str], columns: mapping.ColumnMap, zone: str | None) -> Row:
    facts, homeless = mapping.facts_of(columns, heads, cells, zone)
    said = [facts[fact_id].value for fact_id in ("title", "description") if fact_id in facts]
    first = next((cell.strip() for cell in cells if cell.strip()), CSV)
    title = str(said[0]) if said else first
    return Row(title, title, facts, tuple(zip(heads, cells, strict=True)), tuple(homeless))


def one_file(desk: Desk, name: str, text: str, collection: str) -> Report:
    """Bring the facts file ``text`` in as one closed file. What is no fact here, or no value of it, has no home and is kept.

    Raises InputError ``bad-facts-file``, ``facts-file-ending``, ``collection-…``; RuleError.
    """
    table = facts_table(text, name)
    catalogue, facts, homeless = load(), {}, []
    for fact_id, raw in table.items():
        try:
            facts[fact_id] = read_fact(catalogue.get(fact_id), raw, desk.read_zone)
        except InputError:
            homeless.append((fact_id, json.dumps(raw, ensure_ascii=False, default=str)))
    if not facts:
        raise InputError("no-fact", name=name)
    said = [facts[fact_id].value for fact_id in ("title", "description") if fact_id in facts and facts[fact_id].state == "known"]
    title = str(said[0]) if said else name
    cells = tuple((fact_id, json.dumps(raw, ensure_ascii=False, default=str)) for fact_id, raw in table.items())
    if collection:
        collection_name(collection)
    source = _Source(FACTS, name, hashlib.sha256(text.encode()).hexdigest(), collection, {"columns": len(table)})
    return bring(desk, source, [Row(title, title, facts, cells, tuple(homeless))], public=False)


def bring(desk: Desk, source: _Source, rows: Iterable[Row], *, public: bool) -> Report:
    """Bring ``rows`` in as closed files, in one transaction. ``public``: their cells are published and stand in the entries; else they are texts
    that can be erased. Raises InputError, RuleError, StoreError.
    """
    _check(desk, source)
    report = Report(source.collection)
    year = desk.now().astimezone(zone_of(desk.zone)).year
    with desk.acting() as act:
        number = act.writer.last_in(source.collection) if source.collection else 0
        for place, row in enumerate(rows, 1):
            ref = f"{source.collection}/{number + place}" if source.collection else ""
            report.seen(row, _one(act, desk.actor.role, source, row, (place, year, ref), public=public))
        _keep(act, desk, source, report)
    return report


def _check(desk: Desk, source: _Source) -> None:
    if not source.collection:
        if desk.store.meta("exercise_only") == "1":
            raise RuleError("exercise-only", organisation=desk.store.meta("organisation") or "")
        return
    held = desk.store.meta(f"collection:{source.collection}")
    if held is None:
        return
    kept = json.loads(held)
    if kept["format"] != source.format:
        raise InputError("collection-format", collection=source.collection, format=kept["format"])
    if source.sha256 in kept["sha256"]:
        raise RuleError("already-imported", name=source.name, collection=source.collection)


def _one(act: Acting, role: str, source: _Source, row: Row, at: tuple[int, int, str], *, public: bool) -> str:
    place, year, ref = at
    opening = {"text": clean(row.text), "title": Text(row.title)}
    chain, _, ref, _ = act.writer.open_file(year, opening, exercise=False, actor=act.actor, role=role, happened_at=None, ref=ref)
    said: dict[str, object] = {"description": None, **bodies(row.facts)}
    body = {
        "format": source.format,
        "table": source.sha256,
        "row": place,
        "collection": source.collection or None,
        "facts": said,
        # Names of columns may be anything, and members are ASCII: cells stand as pairs.
        "cells": [[_held(name, public=public), _held(cell, public=public)] for name, cell in row.cells],
        "homeless": [[_held(name, public=public), _held(value, public=public)] for name, value in row.homeless],
    }
    act.writer.append(chain, kinds.IMPORTED, body, actor=act.actor, role=role)
    return ref


def _held(text: str, *, public: bool) -> str:
    return text if public else Text(text)


def _keep(act: Acting, desk: Desk, source: _Source, report: Report) -> None:
    body = {
        "format": source.format,
        "name": Text(source.name),
        "sha256": source.sha256,
        "collection": source.collection or None,
        "rows": report.rows,
        "first": report.first or None,
        "last": report.last or None,
        "about": source.about,
    }
    act.writer.append(STORE, kinds.TABLE_IMPORTED, body, actor=act.actor, role=desk.actor.role)
    if source.collection:
        held = desk.store.meta(f"collection:{source.collection}")
        before = json.loads(held)["sha256"] if held else []
        kept = {"format": source.format, "sha256": [*before, source.sha256], **source.about}
        act.writer.set_meta(f"collection:{source.collection}", json.dumps(kept, ensure_ascii=False))


def in_words(row: Row, desk: Desk) -> dict[str, str]:
    """What ``row`` says in facts, by id, in words."""
    return {fact_id: show(load().get(fact_id), fact, desk.lang, desk.zone) for fact_id, fact in row.facts.items()}
