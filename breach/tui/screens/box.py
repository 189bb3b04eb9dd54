"""A box over the screen below, which stays in sight."""

from __future__ import annotations

from textual.screen import ModalScreen

from breach.tui.screens.page import Page


class Box(Page, ModalScreen[object]):
    """A screen shown in a box."""
