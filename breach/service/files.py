"""A breach file as a whole: its entries folded, its facts given their types, its profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from breach.catalogue.derive import derived
from breach.catalogue.loader import load
from breach.catalogue.values import from_body
from breach.domain.instants import from_z
from breach.errors import InputError, RuleError, StoreError
from breach.log import kinds
from breach.log.fold import BreachFile, fold
from breach.service.desk import STORE

if TYPE_CHECKING:
    from breach.catalogue.model import Catalogue
    from breach.domain.facts import Fact, Facts
    from breach.domain.profile import Profile
    from breach.log.entries import Entry
    from breach.service.desk import Desk
    from breach.service.ports import FileRow


@dataclass(slots=True)
class Opened:
    """A file read at one instant: ``row``: its summary, ``file``: the fold, ``facts``: typed (as they stand, nothing derived)."""

    row: FileRow
    file: BreachFile
    facts: dict[str, Fact]
    profile: Profile | None

    def seen(self, now: datetime) -> Facts:
        """The facts as rules, forms and letters see them at ``now``: what follows from others is added."""
        return derived(self.facts, now, defaults_of(self.profile))

    def answered(self, fact_id: str) -> int:
        """The entry that answered the fact last, also by saying that it is not known; 0 where nobody was asked: who sorts by it asks these first."""
        fact = self.facts.get(fact_id)
        return (fact.entry or 0) if fact is not None else 0


def defaults_of(profile: Profile | None) -> dict[str, object]:
    """What a profile answers in place of a file: the kind of controller."""
    kind = profile.organisation.controller_kind if profile else None
    return {"controller_kind": kind} if kind else {}


Until = datetime | int
"""A point in a file's history: an instant (UTC), or the number of an entry."""


def read(desk: Desk, ref: str, until: Until | None = None) -> Opened:
    """The file that ``ref`` names, as it was known at ``until``. Raises InputError ``no-such-file`` or ``ambiguous-file``."""
    return read_row(desk, desk.store.find(ref), until)


def read_row(desk: Desk, row: FileRow, until: Until | None = None) -> Opened:
    """The file of ``row``; with ``until`` as its entries up to there say, under the profile of then."""
    entries = desk.store.history(row.chain)
    if not entries:
        raise StoreError("damaged-store", path=desk.store.path)  # a list that names a file of which no entry is there
    file = fold(known_by(entries, until))
    profile = profile_of(desk) if until is None else profile_at(desk, instant_of(desk, row, until))
    return Opened(row, file, typed(file, load()), profile)


def known_by(entries: list[Entry], until: Until | None) -> list[Entry]:
    """Those of ``entries`` that were on record at ``until``; all where it is None."""
    if until is None:
        return entries
    if isinstance(until, int):
        return entries[:until]
    return [entry for entry in entries if from_z(entry.recorded_at) <= until]


def instant_of(desk: Desk, row: FileRow, until: Until) -> datetime:
    """The instant of ``until``: an entry's is when it was recorded. Raises InputError ``no-such-entry``."""
    if isinstance(until, datetime):
        return until
    entries = desk.store.history(row.chain)
    if not 1 <= until <= len(entries):
        raise InputError("no-such-entry", entry=until, ref=row.ref, last=len(entries))
    return from_z(entries[until - 1].recorded_at)


def profile_at(desk: Desk, at: datetime) -> Profile | None:
    """The profile that was in force at ``at``, None before the first one (or where its text was erased)."""
    return profile_in(profiles_of(desk), at)


def profiles_of(desk: Desk) -> list[tuple[datetime, str | None]]:
    """Every profile that was ever in force: since when (UTC), and its text (None where it was erased); the oldest first."""
    return [(from_z(entry.recorded_at), entry.body["text"]) for entry in desk.store.history(STORE) if entry.kind == kinds.PROFILE]


def profile_in(held: list[tuple[datetime, str | None]], at: datetime) -> Profile | None:
    """The one of ``held`` that was in force at ``at``."""
    from breach.catalogue.profiles import parse_profile

    text = next((text for since, text in reversed(held) if since <= at), None)
    return parse_profile(text, "profile.toml") if text else None


def typed(file: BreachFile, catalogue: Catalogue) -> dict[str, Fact]:
    """The facts of ``file`` with their types."""
    found = {}
    for fact_id, held in file.facts.items():
        found[fact_id] = from_body(catalogue.get(fact_id), held.body, held.entry)
    return found


def profile_of(desk: Desk) -> Profile | None:
    """The organisation's profile, None where none was given yet."""
    text = desk.store.meta("profile_text")
    if text is None:
        return None
    from breach.catalogue.profiles import parse_profile

    return parse_profile(text, "profile.toml")


def nobody_real(desk: Desk, row: FileRow, name: str) -> None:
    """Refuse an opinion, a decision or a constatation in the name of a person whom an exercise's profile names.

    Raises RuleError ``real-name-in-exercise``.
    """
    if row.exercise:
        nobody_real_by(desk, name)


def nobody_real_by(desk: Desk, name: str) -> None:
    """As ``nobody_real``, for a file that is about to be opened as an exercise."""
    if desk.store.meta("exercise_only") != "1":
        return
    profile = profile_of(desk)
    real = profile.dpo.name if profile and profile.dpo else None
    if len(_words(real or "") & _words(name)) > 1:
        raise RuleError("real-name-in-exercise", name=name)


def _words(name: str) -> set[str]:
    return {word for word in name.casefold().replace(",", " ").split() if len(word) > 1}
