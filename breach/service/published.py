"""The register in the CNIL's published format: a collection as it came, or the organisation's own notified files."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from breach import resources
from breach.catalogue import open_data
from breach.catalogue.loader import load
from breach.domain.instants import from_z
from breach.errors import InputError
from breach.i18n import t
from breach.log.fold import BreachFile, fold
from breach.service.files import Opened, profile_of, typed
from breach.service.importing import OPEN_DATA, about

if TYPE_CHECKING:
    from breach.domain.profile import Profile
    from breach.service.desk import Desk


def written(desk: Desk, collection: str) -> tuple[bytes, int]:
    """The table and its number of rows. What was imported comes out the same, cell by cell, but for facts that were changed since.

    Raises InputError ``unknown-collection``, ``collection-format``, ``open-data-character``.
    """
    if collection:
        return _collection(desk, collection)
    rows = _own(desk)
    note = (t("register.open-data.note", "fr", day=f"{desk.now():%Y-%m-%d}"), *[""] * (len(open_data.columns()) - 1))
    return open_data.written(open_data.Table((note,), open_data.header(), tuple(rows), "cp1252")), len(rows)


def _collection(desk: Desk, collection: str) -> tuple[bytes, int]:
    kept = about(desk, collection)
    if kept["format"] != OPEN_DATA:
        raise InputError("collection-format", collection=collection, format=kept["format"])
    rows = tuple(_as_it_came(fold(entries)) for _, entries in desk.store.histories(desk.store.files(collection)))
    table = open_data.Table(tuple(map(tuple, kept["before"])), tuple(kept["header"]), rows, kept["encoding"])
    return open_data.written(table), len(rows)


def _as_it_came(file: BreachFile) -> tuple[str, ...]:
    came = file.imported
    assert came is not None
    cells = tuple(cell for _, cell in came.body["cells"])
    changed = [fact_id for fact_id, held in file.facts.items() if held.entry > came.n]
    return open_data.changed_cells(cells, typed(file, load()), changed, load()) if changed else cells


def _own(desk: Desk) -> list[tuple[str, ...]]:
    """The organisation's notified files: one row for each, as the published table counts notices."""
    now, profile, sector = desk.now(), profile_of(desk), _sector(profile_of(desk))
    made = []
    for row, entries in desk.store.histories([row for row in desk.store.files() if not row.exercise]):
        file = fold(entries)
        filed = [act.body["at"] for act in file.filings if act.body["form"] == "cnil-2023"]
        if filed:
            seen = Opened(row, file, typed(file, load()), profile).seen(now)
            made.append(open_data.own_row(from_z(min(filed)), sector, seen, load()))
    return made


def _sector(profile: Profile | None) -> str:
    section = profile.organisation.naf_section if profile else None
    if not section:
        return ""
    sectors = tomllib.loads(resources.read_shared("templates", "notifications/cnil-2023/sectors.toml"))
    return str(sectors[section]["fr"]) if section in sectors else ""
