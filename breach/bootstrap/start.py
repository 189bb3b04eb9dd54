"""The start of a command or of a face: the store in use, its key, and a desk over both."""

from __future__ import annotations

import os

from breach import clock_source, paths
from breach.domain import instants
from breach.domain.actor import Actor, parse_identity
from breach.errors import StoreError
from breach.keys.source import KeySource
from breach.service.desk import Desk
from breach.service.drill_clock import clock_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import ModuleType

    from breach.keys.found import FoundKey
    from breach.service.attesting_ports import Attesting
    from breach.service.desk import Acting
    from breach.service.drafting_ports import Drafting
    from breach.service.ports import FileRow, Written
    from breach.service.ports import Store as AnyStore
    from breach.settings import Settings
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
        store: AnyStore = team().TeamStore(settings.store, found.key, read_only=True)
    else:
        from breach.storage.store import Store

        store = Store(settings.store, found.key, read_only=True)
    return Started(desk_of(settings, store, found), found, made=False)


def _start_team(settings: Settings, source: KeySource, *, create: bool) -> Started:
    """Open the team's store, beginning it where the server has its tables and nobody wrote yet, and ``create`` says so."""
    server = team()
    begun = server.is_begun(settings.store)
    if not begun:
        _not_gone(paths.beside(settings.store))
        if not create:
            raise StoreError("store-not-begun", server=settings.store)
    found = source.find() if begun else source.find_or_make()
    made = not begun and server.begin(settings.store, found.key, clock_source.now)
    return Started(desk_of(settings, server.TeamStore(settings.store, found.key), found), found, made=made)


def team() -> ModuleType:
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
    desk.second = lambda: again(desk.store.path, found.key, read_only=True)
    return desk


def sign_act(act: Acting, desk: Desk, file: FileRow, done: Written) -> None:
    """Sign an act that was just written, where its author has a key."""
    from breach.service.signing import sign

    sign(act, desk, file, done)


def attesting(settings: Settings, store: AnyStore, key: bytes) -> Attesting:
    """The account's signing and review keys for ``store``, and the time-stamp service of the configuration; loaded when first needed."""
    from breach.keys.attesting import Attesting as Keys

    return Keys(paths.secrets_folder(), store.uuid(1), key, settings.anchor_url, settings.anchor_certificates)


def again(path: str, key: bytes, *, read_only: bool) -> AnyStore:
    """The store at ``path`` opened once more: to be read in another thread, or after it was shut. Raises StoreError."""
    if paths.is_team(path):
        held: AnyStore = team().TeamStore(path, key, read_only=read_only)
        return held
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
