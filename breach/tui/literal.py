"""Text from outside as literal content: never markup, never an escape; and what the terminal can show.

``lit`` is the only way in which this package makes content of a text. ``Guard`` is the last stop: whatever a widget renders (a field that
somebody typed or pasted into as well) passes through it, and no control or direction character gets out.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.filter import LineFilter

from breach.domain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.color import Color

FULL, LATIN, ASCII = "full", "latin", "ascii"
"""What a terminal can show: all of Unicode; Latin letters without frames (the Linux console); ASCII alone."""

_reach = {"is": FULL}
_PLAIN = Style.from_color(RichColor.default(), RichColor.default())
_REVERSED = Style(reverse=True)
_MARKS = {
    **dict.fromkeys("─━┄┅╌╍═▔▁⎯╴╶╸╺", "-"),
    **dict.fromkeys("│┃┆┇╎╏║▏▕▎▍▌▐▊▉", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "+"),
    **dict.fromkeys("█▓▒░▀▄▂▃▅▆▇■", "#"),
    **dict.fromkeys("→▸▶›►", ">"),
    **dict.fromkeys("←◂◀‹", "<"),
    **dict.fromkeys("•●◉·▪", "*"),
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("“”«»", '"'),
    **dict.fromkeys("—–‑−", "-"),
    "…": ".",
    "\u202f": " ",
}
_KEPT_BY_CONSOLE = frozenset("œŒŸ€")
_HELD, _HELD_NARROW = "\ue000", "\ue001"
"""Stand-ins for the two no-break spaces until after wrapping: Textual breaks lines at any white space, these included."""


def reach_of(environment: Mapping[str, str]) -> str:
    """What the terminal of ``environment`` can show, by its locale and ``TERM``."""
    named = environment.get("LANG") or "C"
    kind = environment.get("LC_CTYPE") or named
    # Started under LANG=C, Python itself puts LC_CTYPE=C.UTF-8 into its environment (PEP 538): that says nothing of the terminal.
    coerced = kind in ("C.UTF-8", "C.utf8") and named in ("C", "POSIX")
    locale = environment.get("LC_ALL") or (named if coerced else kind)
    if "utf8" not in locale.replace("-", "").lower():
        return ASCII
    return LATIN if environment.get("TERM") in ("linux", "vt100", "vt220", "dumb") else FULL


def use(reach: str) -> None:
    """Say what the terminal can show, for all that is made from now on."""
    _reach["is"] = reach


def reach() -> str:
    """What the terminal can show: ``FULL``, ``LATIN`` or ``ASCII``."""
    return _reach["is"]


def shown(text: str) -> str:
    """``text`` as it may be shown: safe, and in ASCII where there is no more."""
    held = plain.safe(text).replace("\t", "    ")
    if _reach["is"] != ASCII:
        return held.replace("\u00a0", _HELD).replace("\u202f", _HELD_NARROW)
    held = held.replace("\u202f", "\u00a0").replace("«\u00a0", '"').replace("\u00a0»", '"')
    return _HELD.join(plain.to_ascii(part) for part in held.split("\u00a0"))


def lit(text: str, style: str = "") -> Content:
    """``text`` as content, every character of it literal, in ``style``."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


def one_line(text: str, longest: int) -> str:
    """``text`` safe on one line of at most ``longest`` characters."""
    held = " ".join(shown(text).split())
    return held if len(held) <= longest else held[: longest - 1] + ("." if _reach["is"] == ASCII else "…")


def sections(parts: Iterable[tuple[str, Sequence[str]]], nothing: str) -> Content:
    """Headings with their lines below them, a blank line between; ``nothing`` is said below a heading that has none."""
    return Content("\n\n").join(
        Content("\n").join([lit(heading, "bold underline"), *(lit(f"  {line}") for line in lines or [nothing])]) for heading, lines in parts
    )


class Uncoloured(LineFilter):
    """Under ``NO_COLOR``: no colour at all is written, not even grey. What a colour of its own marked (the line in hand, the cursor) is reversed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """``segments`` in the terminal's own two colours."""
        del background
        return [Segment(text, None if style is None else _uncoloured(style), control) for text, style, control in segments]


@lru_cache(1024)
def _uncoloured(style: Style) -> Style:
    # A mark has both colours of its own; the track of a scroll bar has a background alone and is no mark.
    marked = _own(style.color) and _own(style.bgcolor)
    return style + _PLAIN + _REVERSED if marked else style + _PLAIN


def _own(color: RichColor | None) -> bool:
    return color is not None and not color.is_default


class Guard(LineFilter):
    """The last stop before the terminal: no control or direction character, and nothing that the terminal cannot show."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """``segments`` with their widths kept."""
        del background
        return [segment if _fine(segment.text) else Segment(_width_kept(segment.text), segment.style, segment.control) for segment in segments]


def _fine(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _width_kept(text: str) -> str:
    text = plain.UNSAFE.sub(lambda found: "?" * cell_len(found[0]), text).replace(_HELD, "\u00a0").replace(_HELD_NARROW, "\u202f")
    return text if _reach["is"] == FULL else "".join(_poor(char) for char in text)


def _poor(char: str) -> str:
    """``char`` for a poorer terminal, in as many cells."""
    if char == "\u00a0":
        return " "
    if char.isascii() or (_reach["is"] == LATIN and (char <= "ÿ" or char in _KEPT_BY_CONSOLE)):
        return char
    if char in _MARKS:
        return _MARKS[char]
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    width = cell_len(char)
    return bare if bare and len(bare) == width else "?" * width
