"""Files that the user asked for: whole or not at all, the entry that speaks of them written before they bear their name."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from breach.disk.writing import placing, unused, write_new
from breach.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_private_and_whole(tmp_path: Path) -> None:
    write_new(str(tmp_path / "a.md"), b"texte")
    assert (tmp_path / "a.md").read_bytes() == b"texte"
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_no_file_where_the_entry_was_refused(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), placing(str(tmp_path / "a.md"), b"texte"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_no_entry_where_the_file_cannot_be_written(tmp_path: Path) -> None:
    appended = []
    with pytest.raises(InputError) as error, placing(str(tmp_path / "nowhere" / "a.md"), b"texte"):
        appended.append(1)
    assert error.value.code == "output-not-written"
    assert not appended


@pytest.mark.parametrize("name", ["a.md", "link", ""])
def test_what_is_there_is_never_replaced_unasked(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_bytes(b"avant")
    (tmp_path / "link").symlink_to("nowhere")
    path = f"{tmp_path}/{name}"
    with pytest.raises(InputError) as error:
        write_new(path, b"texte")
    assert error.value.code == "output-exists"
    assert (tmp_path / "a.md").read_bytes() == b"avant"
    assert not (tmp_path / "nowhere").exists()


def test_the_bytes_are_on_the_disk_before_the_entry(tmp_path: Path) -> None:
    with placing(str(tmp_path / "a.md"), b"texte"):
        assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"texte"]
        assert not (tmp_path / "a.md").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_free_name_is_proposed(tmp_path: Path) -> None:
    first = str(tmp_path / "a.md")
    assert unused(first) == first
    write_new(first, b"1")
    (tmp_path / "a-2.md").symlink_to(tmp_path / "nowhere")
    assert unused(first) == str(tmp_path / "a-3.md")
