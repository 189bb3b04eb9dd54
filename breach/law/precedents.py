"""Precedent cards: reasonings that authorities set aside (and a few that one let pass), shown where the file invites the same one.

A card is one file in ``cards/``: source, day of the evidence, what was claimed, what was held, what to do, and the condition over facts, proposal
and decisions under which it appears. Cards argue; they never change a duty.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from breach import resources
from breach.catalogue.compiled import compiled
from breach.errors import InputError
from breach.law.conditions import FALSE, MAYBE, TRUE, Number, literal
from breach.law.enisa import AUTHORITY_FROM, PEOPLE_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from breach.law.assessment import Assessment
    from breach.law.view import View

SIDES = ("rejected", "accepted")
PARTS = ("title", "said", "held", "do")
_NEED = (
    "id",
    "side",
    "url",
    "checked_on",
    "to_check",
    "when",
    "source_fr",
    "source_en",
    *(f"{part}_{lang}" for part in PARTS for lang in ("fr", "en")),
)
_WIDE = 10
"""A range whose ends differ by this factor is one that may still grow out of the decision."""


class Card(NamedTuple):
    """One precedent. ``side``: "rejected" or "accepted"; ``words``: ``title``, ``said``, ``held``, ``do`` and ``source`` with ``_fr`` and ``_en``."""

    id: str
    side: str
    url: str
    checked_on: str
    to_check: bool
    when: Mapping[str, Any]
    words: Mapping[str, str]

    def text(self, part: str, lang: str) -> str:
        """One of ``title``, ``said``, ``held``, ``do``, ``source`` in ``lang``."""
        return self.words[f"{part}_{lang}"]

    def to_json(self, lang: str) -> dict[str, object]:
        """The card in ``lang``."""
        said = {part: self.text(part, lang) for part in (*PARTS, "source")}
        return {"id": self.id, "side": self.side, **said, "url": self.url, "checked_on": self.checked_on, "to_check": self.to_check}


@functools.cache
def load() -> tuple[Card, ...]:
    """The cards that this version ships. Raises InputError ``data-files-missing`` or ``precedent-broken``."""
    rows: Any = compiled("precedents", resources.stamp("law/cards", ".toml"), _raw)
    return tuple(_card(row) for row in rows)


def _raw() -> list[dict[str, Any]]:
    return [parse(resources.read_text(name), name) for name in resources.names("law/cards", ".toml")]


def parse(text: str, name: str) -> dict[str, Any]:
    """One card's TOML ``text``. Raises InputError ``precedent-broken``."""
    import tomllib

    try:
        row = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("precedent-broken", name=name, why=str(error)) from error
    lacks = [key for key in _NEED if key not in row]
    if lacks or row["side"] not in SIDES:
        raise InputError("precedent-broken", name=name, why=f"lacks {', '.join(lacks)}" if lacks else f"side is one of {', '.join(SIDES)}")
    return row


def _card(row: Mapping[str, Any]) -> Card:
    words = {key: value for key, value in row.items() if key.endswith(("_fr", "_en"))}
    return Card(row["id"], row["side"], row["url"], row["checked_on"], row["to_check"], row["when"], words)


def cards(made: Assessment, view: View, decided: Mapping[str, str]) -> tuple[Card, ...]:
    """The cards that apply to the proposal ``made``, the rejected reasonings first. ``decided``: the standing choice by question.

    Raises InputError ``precedent-broken`` for a condition that does not exist.
    """
    reader = _Reader(made, view, decided)
    return tuple(sorted((card for card in load() if reader.holds(card) == TRUE), key=lambda card: SIDES.index(card.side)))


class _Reader:
    """Reads conditions: ``all``, ``any``, ``not``, ``unproved``, a test of a fact as in the rules, ``authority``, ``subjects``, ``enisa_below``,
    ``wide``, ``decided`` with ``choice``.
    """

    def __init__(self, made: Assessment, view: View, decided: Mapping[str, str]) -> None:
        self._made, self._view, self._decided = made, view, decided

    def holds(self, card: Card) -> int:
        """FALSE, MAYBE or TRUE."""
        return self._of(card.when, card.id)

    def _of(self, condition: Mapping[str, Any], card: str) -> int:
        if "all" in condition:
            return min(self._each(condition["all"], card), default=TRUE)
        if "any" in condition:
            return max(self._each(condition["any"], card), default=FALSE)
        if "not" in condition:
            return TRUE - self._of(condition["not"], card)
        if "unproved" in condition:
            return FALSE if self._of(condition["unproved"], card) == TRUE else TRUE
        if "fact" in condition:
            return self._fact(condition, card)
        return self._about(condition, card)

    def _each(self, parts: Iterable[Mapping[str, Any]], card: str) -> list[int]:
        return [self._of(part, card) for part in parts]

    def _fact(self, condition: Mapping[str, Any], card: str) -> int:
        spec = self._made.rules.specs.get(condition["fact"])
        words = [word for word in condition if word != "fact"]
        if spec is None or len(words) != 1:
            raise InputError("precedent-broken", name=card, why=f"unknown fact or more than one test: {dict(condition)}")
        grave, atom = literal(card, spec, words[0], condition[words[0]])
        state = atom.state(self._view.bounds[spec.id])
        return state if grave else TRUE - state

    def _about(self, condition: Mapping[str, Any], card: str) -> int:
        made = self._made
        if "authority" in condition:
            return _sure(made.authority.advice == condition["authority"])
        if "subjects" in condition:
            wanted = ("inform", "prepare") if condition["subjects"] == "inform" else (condition["subjects"],)
            return _sure(made.subjects.advice in wanted)
        if "enisa_below" in condition:
            return _sure(made.enisa.high < (AUTHORITY_FROM if condition["enisa_below"] == "authority" else PEOPLE_FROM))
        if "wide" in condition:
            low, high = self._view.bounds[condition["wide"]]
            return MAYBE if isinstance(low, frozenset) or isinstance(high, frozenset) else _sure(_is_wide(low, high))
        if "decided" in condition:
            return _sure(self._decided.get(condition["decided"]) == condition["choice"])
        raise InputError("precedent-broken", name=card, why=f"no such condition: {dict(condition)}")


def _is_wide(low: Number, high: Number) -> bool:
    """Whether a count was given as a range and may be ten times its lower end. Nothing said is no range."""
    return (low, high) != (0, float("inf")) and high >= _WIDE * max(low, 1)


def _sure(holds: object) -> int:
    return TRUE if holds else FALSE
