"""Strict reading of a profile's tables: every problem is noted with where it is, and reading goes on, so that all are told at once.

What a file holds is data from outside: control and bidirectional characters are refused, everything else is kept as it is and never parsed.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from breach.catalogue import loader
from breach.domain.facts import CodeSet
from breach.domain.profile import Answer, Condition, Source, Sourced
from breach.domain.risks import RISKS
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

T = TypeVar("T")
LONGEST = 4000
_DEEPEST = 8
_SHOWN_PROBLEMS = 30
_SHORT = 8
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_EMAIL = re.compile(r"[^@\s<>\"(),;:]{1,64}@[^@\s<>\"(),;:.]+(?:[.][^@\s<>\"(),;:.]+)+")
_PHONE = re.compile(r"[+]?[0-9][0-9 ().-]{2,30}")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def shown(text: str) -> str:
    """``text`` cut to 60 characters, with what cannot be shown safely escaped."""
    cut = text if len(text) <= 60 else text[:59] + "…"
    return "".join(c if c.isprintable() and c not in _BIDI else f"\\u{ord(c):04x}" for c in cut)


def unsafe(text: str, *, lines: bool = False) -> bool:
    """Whether ``text`` holds a control, bidirectional or surrogate character (line ends and tabs pass where ``lines``)."""
    return any(c in _BIDI or (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and not (lines and c in "\n\t")) for c in text)


NONE_NEAR = "–"


def nearest(word: str, among: Iterable[str]) -> str:
    """The nearest of ``among`` to ``word``, joined by commas; the whole of a short list; "–" where none is near."""
    known = sorted(among)
    found = known if len(known) <= _SHORT else difflib.get_close_matches(word[:80], known, n=3, cutoff=0.5)
    return ", ".join(found) or NONE_NEAR


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a profile: ``where`` (a dotted path), ``code`` and parameters of its words ``profile.problem-<code>``."""

    where: str
    code: str
    params: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        lone = self.code == "code" and ("nearest", NONE_NEAR) in self.params
        return t("profile.problem-code-none" if lone else f"profile.problem-{self.code}", None, where=shown(self.where), **dict(self.params))


class Problems(tuple[Problem, ...]):
    """The faults of one file; as text, one line each in the language in use when it is shown."""

    __slots__ = ()

    def __str__(self) -> str:
        lines = [f"- {problem}" for problem in self[:_SHOWN_PROBLEMS]]
        if len(self) > _SHOWN_PROBLEMS:
            lines.append("- " + t("profile.problem-more", count=len(self) - _SHOWN_PROBLEMS))
        return "\n".join(lines)


