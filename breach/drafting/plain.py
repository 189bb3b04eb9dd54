"""Makes text from outside harmless, and literal, in what is drafted.

A fact is data: whatever somebody typed comes out as the same letters, never as a heading, a link, a tag or a terminal's order. Characters
that cannot be seen, or that turn the direction of reading, are shown by their number, so that a reviewer sees that they are there.
"""

from __future__ import annotations

import re
import unicodedata

SEEN_FORMATS = frozenset("\u200c\u200d")
"""Format characters that scripts and emoji need: the two joiners."""

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SPECIAL = re.compile(r"[\\`*\[\]~|]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_START = re.compile(r"(?m)^(#(?=#{0,5}(?: |$))|[+-](?= |$)|>|:(?=-)|[-=](?=[-= ]*$))")
_NUMBERED = re.compile(r"(?m)^(\d{1,9})([.)](?= |$))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Md(str):
    """Text that is Markdown already: a template writes it as it is."""

    __slots__ = ()


def visible(char: str) -> str:
    """``char`` itself, or its number (``⟨U+202E⟩``) where it could not be seen or would act on what surrounds it."""
    if char == "\n" or char in SEEN_FORMATS:
        return char
    point = ord(char)
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or (point & 0xFFFE) == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return f"⟨U+{point:04X}⟩" if hidden else char


class _Visible(dict[int, str]):
    """``visible`` by code point, each worked out once."""

    def __missing__(self, point: int) -> str:
        found = self[point] = visible(chr(point))
        return found


_VISIBLE = _Visible()


def all_visible(text: str) -> str:
    """``text`` with every character ``visible``."""
    return text if text.isprintable() else text.translate(_VISIBLE)


def clean(text: str) -> str:
    """``text`` in NFC, lines ending in a line feed, tabs as spaces, without blanks around lines and without characters that act unseen."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", all_visible(text))
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")


def one_line(text: str) -> str:
    """``text`` cleaned, on one line: for a heading, a subject, an address line."""
    return " ".join(clean(text).split("\n")).strip()


def ended(text: str) -> str:
    """``text`` as a sentence: a full stop where it ends in a letter or a digit."""
    return f"{text}." if text[-1:].isalnum() else text


def md_text(value: object) -> str:
    """``value`` as Markdown that reads as exactly this text (and is left alone where it is ``Md``).

    Lines become lines (a backslash ends each but the last), an empty line ends a paragraph. Nothing in it can open a heading, a list, a link, a
    tag, a table cell or a code block.
    """
    if isinstance(value, Md):
        return value
    text = _ENTITY.sub("&amp;", clean(str(value))).replace("<", "&lt;")
    text = _SPECIAL.sub(r"\\\g<0>", text)
    text = _NUMBERED.sub(r"\1\\\2", _START.sub(r"\\\1", text))
    paragraphs = [part.strip("\n") for part in re.split(r"\n{2,}", text)]
    return "\n\n".join(part.replace("\n", "\\\n") for part in paragraphs)


def unescaped(markdown: str) -> str:
    """The text of a span of Markdown written by ``md_text``: its inverse, but for the ends of lines."""
    return _ESCAPED.sub(r"\1", markdown).replace("&lt;", "<").replace("&amp;", "&")
