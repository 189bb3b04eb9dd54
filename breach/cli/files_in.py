"""Facts from a file that the user names."""

from __future__ import annotations

import os

from breach.disk.reading import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.domain.facts import Fact


def facts_file(path: str, zone: str | None) -> dict[str, Fact]:
    """The facts in the TOML or JSON file ``path``. Raises InputError; nothing is ever half read."""
    from breach.catalogue.files import read_facts

    return read_facts(read_text(path), os.path.basename(path), zone)
