"""A text in ``$EDITOR``, the terminal lent to it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from breach.disk import memory
from breach.errors import InputError

if TYPE_CHECKING:
    from textual.app import App


def edit(app: App[int], text: str) -> str:
    """``text`` as the editor left it. Raises InputError ``no-editor-here``, ``no-memory-here`` or ``text-not-given-back``."""
    words = memory.editor()
    if not words:
        raise InputError("no-editor-here")
    memory.memory_folder()  # refused before the screen is given away
    try:
        with app.suspend():
            return memory.edited(text, words).removesuffix("\n")
    except SuspendNotSupported as error:
        raise InputError("text-not-given-back", editor=words[0][:80], said=str(error)[:200]) from error
