"""What happens in a drill, as it happens: what came so far, what was not read yet, how much of the 72 hours is left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from breach.domain.instants import zone_of
from breach.i18n import dates, plural, t

if TYPE_CHECKING:
    from breach.playbook.scenario import Scenario, Told
    from breach.service.desk import Desk


ROOM = 68
"""Characters that a terminal of 80 columns leaves to the status, beside EXERCICE."""


def story(scenario: Scenario, lang: str) -> str:
    """What a drill is about, and that nothing of it counts."""
    return t("drill.begin", title=scenario.title[lang], summary=scenario.summary[lang])


class Injects:
    """The injects of the drill that ``desk``'s store holds; of every other store, none. ``running``: whether it is a drill's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: list[Told] = []
        self._read = 0
        self.running = bool(desk.store.meta("drill"))
        if self.running:
            from breach.playbook.scenario import HOURS
            from breach.service.drills import running

            drill = running(desk)
            self._told = drill.scenario.told(drill.seed)
            self._scenario = drill.scenario
            self._end = drill.scenario.starts + timedelta(hours=HOURS)

    def so_far(self) -> list[Told]:
        """What has happened, in its order."""
        now = self._desk.now()
        return [one for one in self._told if one.at <= now]

    def fresh(self) -> int:
        """How many came since the list was last read."""
        return len(self.so_far()) - self._read

    def unread(self) -> list[str]:
        """The words of what came since they were last read, in their order; from here on none of them is fresh."""
        told = self.so_far()
        new, self._read = told[self._read :], len(told)
        return [one.text[self._desk.lang] for one in new]

    def status(self, key: str) -> str:
        """The time of the story, what is left of it, and how many injects came; ``key`` shows them."""
        now, zone = self._desk.now(), self._desk.zone
        count = plural("drill.bar-count", len(self.so_far()), key=key)
        if now >= self._end:
            return t("drill.bar-over", count=count)
        fresh = t("drill.bar-fresh", count=self.fresh()) if self.fresh() else ""
        left = dates.duration(int((self._end - now).total_seconds()))
        at = dates.when(now, zone_of(zone), "").rstrip()  # the place is in the head of every file: 80 columns have no room for it twice
        whole = t("drill.bar", at=at, left=left, count=count) + fresh
        if len(whole) <= ROOM or not fresh:
            return whole
        return t("drill.bar", at=at, left=left, count=t("drill.bar-unread", key=key, count=self.fresh()))

    def last(self) -> str:
        """The words of the inject that came last, "" for none."""
        told = self.so_far()
        return told[-1].text[self._desk.lang] if told else ""

    def read(self) -> str:
        """Every inject so far, the newest first, in full, and below them what the drill is about; from here on none of them is fresh."""
        told, zone = self.so_far(), self._desk.zone
        self._read = len(told)
        lines = [t("drill.happens", at=dates.when(one.at, zone_of(zone), zone), text=one.text[self._desk.lang]) for one in reversed(told)]
        return "\n\n".join([*(lines or [t("drill.nothing-yet")]), story(self._scenario, self._desk.lang)])
