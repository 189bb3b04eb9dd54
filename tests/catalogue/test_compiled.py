"""The cache of compiled data: rebuilt when the stamp changes, never in the way, never trusted blindly."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from breach.catalogue.compiled import compiled, folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "breach"


class Builder:
    def __init__(self, made: object) -> None:
        self.made = made
        self.times = 0

    def __call__(self) -> object:
        self.times += 1
        return self.made


def test_it_is_built_once_per_stamp(cache: Path) -> None:
    build = Builder({"a": [1, None, "é"]})
    assert [compiled("x", "one", build), compiled("x", "one", build)] == [{"a": [1, None, "é"]}] * 2
    assert build.times == 1
    compiled("x", "two\nlines", build)
    compiled("x", "two\nlines", build)
    assert build.times == 2
    assert [path.name for path in cache.iterdir()] == ["x.json"]


def test_null_is_kept_too(cache: Path) -> None:
    build = Builder(None)
    assert (compiled("x", "s", build), compiled("x", "s", build)) == (None, None)
    assert build.times == 1


def test_the_file_is_this_user_s_alone(cache: Path) -> None:
    compiled("x", "s", Builder(1))
    assert stat.S_IMODE((cache / "x.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'"s"\n{"a": ', b'"s"\n' + b"[" * 100_000, b'"other"\n1\n', b"\x00" * 100])
def test_a_damaged_cache_is_built_again(cache: Path, content: bytes) -> None:
    cache.mkdir()
    (cache / "x.json").write_bytes(content)
    build = Builder(7)
    assert compiled("x", "s", build) == 7
    assert compiled("x", "s", build) == 7
    assert build.times == 1


def test_a_link_is_not_followed(cache: Path, tmp_path: Path) -> None:
    cache.mkdir()
    (tmp_path / "elsewhere").write_text('"s"\n666\n')
    (cache / "x.json").symlink_to(tmp_path / "elsewhere")
    assert compiled("x", "s", Builder(7)) == 7
    assert (tmp_path / "elsewhere").read_text() == '"s"\n666\n'


def test_no_place_for_a_cache_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled("x", "s", Builder(7)) == 7
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "relative")
    assert folder() == ""
    assert compiled("x", "s", Builder(8)) == 8


def test_a_failed_write_leaves_no_scratch_file(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert compiled("x", "s", Builder(7)) == 7
    assert list(cache.iterdir()) == []
