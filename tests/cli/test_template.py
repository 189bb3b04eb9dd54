"""template: what is shipped is listed, and copied to be changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach import resources

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


def test_list_names_every_folder(bare: Breach) -> None:
    data = bare.ok("template")
    assert {"cnil-2023", "people", "people-minor"} <= {row["id"] for row in data}
    assert all(row["title"] and row["languages"] for row in data)
    assert "cnil-2023" in bare("template", "list").out


def test_copy_gives_every_byte(bare: Breach, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    data = bare.ok("template", "copy", "people", "-o", target)
    source = Path(resources.shared_root("templates")) / "notifications" / "people"
    names = sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())
    assert data["files"] == names
    assert all((target / "people" / name).read_bytes() == (source / name).read_bytes() for name in names)


def test_copy_replaces_nothing(bare: Breach, tmp_path: Path) -> None:
    bare.ok("template", "copy", "people", "-o", tmp_path)
    (tmp_path / "people" / "fr.md.j2").write_text("à moi")
    assert bare("template", "copy", "people", "-o", tmp_path).code == 2
    assert (tmp_path / "people" / "fr.md.j2").read_text() == "à moi"


@pytest.mark.parametrize("words", [("copy", "peple", "-o", "x"), ("copy", "../../etc", "-o", "x"), ("copy", "people"), ("list", "people"), ("burn",)])
def test_what_cannot_be_is_refused(bare: Breach, words: tuple[str, ...]) -> None:
    assert bare("template", *words).code == 2


def test_the_nearest_is_named(bare: Breach) -> None:
    assert "people" in bare("template", "copy", "peopl", "-o", "x").err
