"""What the CNIL's form asks and the facts answer only together: its two yes/no questions on other notifications, its one box for other data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.facts import Fact
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from breach.domain.facts import Facts
    from breach.drafting.notice_values import Sources

_QUESTIONS = {"other_authorities_told": "data_protection_authorities", "other_bodies_told": "other_bodies"}
_OTHER_DATA = ("data_categories_other", "data_types_other")


def _asked(fact_id: str) -> Callable[[Sources], str]:
    return lambda sources: sources.listed(fact_id)


def _said(fact_id: str) -> Callable[[Sources], str | None]:
    return lambda sources: t(f"notice.{answer}", sources.lang) if (answer := sources.listed(fact_id)) else None


CHOICES: Mapping[str, Callable[[Sources], str]] = {name: _asked(fact_id) for name, fact_id in _QUESTIONS.items()}
TEXTS: Mapping[str, Callable[[Sources], str | None]] = {name: _said(fact_id) for name, fact_id in _QUESTIONS.items()}


def other_data(facts: Facts) -> Facts:
    """The text of the form's one box for other data, which we know by category or by type; empty where neither is known."""
    known = [fact for fact in (facts.get(key) for key in _OTHER_DATA) if fact is not None and fact.state == "known" and isinstance(fact.value, str)]
    return {_OTHER_DATA[0]: Fact("known", "\n".join(dict.fromkeys(str(fact.value) for fact in known)))} if known else {}
