"""Backups: an encrypted copy of the whole store under the same key, verified by replay before it gets its name; and putting one back."""

from __future__ import annotations

import hashlib
import os
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.disk.durable import sync
from breach.domain.instants import to_z
from breach.domain.text import Text
from breach.errors import InputError, RuleError, StoreError
from breach.log import kinds
from breach.log.chain import check
from breach.log.entries import Entry
from breach.service.backup import UNREADABLE, Made, lacking, replay
from breach.storage import swap
from breach.storage.connection import connect, heads_path, lock_path
from breach.storage.create import upgrade
from breach.storage.posix import Lock
from breach.storage.schema import VERSION
from breach.storage.store import Store
from breach.storage.writing import STORE

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from breach.domain.actor import Actor
    from breach.storage.reading import Reading
    from breach.storage.writing import Writer


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put in place: where the store that it replaced lies now ("" where there was none), what the backup holds, and what it
    lacked of that store (chain, number of entries).
    """

    aside: str
    sha256: str
    entries: int
    lost: tuple[tuple[str, int], ...]


def make(store: Store, target: str) -> Made:
    """Write a verified backup of ``store`` to the new file ``target``.

    Others wait while it is copied; while the copy is verified they write on. Raises InputError ``output-exists`` or ``output-not-written``;
    StoreError, ``backup-not-verified`` where the copy or the store is at fault.
    """
    return placed(target, store.key, lambda part: _copy(store, part, store.alone()))


def make_alone(store: Store, target: str) -> Made:
    """As ``make``, for a caller that already holds the store's lock."""
    return placed(target, store.key, lambda part: _copy(store, part, nullcontext()))


def keep(store: Store, target: str) -> Made:
    """The store as it is, faults beside its entries and all, in the new file ``target``: its pages, tables and entries are verified.

    Raises as ``make``; RuleError ``entries-at-fault``.
    """
    return placed(target, store.key, lambda part: _copy(store, part, store.alone()), _entries_of)


def _copy(store: Store, part: str, alone: AbstractContextManager[None]) -> None:
    with alone:
        swap.copy(store.raw_connection, part, store.key)


def placed(target: str, key: bytes, fill: Callable[[str], None], verified: Callable[[str, bytes, str], Made] | None = None) -> Made:
    """The new file ``target``: an embedded store under ``key`` that ``fill`` writes beside it, verified (by ``verified``, else whole) before it
    gets its name.

    Raises InputError ``output-exists`` or ``output-not-written``; StoreError ``backup-not-verified``, and what ``fill`` raises.
    """
    target = os.path.abspath(target)
    part = f"{target}.part{os.getpid()}"
    if os.path.lexists(target):
        raise InputError("output-exists", path=target)
    try:
        try:
            fill(part)
            made = verified(part, key, target) if verified else verify(part, key, named=target)
            give_name(part, target)
            sync(os.path.dirname(target))
        finally:
            swap.clear(part)
    except OSError as error:
        raise InputError("output-not-written", path=target, said=error.strerror or "") from error
    return made


def verify(path: str, key: bytes, *, named: str = "") -> Made:
    """Open the backup ``path`` and replay every chain in it. ``named``: the name to say in place of ``path``.

    Raises StoreError: ``backup-not-verified``, ``newer-schema``, and those of opening.
    """
    held = _open_backup(path, key, named or path)
    try:
        return _verified(held, path, named or path)
    finally:
        held.close()


def _entries_of(path: str, key: bytes, named: str) -> Made:
    held = _open_backup(path, key, named)
    try:
        swap.check_pages(held.raw_connection, named)
        swap.check_structure(held.raw_connection, named)
        entries, chains = entries_hold(held), len(held.chains())
    finally:
        held.close()
    mark, size = _sha256(path)
    return Made(named, mark, size, chains, entries)


def entries_hold(store: Reading) -> int:
    """How many entries ``store`` holds, each chain sound in itself whatever lies beside it. Raises RuleError ``entries-at-fault``."""
    faults, count = [], 0
    for (number,) in store.asked("SELECT DISTINCT chain FROM entry ORDER BY chain", ()):
        rows = store.rows(number)
        found = check(rows, file_of(rows[0][0])).faults
        faults += [f"{number} #{fault.entry} {fault.fault}" for fault in found if fault.fault != "clock-backwards"]
        count += len(rows)
    if faults:
        raise RuleError("entries-at-fault", path=store.path, count=len(faults), faults="; ".join(faults[:5]))
    return count


def file_of(raw: bytes) -> str:
    """The identity that an entry gives its chain; "" where it cannot be read."""
    try:
        return Entry(raw).file
    except (ValueError, KeyError, TypeError):
        return ""


def opened(path: str, key: bytes) -> tuple[Store, Made]:
    """The backup ``path``, open and verified, of this program's schema; the caller closes it. Raises StoreError, InputError."""
    held = _open_backup(path, key, path)
    try:
        _of_this_schema(held)
        return held, _verified(held, path, path)
    except BaseException:
        held.close()
        raise


def _of_this_schema(held: Store) -> None:
    found = held.raw_connection.execute("PRAGMA user_version").fetchone()[0]
    if found < VERSION:
        raise StoreError("older-schema", path=held.path, found=found, known=VERSION)


