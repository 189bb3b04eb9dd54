"""One file as the screens show it: read once from the service, handed down, never changed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.catalogue.loader import load as load_catalogue
from breach.domain import clock_words
from breach.domain.clock_rows import state_of
from breach.i18n import t
from breach.service import assessing, clocks, files, ledger
from breach.service.first_minute import young
from breach.service.telling import most_telling_first
from breach.service.waiting import waiting
from breach.tui import literal

if TYPE_CHECKING:
    from datetime import datetime

    from textual.content import Content

    from breach.catalogue.model import FactDef
    from breach.law.appraisal import Appraisal
    from breach.law.assessment import Assessment
    from breach.service.clocks import Clock
    from breach.service.desk import Desk
    from breach.service.files import Opened
    from breach.service.waiting import Waiting


@dataclass(slots=True)
class FileState:
    """``opened``: the file; ``clocks``: what bites first on top; ``appraisal``: what the rules propose and what stands beside it; ``unknown``: ids of
    the facts that are asked and not known, in the order in which to ask them; ``people``: names by actor id; ``zone``: in which instants are
    shown; ``waiting``: what waits for somebody; ``young``: nobody signed an awareness yet.
    """

    opened: Opened
    clocks: list[Clock]
    appraisal: Appraisal
    unknown: list[str]
    people: dict[str, str]
    zone: str
    waiting: list[Waiting]
    young: bool

    @classmethod
    def load(cls, desk: Desk, ref: str) -> FileState:
        """The file ``ref`` now. Raises BreachError."""
        opened = files.read(desk, ref)
        appraisal = assessing.appraised(desk, opened)
        return cls(
            opened,
            most_telling_first(clocks.of_file(desk, opened.row)),
            appraisal,
            ledger.in_turn(opened, desk.now(), appraisal.made),
            desk.store.people(),
            desk.zone,
            waiting(opened, desk.now()),
            young(opened),
        )

    @property
    def ref(self) -> str:
        """The reference."""
        return self.opened.row.ref

    @property
    def assessment(self) -> Assessment:
        """What the rules propose."""
        return self.appraisal.made

    @property
    def title(self) -> str:
        """The code name."""
        return self.opened.file.title

    @property
    def exercise(self) -> bool:
        """Whether this is an exercise."""
        return self.opened.row.exercise

    @property
    def closed(self) -> bool:
        """Whether the file is closed."""
        return self.opened.file.closed

    def person(self, actor: str) -> str:
        """The name of who acted."""
        return self.people.get(actor, actor)

    def best_question(self) -> FactDef | None:
        """The question to ask next: of those that nobody was asked the one that would settle most, as the assessment says."""
        return load_catalogue().get(self.unknown[0]) if self.unknown else None

    def clock_lines(self, now: datetime, most: int, room: int) -> list[Content]:
        """The ``most`` urgent clocks that stand, in words, one a line of ``room`` cells; how many more at the end of the last one."""
        standing = [clock for clock in self.clocks if clock.row.anchor_status != "superseded"]
        kept = standing[:most] if len(standing) > most else standing
        lines = []
        for place, clock in enumerate(kept):
            more = t("clock.and-more", count=len(standing) - most) if place == len(kept) - 1 and len(standing) > most else ""
            lines.append(clock_line(clock_words.fitted(clock.row, now, self.zone, room, clock_words.status(clock.row) + more), clock, now))
        return lines or [literal.lit(t("clock.none"))]


def clock_line(words: str, clock: Clock, now: datetime, style: str = "") -> Content:
    """``words`` of ``clock`` in ``style``, bold and in the colour of errors where it is late; late stands in the words too."""
    late = state_of(clock.row, now) == "late" and not clock.row.settled
    return literal.lit(words, "bold $text-error" if late else style)
