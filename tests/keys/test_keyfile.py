"""The key in a file: 0600 or refused, made whole or not at all, never quoted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach.errors import StoreError
from breach.keys import keyfile

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a" / "k"
    keyfile.write(str(path), KEY)
    assert keyfile.read(str(path)) == KEY
    assert path.read_text() == KEY.hex() + "\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [name.name for name in path.parent.iterdir()] == ["k"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610, 0o601, 0o777])
def test_a_file_that_others_reach_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "k"
    keyfile.write(str(path), KEY)
    path.chmod(mode)
    with pytest.raises(StoreError) as refused:
        keyfile.read(str(path))
    assert refused.value.code == "key-file-open"
    assert refused.value.params["mode"] == f"{mode:04o}"


def test_a_key_may_come_through_a_pipe() -> None:
    ours, theirs = os.pipe()
    os.write(theirs, KEY.hex().encode())
    os.close(theirs)
    assert keyfile.read(f"/dev/fd/{ours}") == KEY
    os.close(ours)


@pytest.mark.parametrize("text", [b"", b"\n", KEY, KEY.hex().encode()[:-1], KEY.hex().encode() + b"00", b"zz" * 32, b"\xff" * 64, b"0x" + b"a" * 62])
def test_what_is_no_key_is_refused_and_not_quoted(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "k"
    path.write_bytes(text)
    path.chmod(0o600)
    with pytest.raises(StoreError) as refused:
        keyfile.read(str(path))
    assert refused.value.code == "key-file-bad"
    assert set(refused.value.params) == {"path"}


@given(st.binary(max_size=200))
def test_any_text_is_a_key_or_refused(text: bytes) -> None:
    try:
        assert keyfile.parse(text, "k").hex().encode() == text.strip().lower()
    except StoreError as error:
        assert error.code == "key-file-bad"  # noqa: PT017 - either of the two


def test_a_key_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "k"
    path.write_text("à moi")
    with pytest.raises(StoreError) as refused:
        keyfile.write(str(path), KEY)
    assert refused.value.code == "key-not-kept"
    assert path.read_text() == "à moi"
    assert [name.name for name in tmp_path.iterdir()] == ["k"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as refused:
        keyfile.write(str(tmp_path / "file" / "k"), KEY)
    assert refused.value.code == "key-not-kept"


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        keyfile.read(str(tmp_path / name))
    assert refused.value.code in {"key-file-missing", "key-file-bad"}
