"""All playbooks: those that are shipped, then the team's own and what it changed. A broken one is named, and the others still load."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from breach import resources
from breach.playbook.reading import COMMON, NAME, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from breach.playbook.model import Fault, Playbook

KIND = "playbooks"


@dataclass(frozen=True, slots=True)
class Library:
    """``playbooks`` by id; ``faults``: what is wrong with those that are missing from it."""

    playbooks: Mapping[str, Playbook]
    faults: tuple[Fault, ...]


@cache
def shipped_texts() -> Mapping[str, Mapping[str, str]]:
    """The files of every shipped playbook, by folder. Raises InputError ``data-files-missing``."""
    root = resources.shared_root(KIND)
    return {name: resources.texts_in(root, name) for name in resources.folders_in(root) if NAME.fullmatch(name)}


def load(facts: Callable[[str], Any], own: Mapping[str, Mapping[str, str]], shipped: Mapping[str, Mapping[str, str]] | None = None) -> Library:
    """The library. ``facts``: the definition of a fact by id, None for none; ``own``: the team's folders, each with its files by name;
    ``shipped``: default those of this version.
    """
    found: dict[str, Playbook] = {}
    faults: list[Fault] = []
    texts = shipped_texts() if shipped is None else shipped
    common = _common(texts, facts, faults)
    for folders, of_team in ((texts, False), (own, True)):
        for name, files in sorted(folders.items()):
            if name == COMMON:
                continue
            playbook, wrong = read(name, files, facts=facts, common=common, base=found.get(name) if of_team else None)
            faults += wrong
            if playbook is not None:
                found[name] = _of_team(playbook) if of_team else playbook
    return Library(found, tuple(faults))


def _common(texts: Mapping[str, Mapping[str, str]], facts: Callable[[str], Any], faults: list[Fault]) -> Playbook | None:
    if COMMON not in texts:
        return None
    common, wrong = read(COMMON, texts[COMMON], facts=facts)
    faults += wrong
    return common


def _of_team(playbook: Playbook) -> Playbook:
    return replace(playbook, own=True)
