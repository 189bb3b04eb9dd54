"""What happens in a drill, shown as it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breach.playbook.scenario import Told
    from breach.service.desk import Desk


class Injects:
    """The injects of the drill that ``desk``'s store holds; of every other store, none."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pending: list[Told] = []
        if desk.store.meta("drill"):
            from breach.service.drills import running

            drill = running(desk)
            self._pending = drill.scenario.told(drill.seed)

    @property
    def waiting(self) -> bool:
        """Whether anything is still to happen."""
        return bool(self._pending)

    def fresh(self) -> list[str]:
        """The words of what has happened since this was last asked."""
        now = self._desk.now()
        due = [one for one in self._pending if one.at <= now]
        self._pending = self._pending[len(due) :]
        return [one.text[self._desk.lang] for one in due]
