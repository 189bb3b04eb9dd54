"""The terminal UI, linear mode and the server of a page over a started store, with the scratch file that they share."""

from __future__ import annotations

import errno
import os
from contextlib import closing

from breach import clock_source, paths
from breach.bootstrap.start import again
from breach.domain import instants
from breach.errors import InputError, StoreError
from breach.keys.source import KeySource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from breach.bootstrap.start import Started
    from breach.service.safe import Safe
    from breach.settings import Settings
    from breach.storage.scratch import Scratch


def keep_typed(started: Started, place: str, text: str) -> bool:
    """Keep ``text`` in the scratch file for ``place``, encrypted under the store's key: whether it was kept."""
    try:
        with closing(_scratch(started)) as scratch:
            scratch.put(place, text, len(text), instants.to_z(clock_source.now()))
    except StoreError:
        return False
    return True


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

    return Safe(started.desk, started.key, scratch, find, lambda key: again(path, key, read_only=read_only))


def _scratch(started: Started) -> Scratch:
    """The scratch file of the store of ``started``, open. Raises StoreError."""
    from breach.storage.connection import scratch_path
    from breach.storage.scratch import Scratch

    return Scratch(scratch_path(paths.beside(started.desk.store.path)), started.key.key)
