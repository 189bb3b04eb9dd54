"""What a redacted pack holds back: names, the texts in which they stand, and what its maker names. The chain verifies without them.

Only texts, names and kept files can be held back: codes, numbers and instants are in the entries, which the chain binds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.errors import InputError
from breach.log import kinds
from breach.service.erasure import PACKED, SHORTEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from breach.log.entries import Entry

NAMES = frozenset({"by", "to"})
"""Texts that are a person's name, in entries of any kind."""
NAMING_FACTS = ("aware_by", "discovered_by")
_PLACE = re.compile(r"([1-9][0-9]{0,8})(?:\.(.+))?")


@dataclass(slots=True)
class Withheld:
    """What is held back, each with the code of its reason (``name``, ``names-someone``, ``asked``, ``original``, ``same-words``,
    ``unsearched``): ``texts`` by (entry, name), ``files`` by (entry, SHA-256); ``people``: how many names; ``why``: the maker's reason.
    """

    texts: dict[tuple[int, str], str] = field(default_factory=dict)
    files: dict[tuple[int, str], str] = field(default_factory=dict)
    people: int = 0
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """``withheld.json``."""
        return {
            "format": "breach-withheld-1",
            "why": self.why or None,
            "people": self.people,
            "texts": [{"entry": n, "text": name, "reason": code} for (n, name), code in sorted(self.texts.items())],
            "files": [{"entry": n, "sha256": mark, "reason": code} for (n, mark), code in sorted(self.files.items())],
        }


def withhold(
    entries: Sequence[Entry], people: Mapping[str, str], blobs: Iterable[tuple[int, str, int, bytes]], asked: Sequence[str], why: str
) -> Withheld:
    """What to hold back of ``entries``: names of those who acted, texts that hold one, texts ``asked`` for (``N`` or ``N.TEXT``), and kept files
    that hold any of it or cannot be searched. Raises InputError ``nothing-to-withhold`` for what is asked and is not there.
    """
    found = Withheld(why=why)
    actors = {entry.actor for entry in entries}
    names = sorted({name for known, name in people.items() if known in actors and len(name) > 1})
    found.people = len(names)
    for place in asked:
        _ask(entries, place, found)
    for entry in entries:
        for name, text in entry.words.items():
            if text is None or (entry.n, name) in found.texts:
                continue
            if name in NAMES or any(name.startswith(f"facts.{fact}.") for fact in NAMING_FACTS):
                found.texts[entry.n, name] = "name"
            elif any(known in text for known in names):
                found.texts[entry.n, name] = "names-someone"
    _files(entries, names, blobs, found)
    return found


def _files(entries: Sequence[Entry], names: Sequence[str], blobs: Iterable[tuple[int, str, int, bytes]], found: Withheld) -> None:
    held = {entry.words[name] for entry in entries for name in entry.words if (entry.n, name) in found.texts}
    looked = [text.encode() for text in [*names, *(text for text in held if text and len(text) >= SHORTEST)]]
    evidence = {entry.n for entry in entries if entry.kind == kinds.EVIDENCE}
    anchors = {entry.n for entry in entries if entry.kind == kinds.ANCHORED}  # a service's answer knows nothing of the file but a hash
    for n, mark, _, body in blobs:
        if n in evidence:
            found.files[n, mark] = "original"
        elif any(words in body for words in looked):
            found.files[n, mark] = "same-words"
        elif n not in anchors and (body.startswith(PACKED) or b"\0" in body):
            found.files[n, mark] = "unsearched"


def _ask(entries: Sequence[Entry], place: str, found: Withheld) -> None:
    parsed = _PLACE.fullmatch(place)
    n = int(parsed[1]) if parsed else 0
    entry = entries[n - 1] if 1 <= n <= len(entries) else None
    name = parsed[2] if parsed else None
    texts = [key for key in (entry.words if entry else ()) if name is None or key == name or key.startswith(f"{name}.")]
    if not texts or entry is None:
        raise InputError("nothing-to-withhold", place=place[:80], texts=", ".join(entry.words) if entry else "-")
    for key in texts:
        found.texts[n, key] = "asked"
