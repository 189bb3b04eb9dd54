"""Text from outside made safe for a terminal, and written in ASCII where the terminal has no more. Text is shown, never obeyed."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that a terminal might obey or that turn the direction of what follows; line ends and tabs are not among them."""
_MARK = re.compile(r"[\\`*_\[\]<>~|#&]|^[-+=](?= |$)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?= |$)")
_MARKED = re.compile(r"\\([!-/:-@\[-`{-~]|$)|&(lt|amp);", re.MULTILINE)
_ENTITIES = {"lt": "<", "amp": "&"}
_ASCII = {
    "«\u00a0": '"',
    "\u00a0»": '"',
    "« ": '"',
    " »": '"',
    "«": '"',
    "»": '"',
    "’": "'",
    "—": "-",
    "–": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "→": "->",
    "€": "EUR",
    "·": "-",
}


def safe(text: str) -> str:
    r"""``text`` with every control, escape and direction character made visible (``\x1b``); line ends stay."""
    return UNSAFE.sub(_visible, text)


def line(text: str) -> str:
    """``safe`` text on one line: line ends and tabs become blanks."""
    return safe(" ".join(text.split("\n"))).replace("\t", " ")


def markdown(text: str) -> str:
    """``text`` on one line as Markdown that reads as exactly these words: nothing in it opens a heading, a list, a link or a tag."""
    return _NUMBERED.sub(r"\1\\\2", _MARK.sub(r"\\\g<0>", line(text).strip()))


def unmarked(text: str) -> str:
    """Markdown ``text`` as a terminal shows it: without the backslashes of ``markdown`` and those that end a line. Bold marks and every line stay."""
    return _MARKED.sub(lambda found: _ENTITIES[found[2]] if found[2] else found[1], text)


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def to_ascii(text: str) -> str:
    """``text`` in ASCII: accents dropped, French quotes and dashes written plainly, what has no likeness left out."""
    import unicodedata

    for mark, plain in _ASCII.items():
        text = text.replace(mark, plain)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def ascii_locale(environment: Mapping[str, str]) -> bool:
    """Whether the locale of ``environment`` promises no more than ASCII on a terminal (Python itself would write UTF-8 there)."""
    named = environment.get("LANG") or "C"
    kind = environment.get("LC_CTYPE") or named
    # Started under LANG=C, Python itself puts LC_CTYPE=C.UTF-8 into its environment (PEP 538): that says nothing of the terminal.
    coerced = kind in ("C.UTF-8", "C.utf8") and named in ("C", "POSIX")
    return (environment.get("LC_ALL") or (named if coerced else kind)) in ("C", "POSIX")
