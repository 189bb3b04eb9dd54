"""What is on record of the store's own key: that a recovery key was made, that it was changed."""

from __future__ import annotations

from breach.log import kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.log.entries import Entry
    from breach.service.desk import Desk
    from breach.service.ports import Store, Written


def recovery_made(desk: Desk, *, usual: bool) -> Written:
    """Record that a recovery key was made; ``usual``: it lies where it is looked for. Where else is nobody's business but who keeps it."""
    with desk.acting() as act:
        done = act.append_store(kinds.RECOVERY, {"place": "usual" if usual else "named"})
        act.writer.set_meta("recovery", "1")
    return done


def told(desk: Desk) -> tuple[Entry | None, Entry | None]:
    """When the last recovery key was made, and when the key was last changed; None for never."""
    return desk.store.last_kind(kinds.RECOVERY), desk.store.last_kind(kinds.REKEYED)


def orphans_backups(store: Store) -> bool:
    """Whether backups were made whose key would be nowhere once the store has another one."""
    return store.meta("recovery") != "1" and store.last_kind(kinds.BACKUP) is not None
