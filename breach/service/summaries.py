"""What lists and names are shown from, against the entries: a summary is no evidence, and one that says something else is a fault.

Names of people, the profile in force, and what a list shows of a file are kept beside the entries so that they need not all be read. Whoever
writes into the store past this program could change them without touching the chain.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from breach.log import kinds
from breach.log.chain import Fault
from breach.log.fold import fold
from breach.service.desk import STORE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.log.entries import Entry
    from breach.service.desk import Desk
    from breach.service.ports import FileRow


def of_store(desk: Desk) -> list[Fault]:
    """What the names of people and the profile in force say otherwise than the store's own chain."""
    store = desk.store
    shown, profile = store.people(), store.meta("profile_text")  # before the entries: a colleague may append meanwhile
    people, last = {}, None
    for entry in store.history(STORE):
        if entry.kind == kinds.PERSON:
            people[entry.body["id"]] = entry
        elif entry.kind == kinds.PROFILE:
            last = entry
    found = [Fault(people[known].n if known in people else 0, "person-differs", known) for known in sorted(shown) if _other(people.get(known), shown)]
    if profile is not None and (last is None or hashlib.sha256(profile.encode()).hexdigest() != last.body["sha256"]):
        again = store.last_kind(kinds.PROFILE)  # recorded since, perhaps
        if again is None or hashlib.sha256((store.meta("profile_text") or "").encode()).hexdigest() != again.body["sha256"]:
            found.append(Fault(last.n if last else 0, "profile-differs"))
    return found


def _other(entry: Entry | None, shown: dict[str, str]) -> bool:
    """Whether the name shown is not the one on record; an erased one is shown by nobody."""
    return entry is None or entry.body["name"] != shown[entry.body["id"]]


def of_file(desk: Desk, chain: int, row: FileRow | None, entries: Sequence[Entry]) -> list[Fault]:
    """What a list says of the file of ``chain``, in its ``row``, otherwise than its ``entries``."""
    wrong = _wrong(row, entries)
    if wrong:  # a colleague may have written between the two readings
        row = next((row for row in desk.store.files(None) if row.chain == chain), None)
        wrong = _wrong(row, desk.store.history(chain))
    return [Fault(0, "summary-differs", name) for name in wrong]


def _wrong(row: FileRow | None, entries: Sequence[Entry]) -> list[str]:
    file = fold(list(entries))
    if row is None:
        return ["file"]
    state = "closed" if file.closed else "open"
    pairs = {"ref": (row.ref, file.ref), "exercise": (row.exercise, file.exercise), "state": (row.state, state), "title": (row.title, file.title)}
    return [name for name, (shown, held) in pairs.items() if shown != held]
