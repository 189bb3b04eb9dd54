"""What the judges of a drill look at, and the line that each of them writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.values import show
from breach.domain.facts import known
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from breach.playbook.scenario import Expected, Told
    from breach.service.desk import Desk
    from breach.service.drills import Running
    from breach.service.files import Opened


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet, in words. ``id`` is stable; ``ok``: True as expected, False not, None where its time still runs; ``details``: what
    stands below it, one text a line; ``data``: what was measured, for programs.
    """

    id: str
    ok: bool | None
    title: str
    expected: str
    happened: str
    improve: str
    source: str
    details: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A drill to be judged: ``told``: its injects; ``opened``: the file that is judged, None for none; ``over``: whether the 72 hours are."""

    desk: Desk
    drill: Running
    told: Sequence[Told]
    opened: Opened | None
    now: datetime
    over: bool

    @property
    def want(self) -> Expected:
        """What the scenario expects."""
        return self.drill.scenario.expected

    @property
    def file(self) -> Opened:
        """The file that is judged; asked for only where there is one."""
        assert self.opened is not None
        return self.opened

    @property
    def alert(self) -> datetime:
        """When the first inject came (UTC)."""
        return self.told[0].at

    def minute(self, count: int) -> datetime:
        """The instant ``count`` minutes after the start (UTC)."""
        return self.drill.scenario.starts + timedelta(minutes=count)

    def aware_at(self) -> datetime | None:
        """The awareness that a person signed (UTC), None for none."""
        signed = [act for act in self.file.file.awareness if act.body.get("confirmed")]
        return from_z(signed[-1].body["at"]) if signed else None

    # -- words

    def when(self, at: datetime) -> str:
        """``at`` in the zone of the organisation."""
        return dates.when(at, zone_of(self.desk.zone), self.desk.zone)

    def question(self, fact: str) -> str:
        """The question of ``fact`` with its id, which is what is typed."""
        definition = load().get(fact)
        return t("drill.fact", question=question_of(definition, self.desk.lang), fact=fact)

    def count(self, number: int) -> str:
        """A number of people."""
        return show(load().get("people_count"), known(number), self.desk.lang, self.desk.zone)

    def line(
        self,
        ident: str,
        happened: str,
        *,
        ok: bool | None,
        said: Mapping[str, object],
        data: Mapping[str, object],
        mend: str = "",
        title: str = "",
        source: str = "",
        details: Sequence[str] = (),
    ) -> Line:
        """A line with its words: ``drill.title-…``, ``expected-…``, ``happened-…`` (with ``happened`` as its case) and ``mend-…``, all filled in
        with ``said``.
        """
        return Line(
            id=ident,
            ok=ok,
            title=title or t(f"drill.title-{ident}", **said),
            expected=t(f"drill.expected-{ident}", **said),
            happened=t(f"drill.happened-{ident}-{happened}", **said),
            improve="" if ok else t(f"drill.mend-{mend or ident}", **said),
            source=source or t(f"drill.source-{ident}"),
            details=tuple(details),
            data=data,
        )


def minutes(spent: timedelta) -> int:
    """``spent`` in whole minutes."""
    return int(spent.total_seconds() // 60)


def lasted(spent: timedelta) -> str:
    """``spent`` in words."""
    return dates.duration(max(int(spent.total_seconds()), 0))
