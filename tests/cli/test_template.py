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


@pytest.mark.parametrize(
    "words",
    [
        ("copy", "peple", "-o", "x"),
        ("copy", "../../etc", "-o", "x"),
        ("copy",),
        ("language",),
        ("language", "fr"),
        ("language", "../x"),
        ("list", "people"),
        ("burn",),
    ],
)
def test_what_cannot_be_is_refused(bare: Breach, words: tuple[str, ...]) -> None:
    assert bare("template", *words).code == 2


def test_the_nearest_is_named(bare: Breach) -> None:
    assert "people" in bare("template", "copy", "peopl", "-o", "x").err


def test_a_copy_without_a_folder_is_used_from_then_on_and_a_language_is_prepared(breach: Breach) -> None:
    breach.ok("log", "Une copie est restée accessible.", "--aware", "2026-11-19T10:00+01:00", "--json")
    path = Path(breach.ok("template", "copy", "people")["path"])
    (path / "fr.md.j2").write_text("{{ organisation }} à nous.\n", encoding="utf-8")
    assert "Coquelicot SAS à nous." in breach("letter", "1", "--template", "people", "--channel", "email").out
    done = breach.ok("template", "language", "xk")
    assert done["files"] == ["xk.md.j2", "xk.toml"]
    assert breach("template", "language", "xk").code == 2
    table = Path(done["path"]) / "xk.toml"
    table.write_text(table.read_text(encoding="utf-8").replace("Dear Sir or Madam", "Xk"), encoding="utf-8")
    assert "xk" in {lang for row in breach.ok("template", "list") if row["id"] == "people" for lang in row["languages"]}
    assert "Xk" in breach("letter", "1", "--template", "people", "--channel", "email", "--language", "xk").out


def test_one_paper_per_client_each_in_its_file(breach: Breach, tmp_path: Path) -> None:
    breach.ok("log", "Une copie est restée accessible.", "--aware", "2026-11-19T10:00+01:00", "--json")
    parties = '[{"kind": "client_controller", "name": "Un"}, {"kind": "client_controller", "name": "Deux"}, {"kind": "processor", "name": "Trois"}]'
    breach.ok("facts", "1", f"parties={parties}", "role=processor", "--json")
    paper = ("letter", "1", "--template", "controller-33-2")
    assert breach(*paper).code == 2
    assert "Deux" in breach(*paper, "--for", "deux").out
    assert breach(*paper, "--for", "Trois").code == 2
    assert breach(*paper, "-o", tmp_path / "out").code == 0
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").iterdir())]
    assert [("Un, " in text, "Deux, " in text) for text in texts] == [(True, False), (False, True)]
    assert breach("letter", "1", "--template", "people", "--channel", "email").code == 4  # the clients are the senders
