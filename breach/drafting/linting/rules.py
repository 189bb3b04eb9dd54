"""What the linter looks for in one language: patterns of ``data/<lang>.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from breach import resources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = "drafting/linting/data"
IDS = (
    "missing-nature",
    "missing-date",
    "missing-contact",
    "missing-consequences",
    "missing-measures",
    "missing-advice",
    "generic-advice",
    "vague-date",
    "minimising",
    "empty-phrase",
    "unsure-undated",
    "blame",
    "jargon",
    "hard-sentence",
    "link",
    "advertising",
    "missing-cnil-right",
)
"""The ids of findings, as outside programs know them."""
DATED, EXPLAINED = "@date", "@explained"
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something found where it stands: ``find``; ``but`` makes it right in the same sentence, as do a date (``dated``) and an explanation."""

    id: str
    find: re.Pattern[str]
    but: re.Pattern[str]
    dated: bool
    explained: bool


@dataclass(frozen=True, slots=True)
class Data:
    """A kind of data: how a message names it (``named``, and not as in ``unless``), and what the advice then says."""

    id: str
    named: re.Pattern[str]
    unless: re.Pattern[str]
    advice: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of one language, over folded text. ``parts``: by their dotted name in the data, such as ``consequences.may``."""

    lang: str
    parts: Mapping[str, re.Pattern[str]]
    phrases: Sequence[Phrase]
    data: Sequence[Data]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a finding comes from, and whether that is to be read again in the text."""

    text: str
    to_check: bool


@cache
def rules(lang: str) -> Rules:
    """The rules for ``lang``. Raises InputError ``data-files-missing``."""
    held = tomllib.loads(resources.read_text(f"{FOLDER}/{lang}.toml"))
    parts = {
        f"{name}.{key}": _joined(patterns)
        for name, table in held.items()
        if isinstance(table, dict) and name != "phrase"
        for key, patterns in table.items()
    }
    return Rules(lang, parts, [_phrase(name, row) for name, row in held["phrase"].items()], [_data(row) for row in held["data"]])


@cache
def sources() -> Mapping[str, Source]:
    """The source of each finding, by its id."""
    held = tomllib.loads(resources.read_text(f"{FOLDER}/sources.toml"))
    return {name: Source(row["source"], row.get("to_check", False)) for name, row in held.items()}


def _phrase(name: str, row: Mapping[str, Any]) -> Phrase:
    but = [pattern for pattern in row.get("but", ()) if not pattern.startswith("@")]
    return Phrase(name, _joined(row["find"]), _joined(but), DATED in row.get("but", ()), EXPLAINED in row.get("but", ()))


def _data(row: Mapping[str, Any]) -> Data:
    return Data(row["id"], _joined(row["named"]), _joined(row.get("unless", ())), _joined(row["advice"]))


def _joined(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern of many; a blank stands for any white space."""
    if not patterns:
        return NOTHING
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).replace(" ", r"\s+").replace(r"\s+?", r"\s*"), re.MULTILINE)
