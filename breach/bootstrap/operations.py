"""What commands need of concrete classes beyond an open store: copies, keys, the host, papers by name."""

from __future__ import annotations

import os

from breach import clock_source, paths
from breach.bootstrap.start import actor_of, key_source, team
from breach.errors import InputError, StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from typing import Any

    from breach.bootstrap.start import Started
    from breach.domain.actor import Actor
    from breach.drafting.papers import Paper
    from breach.keys.found import FoundKey
    from breach.service.attesting_ports import Judging
    from breach.service.backup import Made
    from breach.service.desk import Desk
    from breach.service.doctor import Machine
    from breach.service.ports import Written
    from breach.settings import Settings
    from breach.storage.backup import Restored
    from breach.storage.store import Store


def places(settings: Settings) -> dict[str, Any]:
    """Where the files of the store in use lie, and ``key``: (place, name) where its key is looked for. Opens nothing."""
    from breach.storage.connection import heads_path, lock_path, scratch_path

    path = paths.beside(settings.store)
    return {
        "store": settings.store,
        "heads": heads_path(path),
        "lock": lock_path(path),
        "scratch": scratch_path(path),
        "recovery": paths.recovery_file(settings.store),
        "key": key_source(settings, None).place(),
    }


def backup(store: Any, target: str) -> Made:
    """A verified backup of ``store`` in the new file ``target``. Raises InputError, StoreError."""
    from breach.storage.transfer import backup_of

    return backup_of(store, target, store.key, clock_source.now)


def rebuild(desk: Desk) -> tuple[Made, list[str], Written]:
    """What is made from the entries made again, behind a copy: the copy, what was mended, the entry that says so. Raises StoreError, RuleError."""
    from breach.storage.rebuild import rebuilt

    return rebuilt(desk)


def move(store: Any, to: str, actor: Actor) -> tuple[int, int]:
    """Move the open ``store`` to the path or the address ``to``: (chains, entries). Raises InputError, StoreError, RuleError."""
    if not paths.is_team(to):
        from breach.storage.transfer import move_to_file

        return move_to_file(store, to, store.key, clock_source.now, actor)
    team()
    from breach.storage.team.start import move as to_team

    if paths.is_team(store.path):
        raise InputError("move-one-kind")
    return to_team(store, to, clock_source.now, actor)


def team_schema(*, upgrade: bool = False) -> str:
    """The statements that make a team's store, or bring an older one up to date, for who administers the server."""
    from breach.storage.team import rights

    return rights.upgrade() if upgrade else rights.sql()


def judging() -> Judging:
    """Who judges time-stamps where no store is open."""
    from breach.keys.attesting import Attesting

    return Attesting("", "", b"")


def check_pages(store: Any) -> None:
    """Check every page of ``store`` on disk; a server's pages are the server's to check. Raises StoreError ``damaged-store``."""
    if paths.is_team(store.path):
        return
    from breach.storage.swap import check_pages as check

    check(store.raw_connection, store.path)


def restore(settings: Settings, ask: Callable[[], str] | None, file: str, backup_key: str, why: str) -> Restored:
    """Put the backup ``file`` in the store's place; ``backup_key`` names the key file of a backup from before a change of key.

    Raises InputError, StoreError, RuleError.
    """
    from breach.keys import keyfile
    from breach.storage import backup as storage

    key = key_source(settings, ask).find().key
    of_backup = keyfile.read(backup_key) if backup_key else key
    if paths.is_team(settings.store):
        team()
        from breach.storage.team.start import restore as to_team

        return to_team(settings.store, file, key, of_backup, clock_source.now, actor_of(settings), why)
    return storage.restore(settings.store, file, key, of_backup, clock_source.now, actor_of(settings), why)


def wrap(key: bytes, passphrase: str) -> bytes:
    """The recovery file's bytes for ``key``. Raises InputError ``passphrase-short``."""
    from breach.keys import recovery

    return recovery.wrap(key, passphrase)


def restore_key(settings: Settings, raw: bytes, passphrase: str) -> FoundKey:
    """Keep the key of the recovery file ``raw`` where the store's key is looked for. Raises StoreError; ``wrong-key`` where it is another store's."""
    from breach.keys import recovery
    from breach.storage.rekey import fits

    key = recovery.unwrap(raw, passphrase)
    if os.path.exists(settings.store) and not fits(settings.store, key):
        raise StoreError("recovery-of-other-key", path=settings.store)
    return key_source(settings, None).install(key)


def rotate(started: Started) -> tuple[str, str]:
    """Put the store under a new random key and keep that where the old one was: (place, path). The store is closed. Raises StoreError."""
    from breach.keys.rotation import prepare
    from breach.keys.sealed import add_key, drop_other_keys
    from breach.storage.rekey import rotate as rekey

    desk = started.desk
    if paths.is_team(desk.store.path):
        raise StoreError("team-key-stays", server=desk.store.path)
    spare = prepare(started.key)
    identity, old = desk.store.uuid(1), started.key.key
    add_key(paths.secrets_folder(), identity, old, spare.key)
    rekey(desk.store, spare.key, desk.clock, desk.actor, spare.place)  # type: ignore[arg-type]  # the embedded store, opened above
    spare.take()
    drop_other_keys(paths.secrets_folder(), identity, spare.key)
    return spare.place, spare.name


def machine(settings: Settings, found: FoundKey | None) -> Machine:
    """What is to be known of this host for ``doctor``; ``found``: the key in use, None where none was found."""
    from breach.keys import ring
    from breach.storage.machine import Host

    place, path = (found.place, found.path) if found else key_source(settings, None).place()
    return Host(paths.beside(settings.store), place, path, ring.said())


def merge_key(started: Started) -> bytes:
    """The key of the fingerprints in a merge's manifest: derived from the store's, so that only who holds the store can tell whose they are."""
    import hmac

    return hmac.new(started.key.key, b"breach merge fingerprints 1", "sha256").digest()


def folder_lock(folder: str) -> AbstractContextManager[None]:
    """Holds ``folder`` against a second merge. Raises InputError ``merge-running`` on entering."""
    from breach.storage.folder_lock import FolderLock

    return FolderLock(folder)


def papers() -> list[Paper]:
    """Every notice and letter that is shipped. Raises InputError ``data-files-missing``."""
    from breach.drafting.papers import paper_ids

    return [paper(paper_id) for paper_id in paper_ids()]


def paper(paper_id: str) -> Paper:
    """The notice or letter ``paper_id``. Raises InputError ``unknown-template``."""
    from breach.drafting.papers import paper as of

    return of(paper_id)


def language(lang: str) -> dict[str, str]:
    """The files of a new language of letters, to be translated, by name. Raises InputError ``language-code``."""
    from breach.drafting.languages import skeleton

    return skeleton(lang)


def throwaway(path: str, key_path: str, begins: datetime, fill: Callable[[Store], Any]) -> Any:
    """Make a store at ``path``, as of ``begins`` (UTC), under a key of its own in the file ``key_path``: what ``fill`` makes. Raises StoreError."""
    from breach.keys import keyfile
    from breach.storage.throwaway import filled

    key = os.urandom(keyfile.KEY_BYTES)
    keyfile.write(key_path, key)
    return filled(path, key, begins, fill)


def server(store: Any) -> dict[str, Any] | None:
    """What the server of a team's ``store`` says of itself; None for a store that is a file. Raises StoreError."""
    return store.server() if paths.is_team(store.path) else None
