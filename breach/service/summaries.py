"""What lists and names are shown from, against the entries: a summary is no evidence, and one that says something else is a fault.

Names of people, the profile in force, and what a list shows of a file are kept beside the entries so that they need not all be read. Whoever
writes into the store past this program could change them without touching the chain.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from breach.catalogue.profiles import parse_profile
from breach.log import kinds
from breach.log.chain import Fault
from breach.log.fold import fold
from breach.service.desk import STORE
from breach.service.profile import values_of

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
    found += [Fault(people[known].n, "person-differs", known) for known in _unshown(desk, people, shown)]
    if _profile_differs(desk, profile, last) and _profile_differs(desk, store.meta("profile_text"), store.last_kind(kinds.PROFILE)):
        found.append(Fault(last.n if last else 0, "profile-differs"))  # not even when read again: recorded since, perhaps
    return found


def _unshown(desk: Desk, people: dict[str, Entry], shown: dict[str, str]) -> list[str]:
    """Those on record of whom nobody's name is shown, though it was not erased."""
    gone = [known for known, entry in people.items() if known not in shown and entry.body["name"] is not None]
    again = desk.store.people() if gone else {}
    return sorted(known for known in gone if known not in again)


def _profile_differs(desk: Desk, text: str | None, last: Entry | None) -> bool:
    """Whether the profile in force, or what is kept of it to be at hand, is not what ``last`` recorded."""
    if text is None or last is None:
        return text is not None or last is not None
    if hashlib.sha256(text.encode()).hexdigest() != last.body["sha256"]:
        return True
    kept = values_of(parse_profile(text, "profile.toml"))
    return any((desk.store.meta(key) or "") != value for key, value in kept.items())


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
    pairs = {
        "ref": (row.ref, file.ref),
        "exercise": (row.exercise, file.exercise),
        "state": (row.state, state),
        "title": (row.title, file.title),
        "opened_at": (row.opened_at, file.opened_at),
    }
    return [name for name, (shown, held) in pairs.items() if shown != held]
