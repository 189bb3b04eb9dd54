"""The tree as the architecture tests read it: source files, parsed once, and the tables of words."""

from __future__ import annotations

import ast
import importlib
import string
from functools import cache
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
PACKAGE = TREE / "breach"


def name_of(path: Path) -> str:
    """``path`` as the tests name it: relative to the tree, with slashes."""
    return path.relative_to(TREE).as_posix()


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the package."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of ``path``."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def areas(lang: str) -> tuple[str, ...]:
    """The areas of words of ``lang``, by module name."""
    return tuple(sorted(path.stem for path in (PACKAGE / "i18n" / lang).glob("*.py") if path.stem != "__init__"))


@cache
def words(lang: str, area: str) -> dict[str, str]:
    """The table of an area, as written."""
    table: dict[str, str] = importlib.import_module(f"breach.i18n.{lang}.{area}").WORDS
    return table


def placeholders(text: str) -> set[str]:
    """The names that ``text`` leaves to be filled in."""
    return {field.split(".")[0].split("[")[0] for _, field, _, _ in string.Formatter().parse(text) if field is not None}
