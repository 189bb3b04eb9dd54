"""Start: the one module that names concrete classes and puts them together."""

from __future__ import annotations

import errno
import os
from contextlib import closing

from breach import clock_source, paths
from breach.domain import instants
from breach.domain.actor import Actor, parse_identity
from breach.errors import InputError, StoreError
from breach.keys.source import KeySource
from breach.service.desk import Desk
from breach.service.drill_clock import clock_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from types import ModuleType
    from typing import Any

    from breach.drafting.papers import Paper
    from breach.keys.found import FoundKey
    from breach.service.backup import Made
    from breach.service.desk import Acting
    from breach.service.doctor import Machine
    from breach.service.ports import Attesting, Drafting, FileRow, Judging, Written
    from breach.service.ports import Store as AnyStore
    from breach.service.safe import Safe
    from breach.settings import Settings
    from breach.storage.backup import Restored
    from breach.storage.scratch import Scratch
    from breach.storage.store import Store


class Started:
    """A desk, the key it works under, whether this start made the store (``made``), and the backup that it made before bringing an older
    store up to date (``migrated``, "" where it did not).
    """

    __slots__ = ("desk", "key", "made", "migrated")

    def __init__(self, desk: Desk, key: FoundKey, *, made: bool, migrated: str = "") -> None:
        self.desk = desk
        self.key = key
        self.made = made
        self.migrated = migrated


def key_source(settings: Settings, ask: Callable[[], str] | None) -> KeySource:
    """Where the key of the store in use is looked for."""
    return KeySource(settings.key, settings.key_file, paths.key_file(), settings.store, paths.recovery_file(settings.store), ask)


def start(settings: Settings, ask: Callable[[], str] | None, *, create: bool) -> Started:
    """Open the store in use, making it (and its key) where there is none and ``create`` says so. Raises StoreError, InputError."""
    source = key_source(settings, ask)
    if settings.read_only:
        return _start_reading(settings, source.find())
    if paths.is_team(settings.store):
        return _start_team(settings, source, create=create)
    made = create and not os.path.exists(settings.store)
    if made:
        _not_gone(settings.store)
        from breach.storage.create import create as make

        found = source.find_or_make()
        make(settings.store, found.key, clock_source.now)
    elif os.path.exists(settings.store):
        found = source.find()
    else:
        raise StoreError("store-missing", path=settings.store)
    store, found, migrated = _open(settings.store, found, source)
    return Started(desk_of(settings, store, found), found, made=made, migrated=migrated)


def _start_reading(settings: Settings, found: FoundKey) -> Started:
    """Open the store for reading alone: the store itself refuses to write, whatever a face asks. Raises StoreError, also for an older schema."""
    if paths.is_team(settings.store):
        store: AnyStore = _team().TeamStore(settings.store, found.key, read_only=True)
    else:
        from breach.storage.store import Store

        store = Store(settings.store, found.key, read_only=True)
    return Started(desk_of(settings, store, found), found, made=False)


def _start_team(settings: Settings, source: KeySource, *, create: bool) -> Started:
    """Open the team's store, beginning it where the server has its tables and nobody wrote yet, and ``create`` says so."""
    team = _team()
    begun = team.is_begun(settings.store)
    if not begun:
        _not_gone(paths.beside(settings.store))
        if not create:
            raise StoreError("store-not-begun", server=settings.store)
    found = source.find() if begun else source.find_or_make()
    made = not begun and team.begin(settings.store, found.key, clock_source.now)
    return Started(desk_of(settings, team.TeamStore(settings.store, found.key), found), found, made=made)


def _team() -> ModuleType:
    """The team's store, which comes with an extra. Raises StoreError ``extra-missing``."""
    try:
        from breach.storage.team import store
    except ModuleNotFoundError as error:
        raise StoreError("extra-missing", extra="team", library=error.name or "") from error
    return store


def _not_gone(path: str) -> None:
    """Refuse to begin a new store where the traces of another one lie: its disk may not be mounted. Raises StoreError ``store-gone``."""
    traces = [name for name in (f"{path}.heads", f"{path}-wal", f"{path}.recovery") if os.path.exists(name)]
    if traces:
        raise StoreError("store-gone", path=path, traces=", ".join(traces))


def _open(path: str, found: FoundKey, source: KeySource) -> tuple[Store, FoundKey, str]:
    from breach.storage.store import Store

    try:
        return Store(path, found.key), found, ""
    except StoreError as error:
        if error.code in ("wrong-key", "wrong-key-or-damaged", "damaged-store"):
            return *_after_rotation(path, source, error), ""
        if error.code != "older-schema":
            raise
    from breach.storage.upgrade import migrate

    kept = migrate(path, found.key, clock_source.now)
    return Store(path, found.key), found, kept


def _after_rotation(path: str, source: KeySource, error: StoreError) -> tuple[Store, FoundKey]:
    """The store opened by the key that an interrupted rotation left beside the one in place; what was interrupted is ended."""
    from breach.keys.found import FoundKey
    from breach.storage import rekey
    from breach.storage.store import Store

    for spare in source.spares():
        if rekey.fits(path, spare.key):
            rekey.finish(path, spare.key)
            spare.take()
            return Store(path, spare.key), FoundKey(spare.key, spare.place, spare.name)
    raise error


