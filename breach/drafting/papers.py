"""The folders of ``templates/notifications``: one paper each, with its manifest and a text per language.

A paper is a notice (to an authority) or a letter (to people). Its manifest says for which channels, languages and formats it is, what it must
hold, and where that is asked. To add one, or a language, is to add files to one folder.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from breach import resources
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = "templates"
FOLDER = "notifications"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper's manifest. ``subjects`` is a letter's subject, with
    ``{organisation}``, by language. ``required`` names the contents without which it is incomplete; ``minor_age`` is in years, with its source.
    """

    id: str
    kind: str
    titles: Mapping[str, str]
    subjects: Mapping[str, str]
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    required: tuple[str, ...]
    sources: tuple[str, ...]
    checked_on: str
    to_check: bool
    minor_age: int | None = None
    minor_source: str = ""

    def title(self, lang: str) -> str:
        """The paper's name in ``lang``; in French where it has none."""
        return self.titles.get(lang, self.titles["fr"])


def paper_ids() -> tuple[str, ...]:
    """The ids of all papers, sorted. Raises InputError ``data-files-missing``."""
    root = os.path.join(resources.shared_root(KIND), FOLDER)
    try:
        with os.scandir(root) as found:
            return tuple(sorted(entry.name for entry in found if entry.is_dir() and _NAME.fullmatch(entry.name)))
    except OSError as error:
        raise InputError("data-files-missing", kind=f"{KIND}/{FOLDER}") from error


@lru_cache(maxsize=64)
def paper(paper_id: str) -> Paper:
    """The manifest of ``paper_id``. Raises InputError ``unknown-template``, which names the nearest."""
    ids = paper_ids()
    if paper_id not in ids:
        shown = "".join(c if c.isprintable() else "?" for c in paper_id[:60])
        near = difflib.get_close_matches(shown, ids, 3, 0.4) or list(ids)
        raise InputError("unknown-template", template=shown, nearest=", ".join(near))
    data = tomllib.loads(text_of(paper_id, "manifest.toml"))
    minor = data.get("minor", {})
    return Paper(
        id=data["id"],
        kind=data["kind"],
        titles=data["title"],
        subjects=data.get("subject", {}),
        channels=tuple(data["channels"]),
        languages=tuple(data["languages"]),
        formats=tuple(data["formats"]),
        required=tuple(data["required"]),
        sources=tuple(data["sources"]),
        checked_on=str(data["checked_on"]),
        to_check=data["to_check"],
        minor_age=minor.get("age"),
        minor_source=minor.get("source", ""),
    )


def text_of(paper_id: str, name: str) -> str:
    """The text of the file ``name`` in the folder of ``paper_id``. Raises InputError ``data-files-missing``."""
    return resources.read_shared(KIND, f"{FOLDER}/{paper_id}/{name}")


@lru_cache(maxsize=64)
def template_of(paper_id: str, lang: str, channel: str, ending: str) -> tuple[str, str]:
    """The template of a paper for ``lang`` and ``channel``, and its name: ``fr.post.md.j2`` where there is one, else ``fr.md.j2``."""
    root = os.path.join(resources.shared_root(KIND), FOLDER, paper_id)
    own = f"{lang}.{channel}.{ending}.j2"
    name = own if channel and os.path.isfile(os.path.join(root, own)) else f"{lang}.{ending}.j2"
    return text_of(paper_id, name), f"{paper_id}/{name}"
