"""The vocabulary of a breach file: what each fact is called, what it may be, how and why it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

GROUPS = (
    "what_happened",
    "awareness",
    "nature",
    "data",
    "people",
    "exposure",
    "protection",
    "consequences",
    "measures",
    "subjects",
    "parties",
    "other",
)
"""The groups of facts, in the order in which they are asked."""

TYPES = ("text", "yes_no", "one_of", "set_of", "count", "decimal", "instant", "tables", "country", "countries", "country_counts", "text_set")


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of a list. ``fr`` and ``en`` are shown; ``cnil`` is the authority's exact wording, None where its form has none.

    ``asks_text``: choosing it asks for the fact's ``text_fact``. ``category`` and ``sensitive``: the CNIL's category and kind of sensitive
    data that a data type belongs to ("" for none). ``only``: the id of the one form that has this code, "" for all. ``also``: other words, of
    either language, by which people say it. ``to_check``: the wording or the mapping was not read in the official text.
    """

    id: str
    fr: str
    en: str
    cnil: str | None = None
    to_check: bool = False
    asks_text: bool = False
    category: str = ""
    sensitive: str = ""
    only: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactDef:
    """One fact of the vocabulary.

    ``codes`` stand in the order of display; ``order`` holds the answers from harmless to grave: codes, "yes" and "no", or "low" and "high" for
    numbers; empty where answers have no such order. ``unknown_codes``: the CNIL's words for unknown, which rules read as unknown. ``minimum``
    and ``maximum`` are inclusive and in ``unit``. ``text_fact``: the text asked with the code ``other``; ``of``: for such a text, the set that it
    completes. ``columns``: the columns of a list of tables. ``pattern``: a regular expression that the whole of a text must match.
    ``optional``: asked only where a form or the user wants it. ``only_if``: facts with the answers of which one must still be possible, else the
    question has no object (``catalogue.moot``).
    """

    id: str
    type: str
    group: str
    question_fr: str
    question_en: str
    why_fr: str = ""
    why_en: str = ""
    example_fr: str = ""
    example_en: str = ""
    article: str = ""
    codes: tuple[Code, ...] = ()
    order: tuple[str, ...] = ()
    unknown_codes: frozenset[str] = frozenset()
    unit: str = ""
    minimum: int = 0
    maximum: int = 0
    range_ok: bool = False
    to_check: bool = False
    optional: bool = False
    text_fact: str = ""
    of: str = ""
    columns: tuple[FactDef, ...] = ()
    pattern: str = ""
    only_if: tuple[tuple[str, frozenset[str]], ...] = ()

    def code(self, code_id: str) -> Code | None:
        """The code ``code_id``; None where this fact has none of that name."""
        return next((code for code in self.codes if code.id == code_id), None)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All facts by id, in the order in which they are asked."""

    facts: Mapping[str, FactDef]

    def get(self, fact_id: str) -> FactDef:
        """The fact ``fact_id``. Raises InputError ``unknown-fact``, which names the nearest ids."""
        if fact_id in self.facts:
            return self.facts[fact_id]
        raise InputError("unknown-fact", fact=shown(fact_id), nearest=nearest(fact_id, self.facts))

    def label(self, fact_id: str, code: str, lang: str) -> str:
        """The words for ``code`` of ``fact_id`` in ``lang`` ("fr" or "en"). Raises InputError ``unknown-fact`` or ``unknown-code``."""
        definition = self.get(fact_id)
        found = definition.code(code)
        if found is None:
            raise InputError(
                "unknown-code",
                fact=fact_id,
                code=shown(code),
                nearest=nearest(code, [c.id for c in definition.codes]),
                codes=", ".join(c.id for c in definition.codes),
            )
        return found.fr if lang == "fr" else found.en

    def group(self, group: str) -> tuple[FactDef, ...]:
        """The facts of one group, in the order in which they are asked."""
        return tuple(definition for definition in self.facts.values() if definition.group == group)


def shown(text: str) -> str:
    """``text`` as a message may hold it: one line, no control or direction characters, at most 80 characters."""
    cut = text[:80] + ("…" if len(text) > 80 else "")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)


def nearest(word: str, words: Mapping[str, object] | list[str]) -> str:
    """Up to three of ``words`` that look most like ``word``, joined by a comma; first its own parts: ``iban`` of ``iban_number``."""
    import difflib
    import re

    names, asked = list(words), word[:80].strip().lower()
    parts = [name for name in names if name in re.split(r"[\W_]+", asked)]
    found = [*parts, *(name for name in difflib.get_close_matches(asked, names, 3, 0.6) if name not in parts)]
    return ", ".join(found[:3] or difflib.get_close_matches(asked, names, 1, 0))