@dataclass(slots=True)
class Check:
    """Reads single values, noting what is wrong. Each method gives None where the value is unusable."""

    found: list[Problem] = field(default_factory=list)
    documents: frozenset[str] = frozenset()

    def note(self, where: str, code: str, /, **params: object) -> None:
        """Note a problem at ``where``."""
        self.found.append(Problem(where, code, tuple(params.items())))

    def text(self, raw: object, where: str, *, lines: bool = False) -> str | None:
        """A text that is not empty, at most ``LONGEST`` characters, without control characters."""
        if not isinstance(raw, str) or not raw.strip():
            self.note(where, "not-text")
        elif len(raw) > LONGEST:
            self.note(where, "too-long", most=LONGEST)
        elif unsafe(raw, lines=lines):
            self.note(where, "control")
        else:
            return raw.strip()
        return None

    def shaped(self, raw: object, where: str, shape: re.Pattern[str], code: str) -> str | None:
        """A text that matches ``shape`` whole, else problem ``code``."""
        text = self.text(raw, where)
        if text is not None and not shape.fullmatch(text):
            self.note(where, code, value=shown(text))
            return None
        return text

    def email(self, raw: object, where: str) -> str | None:
        """A plausible e-mail address."""
        return self.shaped(raw, where, _EMAIL, "email")

    def phone(self, raw: object, where: str) -> str | None:
        """A plausible phone number."""
        return self.shaped(raw, where, _PHONE, "phone")

    def ident(self, raw: object, where: str) -> str | None:
        """An id: lower-case letters, digits, ``-`` and ``_``."""
        return self.shaped(raw, where, _ID, "id")

    def code(self, raw: object, where: str, among: Sequence[str]) -> str | None:
        """One code of ``among``, else the nearest are named."""
        text = self.text(raw, where)
        if text is not None and text not in among:
            self.note(where, "code", value=shown(text), nearest=nearest(text, among))
            return None
        return text

    def whole(self, raw: object, where: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high``."""
        if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
            self.note(where, "whole", low=low, high=high)
            return None
        return raw

    def answer(self, raw: object, where: str) -> Answer | None:
        """``yes``, ``no`` or ``unknown``, also as true and false."""
        if isinstance(raw, bool):
            return "yes" if raw else "no"
        if raw in ("yes", "oui"):
            return "yes"
        if raw in ("no", "non"):
            return "no"
        if raw in ("unknown", "inconnu"):
            return "unknown"
        self.note(where, "answer")
        return None

    def day(self, raw: object, where: str) -> date | None:
        """A date (TOML date, or text YYYY-MM-DD)."""
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        try:
            return date.fromisoformat(raw if isinstance(raw, str) else "")
        except ValueError:
            self.note(where, "day")
            return None

    def texts(self, raw: object, where: str) -> tuple[str, ...] | None:
        """A list of texts; empty is an answer ("none")."""
        if not isinstance(raw, list):
            self.note(where, "not-list")
            return None
        read = [self.text(item, f"{where}[{n}]") for n, item in enumerate(raw)]
        return None if None in read else tuple(item for item in read if item is not None)

    def codes(self, raw: object, where: str, fact: str) -> CodeSet | None:
        """A set of the codes of the set fact ``fact``; ``"unknown"`` among them means "at least these"."""
        texts = self.texts([raw] if isinstance(raw, str) else raw, where)
        if texts is None:
            return None
        among = codes_of(fact)
        read = {text for text in texts if text != "unknown"}
        for text in sorted(read - set(among)):
            self.note(where, "code", value=shown(text), nearest=nearest(text, among))
        return CodeSet(frozenset(read & set(among)), at_least="unknown" in texts)

    def anchor(self, raw: object, where: str) -> str | None:
        """The id of an instant fact."""
        facts = loader.load().facts
        return self.code(raw, where, tuple(id_ for id_ in facts if facts[id_].type == "instant"))

    def condition(self, raw: Any, where: str, depth: int = 0) -> Condition | None:
        """A condition of the right shape, over facts and codes that exist. It is not evaluated here."""
        keys = frozenset(raw) if isinstance(raw, dict) and depth <= _DEEPEST else frozenset()
        read: Condition | None = None
        if keys in ({"all"}, {"any"}):
            read = self._several(raw, next(iter(keys)), where, depth)
        elif keys == {"not"}:
            inner = self.condition(raw["not"], f"{where}.not", depth + 1)
            read = None if inner is None else {"not": inner}
        elif keys == {"risk"}:
            level = self.code(raw["risk"], f"{where}.risk", RISKS)
            read = None if level is None else {"risk": level}
        elif keys in ({"fact", "is"}, {"fact", "has"}):
            read = self._about_fact(raw, where)
        else:
            self.note(where, "condition")
        return read

    def _several(self, raw: Mapping[str, object], key: str, where: str, depth: int) -> Condition | None:
        parts = raw[key]
        if not isinstance(parts, list) or not parts:
            self.note(where, "condition")
            return None
        read = [self.condition(part, f"{where}.{key}[{n}]", depth + 1) for n, part in enumerate(parts)]
        return {key: tuple(part for part in read if part is not None)}

    def _about_fact(self, raw: Mapping[str, object], where: str) -> Condition | None:
        facts = loader.load().facts
        fact = self.code(raw["fact"], f"{where}.fact", tuple(facts))
        if fact is None:
            return None
        word, types = ("is", ("yes_no", "one_of")) if "is" in raw else ("has", ("set_of",))
        if facts[fact].type not in types:
            self.note(where, "condition")
            return None
        if facts[fact].type == "yes_no":
            answer = self.answer(raw[word], f"{where}.{word}")
            return None if answer is None else {"fact": fact, word: answer}
        code = self.code(raw[word], f"{where}.{word}", codes_of(fact))
        return None if code is None else {"fact": fact, word: code}


def codes_of(fact: str) -> tuple[str, ...]:
    """The codes of the catalogue's fact ``fact``."""
    return tuple(code.id for code in loader.load().facts[fact].codes)


class Table:
    """One table of the file: its keys are taken one by one, and what is left at ``close`` was not known."""

    def __init__(self, raw: object, where: str, check: Check) -> None:
        if not isinstance(raw, dict):
            check.note(where, "not-table")
        self.raw: dict[str, object] = raw if isinstance(raw, dict) else {}
        self.where = where
        self.check = check
        self._taken: set[str] = set()

    def path(self, key: str) -> str:
        """The dotted path of ``key``."""
        return f"{self.where}.{key}" if self.where else key

    def has(self, key: str) -> bool:
        """Whether ``key`` is written and is not ``"unknown"``."""
        self._taken.add(key)
        return self.raw.get(key, "unknown") not in ("unknown", "inconnu")

    def get(self, key: str, read: Callable[[object, str], T | None]) -> T | None:
        """``key`` read by ``read``; None where it is absent or ``"unknown"``."""
        return read(self.raw[key], self.path(key)) if self.has(key) else None

    def need(self, key: str, read: Callable[[object, str], T | None]) -> T | None:
        """As ``get``, and its absence is a problem."""
        if not self.has(key):
            self.check.note(self.path(key), "missing")
            return None
        return read(self.raw[key], self.path(key))

    def text(self, key: str) -> str | None:
        """A text on one line."""
        return self.get(key, self.check.text)

    def lines(self, key: str) -> str | None:
        """A text that may have several lines."""
        return self.get(key, lambda raw, where: self.check.text(raw, where, lines=True))

    def flag(self, key: str) -> bool:
        """True or false, false where absent; for settings, not for facts."""
        raw = self.raw[key] if self.has(key) else False
        if not isinstance(raw, bool):
            self.check.note(self.path(key), "answer")
        return raw is True

    def table(self, key: str) -> Table | None:
        """The table under ``key``, or None."""
        return Table(self.raw[key], self.path(key), self.check) if self.has(key) else None

    def rows(self, key: str) -> list[Table]:
        """The tables of the list ``key``."""
        if not self.has(key):
            return []
        raw = self.raw[key]
        if not isinstance(raw, list):
            self.check.note(self.path(key), "not-list")
            return []
        return [Table(item, f"{self.path(key)}[{_label(item, n)}]", self.check) for n, item in enumerate(raw)]

    def source(self, key: str = "source") -> Source | None:
        """The source under ``key``: its document must be one of the profile's."""
        table = self.table(key)
        return None if table is None else closed_source(table)

    def sourced(self, key: str, read: Callable[[object, str], T | None], usual: Source | None) -> Sourced[T]:
        """``key`` as a bare value with the ``usual`` source, or as ``{value, source}``. A known value needs a source."""
        if not self.has(key):
            return Sourced()
        raw, source, at = self.raw[key], usual, self
        if isinstance(raw, dict):
            at = Table(raw, self.path(key), self.check)
            source = at.source() or usual
            value = at.get("value", read)
            at.close()
        else:
            value = read(raw, self.path(key))
        if source is None:
            self.check.note(self.path(key), "no-source")
        return Sourced(value, source)

    def close(self) -> None:
        """Name every key that was not taken, with the nearest known ones."""
        for key in self.raw:
            if key not in self._taken:
                self.check.note(self.path(key), "unknown-key", nearest=nearest(key, self._taken))


def read_source(table: Table) -> Source | None:
    """A source from the keys ``document``, ``article`` and ``sentence`` of ``table``."""
    document = table.need("document", table.check.text)
    article = table.need("article", table.check.text)
    sentence = table.lines("sentence")
    if document is not None and document not in table.check.documents:
        table.check.note(table.path("document"), "no-document", value=shown(document), nearest=nearest(document, table.check.documents))
    return None if document is None or article is None else Source(document, article, sentence)


def closed_source(table: Table) -> Source | None:
    """As ``read_source`` where ``table`` holds nothing else."""
    read = read_source(table)
    table.close()
    return read


def _label(item: object, number: int) -> str:
    name = item.get("id") if isinstance(item, dict) else None
    return shown(name) if isinstance(name, str) and name else str(number)
