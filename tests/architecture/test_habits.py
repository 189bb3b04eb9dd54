"""Habits that no linter checks: small files, one clock, errors caught where they are meant to be, a tree that stands alone."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.architecture.sources import PACKAGE, TREE, name_of, parsed, python_files

if TYPE_CHECKING:
    from pathlib import Path

MOST_LINES = 450

BROAD = {
    "breach/cli/diagnostics.py": 1,  # the last stop: a fault of the program becomes one line, `--debug` shows the rest
    "breach/keys/ring.py": 3,  # a keyring backend raises what it likes; none of it may stop a start
}
"""Where everything may be caught, and how often."""

CLOCK = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))\(")

ALONE = ("../" + "shared", "/work/" + "shared", "/work/" + "main")
"""Paths of the place where the tree happens to lie: nothing here may depend on them."""

TEXTS = {".py", ".md", ".toml", ".json", ".sh", ".txt", ".j2", ".html", ".tcss", ".cfg", ".ini", ""}


def test_files_stay_small() -> None:
    large = {
        name_of(path): count
        for path in python_files()
        if (count := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES and "i18n" not in path.parts
    }
    assert not large


def _is_broad(handler: ast.ExceptHandler) -> bool:
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in types)


def test_everything_is_caught_in_named_places_only() -> None:
    found: dict[str, int] = {}
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node):
                # Cleaning up and raising again hides nothing.
                if node.body and isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None:
                    continue
                found[name_of(path)] = found.get(name_of(path), 0) + 1
    assert not {name: count for name, count in found.items() if count > BROAD.get(name, 0)}


def test_one_module_reads_the_clock() -> None:
    reading = {name_of(path) for path in python_files() if CLOCK.search(path.read_text(encoding="utf-8"))}
    assert reading <= {"breach/clock_source.py"}


def test_faces_write_nothing_themselves() -> None:
    """What goes on record is written by the service, once for every face."""
    faces = [path for path in python_files() if path.relative_to(TREE).parts[:2] in {("breach", "cli"), ("breach", "linear"), ("breach", "tui")}]
    assert len(faces) > 100
    assert not [name_of(path) for path in faces if ".acting(" in path.read_text(encoding="utf-8")]


def _texts() -> list[Path]:
    """Every text of the tree: as git lists it where there is a repository, else by walking (a source archive)."""
    git = shutil.which("git")
    asked = [git or "", "-C", str(TREE), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False) if git else None
    if listed and listed.returncode == 0:
        files = [TREE / name for name in listed.stdout.split("\0") if name]
    else:
        files = [path for path in TREE.rglob("*") if not {part for part in path.relative_to(TREE).parts if part.startswith(".")}]
    return [path for path in files if path.suffix in TEXTS and path.is_file()]


def test_the_tree_stands_alone() -> None:
    files = _texts()
    assert len(files) > 50
    assert not [name_of(path) for path in files if any(word in path.read_text(encoding="utf-8", errors="replace") for word in ALONE)]


def test_texts_have_unix_lines_and_end_with_one() -> None:
    odd = []
    for path in _texts():
        data = path.read_bytes()
        if "broken_evidence" not in path.parts and (
            b"\r\n" in data or (data and not data.endswith(b"\n") and path.suffix in {".py", ".md", ".toml"})
        ):
            odd.append(name_of(path))
    assert not odd


FRENCH = re.compile("[éèêëàâçîïôûùœ«»]", re.IGNORECASE)

SPEAKS_FRENCH = {
    "breach/catalogue/loader.py",  # the question that every « Autre » opens, made from the data beside it in both languages
    "breach/glossary/__init__.py",  # the heading of a bilingual page
}
"""Where French stands in code beside the tables of words, and why."""


def _docstrings(tree: ast.Module) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found.add(id(node.value))
    return found


def test_the_core_speaks_in_codes() -> None:
    """Sentences are in breach/i18n, templates and data files: a sentence in code would be in one language only."""
    speaking = set()
    for path in python_files():
        if "i18n" in path.relative_to(PACKAGE).parts:
            continue
        silent = _docstrings(parsed(path))
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in silent
                and FRENCH.search(node.value)
                and " " in node.value.strip()
            ):
                speaking.add(f"{name_of(path)}:{node.lineno}")
    assert not {place for place in speaking if place.split(":")[0] not in SPEAKS_FRENCH}
