"""A text in ``$EDITOR``: on a private file in memory, and only there."""

from __future__ import annotations

import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breach.disk import memory
from breach.errors import InputError
from breach.tui import outside

if TYPE_CHECKING:
    from collections.abc import Iterator


class App:
    """Stands in for the application: what it does while suspended is nothing."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield


APP: Any = App()


def editor(folder: Path, script: str) -> str:
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


@pytest.fixture
def in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/dev/shm")
    if not memory.in_memory("/dev/shm"):
        pytest.skip("this machine has no /dev/shm in memory")


@pytest.mark.usefixtures("in_memory")
def test_the_text_comes_back_and_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, f'stat -c "%a %n" "$1" > {tmp_path}/seen; printf " et fini\\n" >> "$1"'))
    assert outside.edit(APP, "Commencé") == "Commencé et fini"
    mode, name = (tmp_path / "seen").read_text().split()
    assert mode == "600"
    assert name.startswith("/dev/shm/")
    assert not Path(name).parent.exists()


@pytest.mark.usefixtures("in_memory")
def test_the_folder_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, f'stat -c %a "$(dirname "$1")" > {tmp_path}/seen'))
    outside.edit(APP, "x")
    assert int((tmp_path / "seen").read_text(), 8) == stat.S_IRWXU


def test_without_an_editor_it_says_so() -> None:
    with pytest.raises(InputError) as error:
        outside.edit(APP, "x")
    assert error.value.code == "no-editor-here"


@pytest.mark.usefixtures("in_memory")
@pytest.mark.parametrize("command", ["/nowhere/editor", "false"])
def test_an_editor_that_fails_is_said(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("EDITOR", command)
    with pytest.raises(InputError) as error:
        outside.edit(APP, "x")
    assert error.value.code == "text-not-given-back"


def test_a_folder_on_a_disk_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "in_memory", lambda folder: False)
    with pytest.raises(InputError) as error:
        memory.memory_folder()
    assert error.value.code == "no-memory-here"
