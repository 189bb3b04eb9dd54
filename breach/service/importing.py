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
from breach.catalogue.loader import load
from breach.domain.instants import zone_of
from breach.domain.text import Text
from breach.errors import InputError, RuleError
from breach.log import kinds
from breach.service.desk import STORE, clean
from breach.service.facts import bodies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from breach.domain.facts import Fact
    from breach.service.desk import Acting, Desk

_NAME = re.compile(r"(?!ex-)[a-z][a-z0-9-]{0,39}")
OPEN_DATA = "cnil-open-data"
CSV = "csv"
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
