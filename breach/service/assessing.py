"""The assessment of a file or of bare facts. It proposes; ``breach.service.decisions`` records what a named person concludes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.derive import derived
from breach.law.assessment import Assessment, assess
from breach.law.explain import lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.domain.facts import Fact
    from breach.service.desk import Desk


def of_facts(facts: Mapping[str, Fact], now: datetime) -> Assessment:
    """The assessment of ``facts`` alone at ``now`` (UTC)."""
    return assess(derived(facts, now, {}), now=now)


def of_file(desk: Desk, ref: str, other: Mapping[str, Fact]) -> Assessment:
    """The assessment of the file ``ref`` with ``other`` facts laid over its own; nothing is recorded. Raises InputError."""
    from breach.service.files import defaults_of, read

    opened = read(desk, ref)
    facts = derived({**opened.facts, **other}, desk.now(), defaults_of(opened.profile))
    return assess(facts, now=desk.now())


def in_words(result: Assessment, lang: str) -> list[str]:
    """The assessment as lines of text."""
    return lines(result, lang)
