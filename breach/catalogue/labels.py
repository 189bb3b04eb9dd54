"""Codes by the words that people know them by: « disponibilité » for ``availability``."""

from __future__ import annotations

import re
from functools import lru_cache

from breach.catalogue.model import Code, FactDef, shown
from breach.i18n import LANGUAGES, current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = re.compile(r"[(,]")
_BETWEEN = re.compile(r"[\s'\u2018\u2019_-]+")
_ARTICLES = ("la", "le", "les", "l", "the")
_NAMED = 2
"""A message cuts a parameter at eighty characters: two codes with their labels are what it can hold."""
_LIKE, _MUCH_ALIKE = 0.6, 0.7


def code_of(definition: FactDef, word: str) -> str | None:
    """The code that ``word`` says: its id, else its French or English label: whole, before a parenthesis or comma, or after the words with
    which all labels of the list begin; else the authority's words for it, or another word that people have for it. Accents, case, apostrophes
    and blanks count for nothing. None where no code, or more than one, has that name.
    """
    if definition.code(word) is not None:
        return word
    return _names(definition.codes).get(_folded(word))


def nearest_codes(definition: FactDef, word: str) -> str:
    """Up to two codes that ``word`` may mean, each with its label in the language in use: « availability (Disponibilité) ». For data those that
    registers call so (« noms »), then those whose id or label looks most like it.
    Longer names go first: « France et Belgique » holds ET, which is Ethiopia.
    """
    import difflib

    names, asked, meant = _names(definition.codes), _folded(word[:80]), _meant(definition, word[:80])
    held = set(asked.split())
    inside = sorted((name for name in names if held and (set(name.split()) <= held or held <= set(name.split()))), key=len, reverse=True)
    alike = difflib.get_close_matches(asked, names, _NAMED, _MUCH_ALIKE if inside or meant else _LIKE) or (
        [] if inside or meant else difflib.get_close_matches(asked, names, 1, 0)
    )
    found = list(dict.fromkeys([*meant, *(names[name] for name in [*inside, *alike])]))[:_NAMED]
    return ", ".join(_with_label(definition, code) for code in found)


def _meant(definition: FactDef, word: str) -> list[str]:
    """The data types, or the categories of them, that registers kept by hand mean by ``word``."""
    if definition.id not in ("data_types", "data_categories"):
        return []
    from breach.catalogue.loader import load
    from breach.catalogue.phrases import data_types

    kinds = load().get("data_types")
    types = [code for code in map(kinds.code, data_types(word)) if code is not None]
    codes = [code.id if definition.id == "data_types" else code.category for code in types]
    return [code for code in dict.fromkeys(codes) if definition.code(code) is not None]


def with_nearest(definition: FactDef, word: str) -> str:
    """A word that is no code, and what it may have meant: « disponible → availability (Disponibilité) »."""
    return f"{shown(word)} → {nearest_codes(definition, word)}"


def _with_label(definition: FactDef, code_id: str) -> str:
    code = definition.code(code_id)
    assert code is not None  # names are of codes
    return f"{code.id} ({code.fr if current() == 'fr' else code.en})"


@lru_cache(maxsize=64)
def _names(codes: tuple[Code, ...]) -> Mapping[str, str]:
    """The code of each name that only one code has; ids come before whole labels, those before parts of them, those before other words."""
    found: dict[str, str] = {}
    labels = {lang: {code.id: _folded(code.fr if lang == "fr" else code.en) for code in codes} for lang in LANGUAGES}
    ids = {code.id: _folded(code.id) for code in codes}
    heads = {lang: {code.id: _folded(_HEAD.split(code.fr if lang == "fr" else code.en, 1)[0]) for code in codes} for lang in LANGUAGES}
    tails = {lang: _after_what_all_share(held) for lang, held in labels.items()}
    named = [[pair for table in tables for pair in table.items()] for tables in ((ids,), labels.values(), heads.values(), tails.values())]
    authority = [(code.id, _folded(code.cnil)) for code in codes if code.cnil]
    other = [(code.id, _folded(word)) for code in codes for word in code.also]
    for pairs in (*named, authority, other):
        claimed: dict[str, set[str]] = {}
        for code_id, name in pairs:
            claimed.setdefault(name, set()).add(code_id)
        for name, owners in claimed.items():
            if name and len(owners) == 1:
                found.setdefault(name, *owners)
    return found


def _after_what_all_share(labels: Mapping[str, str]) -> dict[str, str]:
    """Each label without the words with which all of them begin and the article after those: « disponibilite » of « perte de la disponibilite »."""
    parted = {code_id: label.split() for code_id, label in labels.items()}
    shared = 0
    while len(parted) > 1 and all(len(words) > shared + 1 for words in parted.values()) and len({words[shared] for words in parted.values()}) == 1:
        shared += 1
    if not shared:
        return {}
    return {code_id: " ".join(words[shared + (words[shared] in _ARTICLES) :]) for code_id, words in parted.items()}


def _folded(text: str) -> str:
    """``text`` in small letters without accents, its apostrophes, hyphens and blanks one blank."""
    import unicodedata

    bare = unicodedata.normalize("NFKD", text.casefold())
    return _BETWEEN.sub(" ", "".join(c for c in bare if not unicodedata.combining(c)).replace("œ", "oe")).strip()
