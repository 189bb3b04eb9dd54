"""A path as it was typed in a field, and how it could go on."""

from __future__ import annotations

import os

from textual.suggester import Suggester

from breach.errors import InputError


def typed_path(text: str) -> str:
    """The path that ``text`` names; ``~`` is the home folder. Raises InputError ``no-path-given``."""
    if not text.strip():
        raise InputError("no-path-given")
    return os.path.abspath(os.path.expanduser(text.strip()))


class Paths(Suggester):
    """The first file or folder, by name, that what is typed may become; what cannot be read is passed over."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """``value`` gone on to the end of a name; a folder ends in a slash."""
        return _completed(value)


def _completed(value: str) -> str | None:
    folder, begun = os.path.split(value)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as found:
            names = sorted(item.name + ("/" if item.is_dir() else "") for item in found if _fits(item.name, begun))
    except (OSError, ValueError):
        return None
    return value[: len(value) - len(begun)] + names[0] if names else None


def _fits(name: str, begun: str) -> bool:
    """Whether ``begun`` may become ``name``: hidden files only where a dot was typed, names of odd characters never."""
    return bool(begun) and name.startswith(begun) and name != begun and name.isprintable()
