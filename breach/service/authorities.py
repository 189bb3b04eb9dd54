"""The data-protection authorities of the EU and the EEA, and those that a file's controller notifies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.errors import InputError
from breach.i18n import current, french
from breach.law.duties import Authority, authorities, authority_in, competent
from breach.service.promises import setting_of

if TYPE_CHECKING:
    from datetime import datetime

    from breach.service.files import Opened


def listed(country: str) -> list[dict[str, Any]]:
    """Every authority, or the one of ``country`` (ISO 3166). Raises InputError ``no-authority`` outside the EU and the EEA."""
    if not country:
        return [_json(one) for one in authorities()]
    found = authority_in(country.upper())
    if found is None:
        raise InputError("no-authority", country=country[:20], countries=", ".join(one.country for one in authorities()))
    return [_json(found)]


def of_file(opened: Opened, now: datetime) -> list[dict[str, Any]]:
    """The authorities that the controller of ``opened`` notifies as far as its facts tell; ``why``: ``home``, ``lead`` or ``people``."""
    held = competent(opened.seen(now), setting_of(opened.profile).country, now)
    return [{**_json(one.authority), "certain": one.certain, "why": one.why} for one in held]


def _json(one: Authority) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "country": one.country,
        "also": list(one.also),
        "note": french(one.note_fr) if current() == "fr" else one.note_en,
        "source": one.source,
        "checked_on": one.checked_on.isoformat(),
        "to_check": one.to_check,
    }
