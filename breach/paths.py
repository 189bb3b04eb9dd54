"""Where everything lies: the user's data, configuration and cache folders, and the names of the files in them.

On Linux the XDG folders are worked out here, since importing platformdirs costs the fast commands a third of their time (measured in
docs/measures.md); a test holds them to platformdirs' answers. Elsewhere platformdirs is asked.
"""

from __future__ import annotations

import os
import sys

_XDG = {"data": ("XDG_DATA_HOME", ".local/share"), "config": ("XDG_CONFIG_HOME", ".config"), "cache": ("XDG_CACHE_HOME", ".cache")}


def folder(kind: str) -> str:
    """The user's folder of ``kind``: "data", "config" or "cache"."""
    if sys.platform.startswith("linux"):
        variable, below_home = _XDG[kind]
        root = os.environ.get(variable, "").strip()
        if not os.path.isabs(root):  # the XDG specification: such a value is invalid and ignored
            root = os.path.join(os.path.expanduser("~"), below_home)
        return os.path.join(root, "breach")
    import platformdirs

    found: str = getattr(platformdirs, f"user_{kind}_dir")("breach", appauthor=False)
    return found


def default_store() -> str:
    """The store in use unless another is named."""
    return os.path.join(folder("data"), "store.db")


TEAM = ("postgresql", "postgres")
"""How the address of a team's store on a server begins."""


def is_team(store: str) -> bool:
    """Whether ``store`` is the address of a team's store, not a path."""
    scheme, mark, _ = store.partition("://")
    return bool(mark) and scheme in TEAM


def beside(store: str) -> str:
    """What the names of the local files of ``store`` begin with: its own path; for a team's store a name in the data folder, the same for
    every user of the server who works here.
    """
    if not is_team(store):
        return store
    import hashlib

    rest = store.partition("://")[2]
    where = rest.rpartition("@")[2] if "@" in rest.partition("/")[0] else rest
    return os.path.join(folder("data"), f"team-{hashlib.sha256(where.encode()).hexdigest()[:16]}")


def config_file() -> str:
    """The configuration file: ``BREACH_CONFIG``, or the usual one."""
    return os.environ.get("BREACH_CONFIG") or os.path.join(folder("config"), "config.toml")


def key_file() -> str:
    """The key file that first use makes where no keyring answers: in the configuration folder, apart from the store."""
    return os.path.join(folder("config"), "store.key")


def recovery_file(store: str) -> str:
    """Where the passphrase-wrapped copy of the key lies unless another place is named."""
    return f"{beside(store)}.recovery"


def secrets_folder() -> str:
    """Where an account's own signing and review keys lie, each sealed under its store's key."""
    return os.path.join(folder("config"), "keys")
