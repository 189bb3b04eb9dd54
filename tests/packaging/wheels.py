"""A folder of wheels made from what is installed, so that an installation without network can be tried without one."""

from __future__ import annotations

import re
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

TREE = Path(__file__).resolve().parents[2]


def canonical(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime() -> list[str]:
    """The distributions that the program needs at run time on this machine, its own dependencies' included."""
    wanted = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    todo = [(Requirement(line), "") for line in wanted]
    found: dict[str, None] = {}
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonical(requirement.name)
        if name not in found or requirement.extras:
            found[name] = None
            lines = [Requirement(line) for line in metadata.requires(name) or ()]
            todo += [(line, asked) for line in lines for asked in ("", *requirement.extras)]
    return sorted(found)


def repacked(name: str, into: Path) -> Path:
    """The wheel of the installed distribution ``name``, put together again from its files; scripts are left out."""
    installed = metadata.distribution(name)
    about = installed.read_text("WHEEL") or ""
    tags = [line.partition(":")[2].strip() for line in about.splitlines() if line.startswith("Tag:")]
    tag = "-".join(".".join(dict.fromkeys(one.split("-")[part] for one in tags)) for part in range(3))
    path = into / f"{installed.metadata['Name'].replace('-', '_')}-{installed.version}-{tag}.whl"
    left_out = ("direct_url.json", "INSTALLER", "REQUESTED", ".pyc")
    with zipfile.ZipFile(path, "w") as archive:
        for file in installed.files or ():
            if ".." not in file.parts and not str(file).endswith(left_out):
                archive.write(str(file.locate()), str(file))
    return path
