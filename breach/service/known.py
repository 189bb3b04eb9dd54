"""What an authority knows: the filings with the values that were kept of them, to the byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from breach.domain.facts import fact_of
from breach.domain.instants import from_z, zone_of
from breach.domain.outside_words import type_name
from breach.i18n import dates, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened

FORMS = ("cnil-2023", "edpb-2026-draft", "telecom-24h")
"""Forms of which the program knows the fields."""
TYPES = ("initial", "complementary", "complete")
NOT_BREACH = "is_personal_data_breach"


def filed_values(desk: Desk, opened: Opened, act: Act) -> dict[str, Any] | None:
    """The values that the filing ``act`` kept; None where it kept none, or they were erased."""
    kept = act.body.get("values")
    if not kept:
        return None
    held = next((body for _, mark, _, body in desk.store.blobs(opened.row.chain, act.n) if mark == kept["sha256"] and body), None)
    data: dict[str, Any] | None = json.loads(held) if held else None
    return data


def last_filed(desk: Desk, opened: Opened, form: str) -> tuple[Act, dict[str, Any]] | None:
    """The last filing of ``form`` made for ourselves whose values are kept, with them."""
    for act in reversed(opened.file.filings):
        if act.body["form"] == form and (values := filed_values(desk, opened, act)) is not None:
            return act, values
    return None


def as_known(values: Mapping[str, Any]) -> dict[str, str]:
    """``values`` as field → value."""
    return {row["field"]: row["value"] for row in values["fields"]}


def said_by(desk: Desk, act: Act) -> str:
    """The filing ``act`` in words: type, instant, reference."""
    at = dates.when(from_z(act.body["at"]), zone_of(desk.zone), desk.zone, year=True)
    return t("known.filing", type=type_name(act.body["type"]), at=at, reference=act.body["reference"] or "—")


def withdrawn(opened: Opened, desk: Desk, form: str) -> bool:
    """Whether the file says "no breach" although ``form`` was filed."""
    fact = fact_of(opened.facts, NOT_BREACH, desk.now())
    return fact.state == "known" and fact.value is False and any(act.body["form"] == form for act in opened.file.filings)
