"""Looking for words in texts without an index, as the index does: beginnings of words, accents and case apart."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BETWEEN = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    """``text`` without accents, in small letters."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def folded(words: Iterable[str]) -> tuple[str, ...]:
    """``words`` as ``holds`` compares them."""
    return tuple(_plain(word) for word in words)


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether ``text`` holds, for every one of the folded ``words``, a word that begins with it."""
    plain = f" {_BETWEEN.sub(' ', _plain(text))}"
    return all(f" {word}" in plain for word in words)
