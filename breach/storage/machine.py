"""What ``doctor`` asks of the host: file times, permissions, disk, file system, driver, zone, whether the clock is kept by a time server."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from breach import resources
from breach.domain.instants import zone_of
from breach.errors import InputError
from breach.storage.connection import heads_path
from breach.storage.posix import on_network

if TYPE_CHECKING:
    from collections.abc import Mapping

_WAIT_S = 3


class Host:
    """The host, as ``breach.service.doctor.Machine`` describes it. Everything is read when this is made."""

    def __init__(self, store: str, key_place: str, key_path: str, keyring: str) -> None:
        folder = _existing(os.path.dirname(store) or ".")
        self.store_time = _time((store, heads_path(store)))
        self.program_time = _time((resources.path_of("errors.py"),)) or datetime.fromtimestamp(0, UTC)
        self.ntp = _ntp()
        self.zone = _zone()
        self.free = shutil.disk_usage(folder).free
        self.network = on_network(folder)
        self.cipher = cipher_version()
        self.keyring = keyring
        self.key_place = key_place
        self.key_path = key_path
        names = {"store": store, "folder": os.path.dirname(store) or ".", **({"key": key_path} if key_place == "file" else {})}
        self.modes: Mapping[str, int] = {name: stat.S_IMODE(os.stat(path).st_mode) for name, path in names.items() if os.path.exists(path)}


def cipher_version() -> str:
    """The version of SQLCipher that the driver brings, such as ``4.19.0 community``; "" where it names none."""
    connection = dbapi2.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return str(row[0]) if row else ""


def _existing(folder: str) -> str:
    """``folder``, or the nearest one above it that is there."""
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def _time(names: tuple[str, ...]) -> datetime | None:
    times = [os.stat(name).st_mtime for name in names if os.path.exists(name)]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _ntp() -> str:
    """What the host says of its clock: "yes" kept by a time server, "no", "" where it does not say."""
    program = shutil.which("timedatectl")
    if program is None:
        return ""
    try:
        asked = [program, "show", "--property=NTPSynchronized", "--value"]
        said = subprocess.run(asked, capture_output=True, text=True, timeout=_WAIT_S, check=False)  # noqa: S603 - the host's own program
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip() if said.returncode == 0 and said.stdout.strip() in ("yes", "no") else ""


def _zone() -> str:
    """The host's IANA zone, from ``TZ`` or the system's link; "" where it has no name."""
    named = os.environ.get("TZ", "").lstrip(":")
    if not named:
        _, mark, named = os.path.realpath("/etc/localtime").partition("/zoneinfo/")
        named = named if mark else ""
    try:
        return str(zone_of(named)) if named else ""
    except InputError:
        return ""