def _open_backup(path: str, key: bytes, named: str) -> Store:
    if not os.path.isfile(path):
        raise InputError("input-unreadable", path=path, said="")
    try:
        return Store(path, key, older_ok=True)
    except StoreError as error:
        if error.code in UNREADABLE:
            raise StoreError("backup-unreadable", path=named) from error
        raise


def _verified(held: Store, path: str, named: str) -> Made:
    try:
        swap.check_pages(held.raw_connection, named)
        swap.check_structure(held.raw_connection, named)
        done = replay(held)
    except StoreError as error:
        raise StoreError("backup-not-verified", path=named, count=1, faults=error.code) from error
    if done.grave or not done.entries:
        raise StoreError("backup-not-verified", path=named, count=len(done.grave), faults="; ".join(str(fault) for fault in done.grave[:5]) or "-")
    mark, size = _sha256(path)
    return Made(named, mark, size, done.chains, done.entries, tuple(str(fault) for fault in done.beside))


def _sha256(path: str) -> tuple[str, int]:
    mark, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            mark.update(piece)
            size += len(piece)
    return mark.hexdigest(), size


def give_name(part: str, target: str) -> None:
    """Give ``part`` the name ``target``, which nobody has: a link refuses to replace, a rename would not (some file systems have no links)."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise
        os.replace(part, target)


def restore(path: str, backup: str, key: bytes, backup_key: bytes, clock: Callable[[], datetime], actor: Actor, why: str = "") -> Restored:
    """Put ``backup`` (under ``backup_key``) in the place of the store at ``path``, under ``key``; the store there is put aside, never deleted.

    Raises StoreError (``backup-not-verified``, ``newer-schema``…); RuleError ``restore-loses`` where the store in place has entries that the
    backup lacks, or cannot be read to tell, and ``why`` is empty.
    """
    held = _open_backup(backup, backup_key, backup)
    try:
        made = _verified(held, backup, backup)
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
        with Lock(lock_path(path)):
            return _restore(path, held, made, key, clock, actor, why)
    except OSError as error:
        raise StoreError("store-not-made", path=path, said=error.strerror or "") from error
    finally:
        held.close()


def _restore(path: str, held: Store, made: Made, key: bytes, clock: Callable[[], datetime], actor: Actor, why: str) -> Restored:
    present = _present(path, key)
    there = os.path.exists(path)
    try:
        lost = _lost(present, held) if there else []
        if lost and not why:
            raise RuleError("restore-loses", path=path, lost=", ".join(f"{name}: {count or '?'}" for name, count in lost[:8]))
        aside = dated_name(path, "aside", clock()) if there else ""
        recovery = present.meta("recovery") if present else None
        given = [row.ref for row in present.files()] if present else []
        if present:
            swap.settle(present.raw_connection, path)
    finally:
        if present:
            present.close()
    part = swap.part_of(path)
    swap.copy(held.raw_connection, part, key)
    _migrate(part, key)
    body = {
        "backup": Text(os.path.basename(made.path)),
        "sha256": made.sha256,
        "lost": [{"chain": name, "entries": count} for name, count in lost],
        "aside": Text(os.path.basename(aside)) if aside else None,
        "why": Text(why) if why else None,
    }

    def act(writer: Writer) -> None:
        writer.append(STORE, kinds.RESTORED, body, actor=writer.person(actor), role=actor.role)
        writer.keep_given(given)
        if held.key != key or recovery:
            # The recovery key that exists wraps the key in use, whatever the backup remembers.
            writer.set_meta("recovery", recovery or "0")

    swap.amend(part, key, clock, act)
    if aside:
        put_aside(path, aside)
    swap.install(path, part, key)
    return Restored(aside, made.sha256, made.entries, tuple(lost))


def _present(path: str, key: bytes) -> Store | None:
    """The store in place; None where there is none or ``key`` cannot read it."""
    if not os.path.exists(path):
        return None
    try:
        return Store(path, key, older_ok=True)
    except StoreError as error:
        if error.code not in UNREADABLE:
            raise
        return None


def _lost(present: Store | None, held: Store) -> list[tuple[str, int]]:
    """What would be lost; 0 entries of "?" where that cannot be told."""
    if present is None:
        return [("?", 0)]
    try:
        return lacking(present, held)
    except StoreError:
        return [("?", 0)]


def _migrate(part: str, key: bytes) -> None:
    connection = connect(part, key, older_ok=True)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            upgrade(connection)
    finally:
        connection.close()


def dated_name(path: str, what: str, now: datetime) -> str:
    """A name beside ``path`` that nobody has yet, with ``what`` and the instant ``now`` in it."""
    stamp = to_z(now).replace("-", "").replace(":", "")
    name, again = f"{path}.{what}-{stamp}", 1
    while os.path.lexists(name):
        again += 1
        name = f"{path}.{what}-{stamp}-{again}"
    return name


def put_aside(path: str, aside: str) -> None:
    """Keep the store at ``path`` under ``aside`` too, with its heads and whatever write-ahead log could not be brought in."""
    try:
        os.link(path, aside)
    except OSError:
        os.replace(path, aside)
    for end in ("-wal", "-journal"):
        if os.path.exists(f"{path}{end}") and os.path.getsize(f"{path}{end}"):
            os.replace(f"{path}{end}", f"{aside}{end}")
    if os.path.exists(heads_path(path)):
        os.replace(heads_path(path), heads_path(aside))
    sync(os.path.dirname(path) or ".")
