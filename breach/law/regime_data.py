"""The regimes: dated data, one TOML file each. An amendment is one more duration with the day from which it holds; nothing is overwritten."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from breach import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CONTRACT = "contract:"
"""How the form begins by which a contract's clock is met; the rest is the contract's id."""


@cache
def regimes() -> tuple[Mapping[str, Any], ...]:
    """Every regime, read from its TOML. Raises InputError ``data-files-missing``."""
    return tuple(tomllib.loads(resources.read_text(name)) for name in resources.names("law/regimes", ".toml"))


def clocks_of_law() -> list[Mapping[str, Any]]:
    """The clocks of every regime."""
    return [clock for regime in regimes() for clock in regime["clock"]]


def forms() -> tuple[str, ...]:
    """Every form by which some clock of the law is met, in the order of the data."""
    found = (form for clock in clocks_of_law() for form in (*clock.get("met_by_forms", ()), *clock.get("met_abroad_by_forms", ())))
    return tuple(dict.fromkeys(found))


def settles(clock: Mapping[str, Any], form: str, kind: str) -> bool:
    """Whether a filing of ``form`` and type ``kind`` ("": of any) is one that ``clock`` asks for."""
    return form in clock.get("met_by_forms", ()) and (not kind or kind in clock.get("met_by_types", (kind,)))


def met_by(form: str, kind: str, promises: Sequence[Mapping[str, Any]]) -> set[str]:
    """The ids of the clocks that a filing of ``form`` and type ``kind`` ("": of any) settles. ``promises``: the profile's, in the form of a clock."""
    every: Iterable[Mapping[str, Any]] = [*clocks_of_law(), *promises]
    return {clock["id"] for clock in every if settles(clock, form, kind)}
