"""The law of imports: by contract, by a clean interpreter, and for imports by name, which no contract sees."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import TREE, name_of, parsed, python_files

HEAVY = {"textual", "rich", "sqlalchemy", "alembic", "jinja2", "keyring", "jsonschema", "cryptography", "asyncio", "importlib.metadata"}
"""What the command line must not cost: each is 30 to 400 ms at every start."""

BY_NAME = {"breach/i18n/__init__.py", "breach/catalogue/files.py", "breach/cli/parsing.py"}
"""The only places that may import a module by a computed name: an area of words, a verb's module."""


def test_the_contracts_are_kept() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"], cwd=TREE, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def _loaded_by(statement: str) -> set[str]:
    code = f"import json, sys; before = set(sys.modules)\n{statement}\nprint(json.dumps(sorted(set(sys.modules) - before)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize("module", ["breach.cli.main", "breach.__main__"])
def test_the_command_line_starts_light(module: str) -> None:
    loaded = _loaded_by(f"import {module}")
    assert module in loaded
    assert not loaded & HEAVY
    assert not [name for name in loaded if name.startswith(("breach.tui", "breach.drafting", "breach.law"))]


def test_linear_mode_draws_nothing() -> None:
    loaded = _loaded_by("import breach.linear.start")
    assert "breach.linear.start" in loaded
    assert not [name for name in loaded if name.split(".")[0] in {"textual", "rich"} or name.startswith(("breach.tui", "breach.cli"))]


def test_a_clean_interpreter_would_notice() -> None:
    assert "jinja2" in _loaded_by("import jinja2")


@pytest.mark.parametrize("package", ["domain", "log", "errors", "i18n", "resources", "catalogue", "glossary"])
def test_the_core_needs_the_standard_library_only(package: str) -> None:
    allowed = {*sys.stdlib_module_names, "breach", "breach_tree"}
    foreign = {name.split(".")[0] for name in _loaded_by(f"import breach.{package}")} - allowed
    assert not {name for name in foreign if not name.startswith("_")}


def test_modules_imported_by_name_are_in_named_places() -> None:
    found = set()
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}:
                found.add(name_of(path))
    assert found <= BY_NAME