def desk_of(settings: Settings, store: AnyStore, found: FoundKey) -> Desk:
    """The desk of ``settings`` over an open ``store``; its key is asked of ``found`` each time, which holds none while the store is shut."""
    fixed = None
    desk = Desk(store, actor_of(settings), clock_of(store.meta, clock_source.now), settings.lang, settings.zone, at=settings.at)
    if settings.now:
        fixed = desk.instant(settings.now)
    desk.fixed = fixed
    desk.retention_years = settings.retention_years
    desk.drafting = drafting
    desk.attesting = lambda: attesting(settings, desk.store, found.key)
    desk.signs = sign_act
    desk.second = lambda: _again(desk.store.path, found.key, read_only=True)
    return desk


def sign_act(act: Acting, desk: Desk, file: FileRow, done: Written) -> None:
    """Sign an act that was just written, where its author has a key."""
    from breach.service.signing import sign

    sign(act, desk, file, done)


def attesting(settings: Settings, store: AnyStore, key: bytes) -> Attesting:
    """The account's signing and review keys for ``store``, and the time-stamp service of the configuration; loaded when first needed."""
    from breach.keys.attesting import Attesting as Keys

    return Keys(paths.secrets_folder(), store.uuid(1), key, settings.anchor_url, settings.anchor_certificates)


def _again(path: str, key: bytes, *, read_only: bool) -> AnyStore:
    """The store at ``path`` opened once more: to be read in another thread, or after it was shut. Raises StoreError."""
    if paths.is_team(path):
        team: AnyStore = _team().TeamStore(path, key, read_only=read_only)
        return team
    from breach.storage.store import Store

    return Store(path, key, read_only=read_only)


def drafting() -> Drafting:
    """What drafts papers; its libraries are loaded when the first paper is drafted."""
    from breach.drafting import port

    return port.Papers()


def actor_of(settings: Settings) -> Actor:
    """Who acts: the configured identity, else the operating-system account."""
    user = _os_user()
    name, role = parse_identity(settings.identity or user)
    return Actor(name, role, user, os.uname().nodename if hasattr(os, "uname") else "")


def _os_user() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def now(settings: Settings) -> datetime:
    """The instant at which things are seen where no store is open: ``--now``, or the host's clock. Raises InputError."""
    return instants.parse(settings.now, settings.zone or None) if settings.now else clock_source.now()


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
    _team()
    from breach.storage.team.start import move as to_team

    if paths.is_team(store.path):
        raise InputError("move-one-kind")
    return to_team(store, to, clock_source.now, actor)


def team_schema() -> str:
    """The statements that make a team's store, for who administers the server."""
    from breach.storage.team.rights import sql

    return sql()


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
        _team()
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


def keep_typed(started: Started, place: str, text: str) -> bool:
    """Keep ``text`` in the scratch file for ``place``, encrypted under the store's key: whether it was kept."""
    try:
        with closing(_scratch(started)) as scratch:
            scratch.put(place, text, len(text), instants.to_z(clock_source.now()))
    except StoreError:
        return False
    return True


def server(store: Any) -> dict[str, Any] | None:
    """What the server of a team's ``store`` says of itself; None for a store that is a file. Raises StoreError."""
    return store.server() if paths.is_team(store.path) else None


def review(started: Started, options: list[str], port: int, *, write: bool) -> Any:
    """The server of the terminal UI on this machine: its ``url`` opens it once, ``run`` serves. Raises StoreError, InputError ``port-taken``."""
    try:
        from breach.tui.serving import server
    except ModuleNotFoundError as error:
        raise StoreError("extra-missing", extra="serve", library=error.name or "") from error
    try:
        return server.Review(port, server.program(options), server.environment(write=write), started.key.key)
    except OSError as error:
        raise InputError("port-taken", port=port, said=error.strerror or "") from error


def terminal(settings: Settings, started: Started) -> int:
    """Open the terminal UI, or hold the linear conversation where that is asked for; its exit status. Raises StoreError for the scratch file."""
    if settings.linear:
        from breach.linear.start import run as converse

        return converse(started, settings, _scratch(started))
    from breach.tui.start import run

    scratch = _scratch(started)
    return run(started, settings, scratch, safe(settings, started, scratch))


def safe(settings: Settings, started: Started, scratch: Scratch) -> Safe:
    """The store of ``started`` as the lock shuts and opens it."""
    from breach.service.safe import Safe

    usual, path, read_only = paths.recovery_file(settings.store), started.desk.store.path, settings.read_only

    def find(passphrase: str, recovery: str) -> bytes:
        named = os.path.expanduser(recovery) or usual
        if not os.path.exists(named):
            raise StoreError("recovery-unreadable", path=named, said=os.strerror(errno.ENOENT))
        return KeySource("passphrase", "", paths.key_file(), settings.store, named, lambda: passphrase).find().key

    return Safe(started.desk, started.key, scratch, find, lambda key: _again(path, key, read_only=read_only))


def _scratch(started: Started) -> Scratch:
    """The scratch file of the store of ``started``, open. Raises StoreError."""
    from breach.storage.connection import scratch_path
    from breach.storage.scratch import Scratch

    return Scratch(scratch_path(paths.beside(started.desk.store.path)), started.key.key)
