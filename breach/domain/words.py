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
    return begun(apart(text), words)


def apart(text: str) -> str:
    """``text`` as ``begun`` looks through it, for who looks many times: folded, each word after one blank."""
    return f" {_BETWEEN.sub(' ', _plain(text))}"


def begun(text: str, words: tuple[str, ...]) -> bool:
    """Whether in ``text``, as ``apart`` gave it, a word begins with every one of the folded ``words``."""
    return all(f" {word}" in text for word in words)


def asked(text: str) -> list[str]:
    """The words of ``text``, of letters and digits alone."""
    return "".join(char if char.isalnum() else " " for char in text).split()
