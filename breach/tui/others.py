"""What others wrote into a file while it is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import plural

if TYPE_CHECKING:
    from breach.tui.host import Host
    from breach.tui.state import FileState


def written_since(host: Host, state: FileState) -> bool:
    """Whether the file has entries that ``state`` does not know: one small query."""
    last = host.ask(host.desk.store.last_of, state.opened.row.chain)
    return last is not None and last != state.opened.file.entries


def by_others(before: FileState, now: FileState) -> str:
    """How many entries came in and by whom, in words; "" for none."""
    new = [line for line in now.opened.file.timeline if line.n > before.opened.file.entries]
    names = ", ".join(dict.fromkeys(now.person(line.actor) for line in new))
    return plural("board.others", len(new), who=names) if new else ""
