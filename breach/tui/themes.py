"""Themes: dark, light, high contrast; and the terminal's own colours where the user wants none of ours or the terminal has few."""

from __future__ import annotations

from textual.theme import Theme

from breach.tui import literal

CONTRAST = Theme(
    name="breach-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#00ff00",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#000000",
    dark=True,
    text_alpha=1.0,
)
_NAMES = {"dark": "textual-dark", "light": "textual-light", "contrast": CONTRAST.name}


def theme_of(wanted: str, *, no_color: bool) -> str:
    """The theme for ``wanted`` ("dark", "light", "contrast" or ""). Without colour, the terminal's own, in which nothing is coloured."""
    if no_color or literal.reach() != literal.FULL:
        return "ansi-dark"
    return _NAMES.get(wanted, _NAMES["dark"])
