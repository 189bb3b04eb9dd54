"""The text as the linter compares it: without case and accents, in sentences, and how hard each is to read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SAME = {
    "’": "'",
    "\u2018": "'",
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "\u00a0": " ",
    "\u202f": " ",
    "–": "-",
    "—": "-",
}
_END = re.compile(r"[.!?…]+(?=[\s\"')»]|$)|\u2028|\n\s*\n|\n(?=\s*(?:[-*•·+]|\d{1,2}[.)]|#)\s)|:\s*\n")
_HEADING = re.compile(r"(?m)^([^\n]{1,60}[^\n,;.:?!…])\n(?=[A-ZÀ-Þ])")
"""A short line without a stop, before a line that begins with a capital: a heading."""
_SHORT = re.compile(r"(?:\b(?:M|Mme|MM|Dr|Me|art|al|p|n°|no|tél|tel|cf|etc|ex|St|Ste|av|bd|Mr|Mrs|Ms|Art)|\b[A-Z]|\d)$")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
LONGEST_SENTENCE = 2_000
"""Characters at which a run without an end is cut."""
LONG_SENTENCE = 40
"""Words from which a sentence is too long for people who read in a hurry, whatever its words."""
HARD = {"fr": 20.0, "en": 20.0}
"""The score below which a sentence is very hard to read: Flesch's scale (English), as adapted to French by Kandel and Moles (1958)."""
SCORED_FROM = 22
"""Words from which a single sentence is scored; a shorter one says little of how it reads."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without case and accents; ``places``: of each of its characters, the place in the text that it came from."""

    text: str
    places: tuple[int, ...]

    def origin(self, place: int) -> int:
        """The place in the original text of the character at ``place``."""
        return self.places[min(place, len(self.places) - 1)] if self.places else 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it starts and ends in the original text."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4_096)
def fold(text: str) -> Folded:
    """``text`` folded, with the way back."""
    parts = [_folded(char) for char in text]
    places = tuple(place for place, part in enumerate(parts) for _ in part)
    return Folded("".join(parts), places)


@lru_cache(maxsize=4_096)
def _folded(char: str) -> str:
    return _SAME.get(char.lower()) or "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()


def sentences(text: str) -> list[Sentence]:
    """The sentences of ``text``; headings and items of lists count as sentences of their own."""
    found: list[Sentence] = []
    start = 0
    text = _HEADING.sub("\\1\u2028", text)  # as long as before: places stay
    for mark in _END.finditer(text):
        if mark[0].startswith(".") and len(mark[0]) == 1 and _SHORT.search(text[max(start, mark.start() - 6) : mark.start()]):
            continue
        found += _sentence(text, start, mark.end())
        start = mark.end()
    return found + _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> list[Sentence]:
    if end - start > LONGEST_SENTENCE:  # no sentence of a person's: cut, so that no pattern runs over a whole file
        return [part for first in range(start, end, LONGEST_SENTENCE) for part in _sentence(text, first, min(first + LONGEST_SENTENCE, end))]
    held = text[start:end]
    inner = held.strip(" \t\n\u2028-*•·+")
    if not inner:
        return []
    first = start + held.index(inner)
    return [Sentence(first, first + len(inner), inner)]


def score(sentence: str, lang: str) -> float:
    """How easy ``sentence`` reads: about 100 very easy, 30 hard, below that very hard."""
    found = _WORD.findall(fold(sentence).text)
    if not found:
        return 100.0
    syllables = sum(_syllables(word, lang) for word in found)
    if lang == "fr":
        return 207.0 - 1.015 * len(found) - 73.6 * syllables / len(found)
    return 206.835 - 1.015 * len(found) - 84.6 * syllables / len(found)


def count(sentence: str) -> int:
    """The words of ``sentence``."""
    return len(_WORD.findall(fold(sentence).text))


def _syllables(word: str, lang: str) -> int:
    """The syllables of a folded word, about: groups of vowels, a silent e at the end left out."""
    groups = len(_VOWELS.findall(word))
    silent = re.search(r"[^aeiouy](?:e|es|ent)$", word) if lang == "fr" else re.search(r"[^aeiouyl]e$", word)
    return max(1, groups - (1 if silent and groups > 1 else 0))


_STOP = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "une",
            "vous",
            "votre",
            "vos",
            "nous",
            "notre",
            "nos",
            "est",
            "sont",
            "que",
            "qui",
            "pour",
            "dans",
            "avec",
            "sur",
            "par",
            "au",
            "aux",
            "du",
            "et",
            "ou",
            "ces",
            "cette",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "you",
            "your",
            "we",
            "our",
            "is",
            "are",
            "that",
            "which",
            "for",
            "in",
            "with",
            "on",
            "by",
            "to",
            "of",
            "and",
            "or",
            "this",
            "these",
            "have",
            "has",
            "been",
        ]
    ),
}


def language(text: str) -> str:
    """The language of ``text``, "fr" or "en", by its small words; French where it cannot be told."""
    found = _WORD.findall(fold(text[:20_000]).text)
    weight = {lang: sum(word in words for word in found) for lang, words in _STOP.items()}
    return "en" if weight["en"] > weight["fr"] else "fr"
