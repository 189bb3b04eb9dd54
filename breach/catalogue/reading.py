"""A fact read from a TOML or JSON value: what it is and how well it is known.

The forms in which a fact may be written:

- ``1200``: known; ``"unknown"`` or null: asked, not known;
- ``{ value = 1200, source = "…", learnt_at = … }``: known, with where it comes from;
- ``{ estimate = [9, 3500], basis = "…" }``: a range, inclusive; ``[100, "unknown"]`` is "at least 100";
- ``{ assumed = "yes", because = "…", until = … }``: an assumption, which expires;
- ``{ cannot_be_known = "why" }``: settled as unknowable.

``source`` and ``learnt_at`` may stand in each of the tables.
"""

from __future__ import annotations

from breach.catalogue.model import FactDef, nearest, shown
from breach.catalogue.scalars import free_text, instant, is_unknown, number, value
from breach.domain.facts import UNKNOWN, Fact
from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

MAIN_KEYS = ("value", "estimate", "assumed", "cannot_be_known")
ABOUT_KEYS = ("source", "learnt_at")
KEYS = {
    "value": ("value", *ABOUT_KEYS),
    "estimate": ("estimate", "basis", *ABOUT_KEYS),
    "assumed": ("assumed", "because", "until", *ABOUT_KEYS),
    "cannot_be_known": ("cannot_be_known", *ABOUT_KEYS),
}
"""For each form of a table, by its main key, the keys that it may hold."""
_RANGE_ENDS = 2


def read(definition: FactDef, raw: object, zone: str | None) -> Fact:
    """The fact that ``raw``, a TOML or JSON value, says of ``definition``. Local times take ``zone``, an IANA name, and are refused without.

    Raises InputError: ``unknown-code``, ``fact-…`` or a code of ``breach.domain.instants``.
    """
    if isinstance(raw, dict) and not (definition.type == "country_counts" and not any(key in raw for key in MAIN_KEYS)):
        return _table(definition, raw, zone)
    found = value(definition, raw, zone)
    return UNKNOWN if found is None else Fact("known", found)


def _table(definition: FactDef, raw: Mapping[str, object], zone: str | None) -> Fact:
    main = [key for key in MAIN_KEYS if key in raw]
    if len(main) != 1:
        raise InputError("fact-form", fact=definition.id)
    for key in raw:
        if key not in KEYS[main[0]]:
            raise InputError("fact-unknown-key", fact=definition.id, key=shown(str(key)), nearest=nearest(str(key), list(KEYS[main[0]])))
    source = free_text(definition.id, raw["source"]) if "source" in raw else None
    learnt_at = instant(definition.id, raw["learnt_at"], zone) if "learnt_at" in raw else None
    given = raw[main[0]]
    if main[0] == "estimate":
        because = free_text(definition.id, raw["basis"]) if "basis" in raw else None
        low, high = _range(definition, given)
        if low is None and high is None:
            return Fact("unknown", because=because, source=source, learnt_at=learnt_at)
        return Fact("estimated", None, low, high, because, None, source, learnt_at)
    if main[0] == "cannot_be_known":
        why = free_text(definition.id, given)
        if not why.strip():
            raise InputError("fact-reason-missing", fact=definition.id)
        return Fact("cannot_be_known", because=why, source=source, learnt_at=learnt_at)
    because = free_text(definition.id, raw["because"]) if "because" in raw else None
    until = instant(definition.id, raw["until"], zone) if "until" in raw else None
    found = value(definition, given, zone)
    if found is None:
        return Fact("unknown", because=because, source=source, learnt_at=learnt_at)
    return Fact("assumed" if main[0] == "assumed" else "known", found, None, None, because, until, source, learnt_at)


def _range(definition: FactDef, raw: object) -> tuple[int | Decimal | None, int | Decimal | None]:
    if not definition.range_ok:
        raise InputError("fact-no-range", fact=definition.id)
    if not isinstance(raw, (list, tuple)) or len(raw) != _RANGE_ENDS:
        raise InputError("fact-range-form", fact=definition.id)
    low, high = (None if is_unknown(end) else number(definition, end) for end in raw)
    if low is not None and high is not None and low > high:
        raise InputError("fact-range-reversed", fact=definition.id, low=low, high=high)
    return low, high
