"""Reading a file that the user names: size, encoding, and what is wrong, before anything else sees it."""

from __future__ import annotations

import os

from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.domain.facts import Fact

LARGEST_TEXT = 10_000_000


def read_bytes(path: str, largest: int) -> bytes:
    """The bytes of ``path``. Raises InputError ``input-unreadable`` or ``input-too-big``."""
    try:
        with open(path, "rb") as file:
            if os.path.isdir(path):
                raise IsADirectoryError
            raw = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise InputError("input-unreadable", path=path, said=getattr(error, "strerror", None) or "") from error
    if len(raw) > largest:
        raise InputError("input-too-big", path=path, largest=largest)
    return raw


def read_text(path: str) -> str:
    """The UTF-8 text of ``path``. Raises InputError, also ``not-utf8``."""
    raw = read_bytes(path, LARGEST_TEXT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name=path, at=error.start) from error


def facts_file(path: str, zone: str | None) -> dict[str, Fact]:
    """The facts in the TOML or JSON file ``path``. Raises InputError; nothing is ever half read."""
    from breach.catalogue.files import read_facts

    return read_facts(read_text(path), os.path.basename(path), zone)
