"""One breach file as an inspection pack sees it: from its stored bytes and the texts that are given out, at the instant of its last entry.

Nothing here reads a clock: the same content gives the same pages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.values import from_body, show, show_instant
from breach.domain.instants import from_z
from breach.i18n import t
from breach.log import kinds
from breach.log.entries import Entry, attach
from breach.log.fold import fold
from breach.service.files import Opened, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from breach.domain.profile import Profile
    from breach.log.fold import BreachFile
    from breach.service.page import Cell
    from breach.service.ports import FileRow


_ID = frozenset("0123456789abcdef-")


def entries_of(rows: Sequence[tuple[bytes, str]], texts: Mapping[str, tuple[bytes, str]]) -> list[Entry]:
    """The entries of ``rows`` with those of their texts put back that are in ``texts`` (by fingerprint); the others are None."""
    found = [Entry(raw) for raw, _ in rows]
    for entry in found:
        entry.words = {name: texts[mark][1] if mark in texts else None for name, mark in entry.texts.items()}
        entry.body = attach(entry.body, entry.words)
    return found


@dataclass(slots=True)
class Seen:
    """What the pages are made of, in one language. ``kept``: the members of the archive by entry; ``withheld``: entries of which a text was held
    back; ``people``: names by id.
    """

    row: FileRow
    entries: list[Entry]
    profile: Profile | None
    people: Mapping[str, str]
    kept: Mapping[int, Sequence[str]]
    withheld: frozenset[int]
    lang: str
    zone: str
    file: BreachFile = field(init=False)
    opened: Opened = field(init=False)
    at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.file = fold(self.entries)
        self.opened = Opened(self.row, self.file, typed(self.file, load()), self.profile)
        self.at = from_z(self.entries[-1].recorded_at)

    def say(self, key: str, /, **params: object) -> str:
        """The words ``pack_page.KEY`` in this page's language."""
        return t(f"pack_page.{key}", self.lang, **params)

    def word(self, key: str, code: object) -> str:
        """The words of a code, itself where no table has it."""
        try:
            return t(f"{key}{code}", self.lang)
        except KeyError:
            return str(code)

    def plain(self, entry: int, value: object) -> str:
        """A value of the body of ``entry`` as it is, where it has no words of its own."""
        if isinstance(value, str):
            return value
        if value is None:
            return self.absent(entry) if any(text is None for text in self.entries[entry - 1].words.values()) else "—"
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def when(self, text: str | None) -> str:
        """An instant (UTC text) in the organisation's zone."""
        return show_instant(from_z(text), self.lang, self.zone) if text else "—"

    def who(self, known: str, role: str) -> str:
        """Who acted, with the role."""
        name, as_what = self.who_and_role(known, role)
        return f"{name} ({as_what})" if role else name

    def who_and_role(self, known: str, role: str) -> tuple[str, str]:
        """Who acted, and in which role."""
        return self.people.get(known) or self._unnamed(known), self.word("tui.role-", role) if role else "—"

    def _unnamed(self, known: str) -> str:
        """Who has no name here: the program; an id; or the author of an entry that came from elsewhere, who goes by their name."""
        if not known:
            return self.say("nobody")
        if set(known) <= _ID:
            return self.say("person", known=known[:8])
        return known if self.people else self.say("withheld")

    def text(self, entry: int, value: object) -> str:
        """A text of ``entry``; where it is absent, why."""
        return str(value) if value is not None else self.absent(entry)

    def absent(self, entry: int) -> str:
        """What stands in the place of a text that is not given out."""
        if self.entries[entry - 1].kind == kinds.PRIVILEGED:
            return self.say("privileged")
        return self.say("withheld" if entry in self.withheld else "erased")

    def label(self, fact: str) -> str:
        """The question of a fact."""
        definition = load().get(fact)
        return question_of(definition, self.lang)

    def value(self, fact: str, body: dict[str, Any] | None, entry: int) -> str:
        """A fact's value with how well it is known."""
        if body is None:
            return self.say("not-asked")
        if body.get("state") in ("known", "assumed") and body.get("value") is None:
            return self.absent(entry)
        return show(load().get(fact), from_body(load().get(fact), body), self.lang, self.zone)

    def now(self, fact: str) -> str:
        """A fact's value at the end of the file."""
        held = self.file.facts.get(fact)
        return self.value(fact, held.body if held else None, held.entry if held else 0)

    def papers(self, entry: int) -> Cell:
        """Links to what is kept to the byte with ``entry``."""
        from breach.service.page import Link

        names = self.kept.get(entry, ())
        if not names and entry in self.withheld:
            return self.say("withheld")
        return tuple(Link(name.partition("/")[2], name) for name in names) or "—"

    def duration(self, seconds: int) -> str:
        """``3 j 4 h 12 min`` for whole seconds."""
        days, rest = divmod(seconds // 60, 24 * 60)
        hours, minutes = divmod(rest, 60)
        return self.say("duration", days=days, hours=hours, minutes=minutes)
