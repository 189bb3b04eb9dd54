"""Where the data files that the product ships are found and read.

``breach/`` data lie beside the code; ``templates/``, ``playbooks/`` and ``drills/`` lie at the top of a source tree and under ``breach/_data/`` in an
installed wheel. Loaders elsewhere get text, never paths.
"""

from __future__ import annotations

import os

from breach.errors import InputError

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_TOP = os.path.dirname(_PACKAGE)


def shared_root(kind: str) -> str:
    """The folder that holds ``kind`` ("templates", "playbooks" or "drills"). Raises InputError ``data-files-missing``."""
    for root in (os.path.join(_PACKAGE, "_data"), _TOP):
        path = os.path.join(root, kind)
        if os.path.isdir(path):
            return path
    raise InputError("data-files-missing", kind=kind)


def path_of(name: str) -> str:
    """The path of the package's data file ``name``, such as ``law/risk/edpb.toml``."""
    return os.path.join(_PACKAGE, *name.split("/"))


def read_text(name: str) -> str:
    """The text of the package's data file ``name``, UTF-8. Raises InputError ``data-files-missing``."""
    return _read(path_of(name), name)


def read_shared(kind: str, name: str) -> str:
    """The text of ``name`` (``people/manifest.toml``) under ``kind`` ("templates", "playbooks" or "drills")."""
    return _read(os.path.join(shared_root(kind), *name.split("/")), f"{kind}/{name}")


def _read(path: str, name: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise InputError("data-files-missing", kind=name) from error


def names(folder: str, ending: str) -> list[str]:
    """The package's data files in ``folder`` that end so, sorted, as names for ``read_text``."""
    try:
        with os.scandir(path_of(folder)) as found:
            return sorted(f"{folder}/{entry.name}" for entry in found if entry.name.endswith(ending) and entry.is_file())
    except OSError as error:
        raise InputError("data-files-missing", kind=folder) from error


def stamp(folder: str, ending: str) -> str:
    """A text that changes when a data file of ``folder`` does: names, sizes, times. Cheap: nothing is opened."""
    try:
        with os.scandir(path_of(folder)) as found:
            rows = sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in found if e.name.endswith(ending))
    except OSError as error:
        raise InputError("data-files-missing", kind=folder) from error
    return ";".join(f"{name}:{size}:{time}" for name, size, time in rows)


def folders_in(root: str) -> list[str]:
    """The names of the folders in ``root``, sorted; none where ``root`` is missing."""
    try:
        with os.scandir(root) as found:
            return sorted(entry.name for entry in found if entry.is_dir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError("data-files-missing", kind=root) from error


def texts_in(root: str, folder: str, *, ending: str = ".toml", longest: int = 1_000_000) -> dict[str, str]:
    """The UTF-8 texts of ``root``/``folder`` that end so, by name; at most ``longest`` characters of each; what is not UTF-8 keeps its marks."""
    found = {}
    try:
        with os.scandir(os.path.join(root, folder)) as entries:
            for entry in entries:
                if entry.name.endswith(ending) and entry.is_file():
                    with open(entry.path, encoding="utf-8", errors="replace") as file:
                        found[entry.name] = file.read(longest + 1)
    except OSError as error:
        raise InputError("data-files-missing", kind=f"{root}/{folder}") from error
    return found
