"""What people are told for each kind of data: the likely consequences and what they can do, from ``people/advice.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from breach.drafting.languages import OWN, further, said, table
from breach.drafting.papers import own_stamp, text_of
from breach.drafting.spoken import listed
from breach.i18n import french

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CATEGORY = "category:"
"""Marks a CNIL category among data types: ``category:contact`` where only the category is known."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Data that are misused in the same way. ``consequence`` holds ``{data}``; ``short`` is consequence and step in one
    line, for an SMS. All by language.
    """

    id: str
    keys: tuple[str, ...]
    consequence: Mapping[str, str]
    steps: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]
    source: str
    to_check: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole table: themes in order, the words for each kind of data, what is said for each nature of breach and to everybody."""

    themes: tuple[Theme, ...]
    names: Mapping[str, Mapping[str, str]]
    natures: Mapping[str, Mapping[str, object]]
    general: Mapping[str, object]
    complaint: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says: ``data`` in words, ``consequences`` one sentence per theme, ``steps`` one thing to do each, ``themes`` their ids,
    ``short`` one line per theme.
    """

    data: tuple[str, ...]
    consequences: tuple[str, ...]
    steps: tuple[str, ...]
    themes: tuple[str, ...]
    short: tuple[str, ...] = ()


def advice() -> Advice:
    """The table, with every language of letters. Raises InputError ``data-files-missing``, ``language-incomplete``."""
    return _advice(own_stamp("people"))


@lru_cache(maxsize=4)
def _advice(_own: str) -> Advice:
    data = tomllib.loads(text_of("people", "advice.toml"))
    for lang in further():
        _add(data, table(lang), lang)
    langs = (*OWN, *further())
    themes = tuple(
        Theme(
            row["id"],
            (*row["data_types"], *(CATEGORY + category for category in row.get("categories", ()))),
            {lang: row[f"consequence_{lang}"] for lang in langs},
            {lang: tuple(row[f"advice_{lang}"]) for lang in langs},
            {lang: row.get(f"short_{lang}", "") for lang in langs},
            row["source"],
            row["to_check"],
        )
        for row in data["theme"]
    )
    names = {row["id"]: row for row in data["data"]} | {CATEGORY + row["id"]: row for row in data["category"]}
    return Advice(themes, names, data["nature"], data["general"], data["complaint"])


def _add(data: dict[str, Any], own: Mapping[str, Any], lang: str) -> None:
    """Put the words of a further language beside those of the others."""
    for row in data["theme"]:
        for key in ("consequence", "advice", "short"):
            row[f"{key}_{lang}"] = said(own, lang, "theme", row["id"], key)
    for kind in ("data", "category"):
        for row in data[kind]:
            row[lang] = said(own, lang, kind, row["id"])
    for nature, row in data["nature"].items():
        for key in ("consequence", "advice"):
            row[f"{key}_{lang}"] = said(own, lang, "nature", nature, key)
    for key in ("advice", "published"):
        data["general"][f"{key}_{lang}"] = said(own, lang, "general", key)
    data["complaint"][lang] = said(own, lang, "complaint")


def typed(text: str, lang: str) -> str:
    """``text`` of the table with the no-break spaces of its language."""
    return french(text) if lang == "fr" else text


def ordered(keys: Collection[str]) -> list[str]:
    """Data types (and marked categories) in the order of the table; what the table does not know is left out."""
    return [key for key in advice().names if key in keys]


def name(key: str, lang: str) -> str:
    """``votre adresse électronique``: one kind of data as a letter names it."""
    return typed(advice().names[key][lang], lang)


def told(keys: Collection[str], natures: Collection[str], lang: str, *, published: bool, other: str = "") -> Told:
    """What to tell someone whose data ``keys`` are concerned by a breach of these ``natures``.

    What can be done *with* data is said where confidentiality is lost or the nature is not known; altered or missing data have sentences of
    their own. ``other`` replaces "other data" in words. Without any key no consequence is said, since none can be specific.
    """
    known = advice()
    words = {key: (other or name(key, lang)) if key in ("other_data", CATEGORY + "other") else name(key, lang) for key in ordered(keys)}
    consequences: list[str] = []
    steps: list[str] = []
    themes: list[str] = []
    if "confidentiality" in natures or not natures:  # with no data known no theme is met
        for theme in known.themes:
            own = [words[key] for key in words if key in theme.keys]
            if own:
                themes.append(theme.id)
                consequences.append(_filled(theme.consequence[lang], own, lang))
                steps.extend(theme.steps[lang])
    for nature in ("integrity", "availability"):
        if nature in natures and words:
            row = known.natures[nature]
            consequences.append(_filled(str(row[f"consequence_{lang}"]), list(words.values()), lang))
            steps.extend(_texts(row[f"advice_{lang}"]))
    before = _texts(known.general[f"published_{lang}"]) if published else ()
    steps = [*before, *steps, *_texts(known.general[f"advice_{lang}"])]
    once = dict.fromkeys(typed(step, lang) for step in steps)
    short = tuple(typed(theme.short[lang], lang) for theme in known.themes if theme.id in themes and theme.short[lang])
    return Told(tuple(words.values()), tuple(consequences), tuple(once), tuple(themes), short)


def _texts(raw: object) -> tuple[str, ...]:
    return tuple(map(str, raw)) if isinstance(raw, list) else ()


def _filled(sentence: str, own: list[str], lang: str) -> str:
    before, _, after = sentence.partition("{data}")
    return typed(before, lang) + listed(own, lang) + typed(after, lang)


def complaint(lang: str, *, young: bool = False) -> str:
    """The right to complain to the CNIL, with its postal address and its site; for a young person in plainer words."""
    return typed(str(advice().complaint[f"minor_{lang}" if young else lang]), lang)


@lru_cache(maxsize=1)
def _young() -> Mapping[str, Any]:
    table: Mapping[str, Any] = tomllib.loads(text_of("people-minor", "words.toml"))
    return table


def young_name(key: str, lang: str) -> str:
    """The data as they are named to a young person: ``ton adresse électronique``."""
    words = str(advice().names[key][lang])
    if lang == "fr":
        for before, after in _young()["tutoiement"]:
            words = re.sub(rf"\b{before}\b", after, words)
    return typed(words, lang)


def young_steps(themes: Collection[str], lang: str) -> tuple[str, ...]:
    """What a young person is told for each of these themes, in plain words."""
    rows = _young()["theme"]
    return tuple(dict.fromkeys(typed(rows[theme][lang], lang) for theme in themes))
