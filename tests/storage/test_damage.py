"""A sample of ``bench/flip_store.py``: every way of damaging a store's files is found, or changes nothing that was recorded."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

BENCH = Path(__file__).resolve().parents[2] / "bench" / "flip_store.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("flip_store", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("live", [False, True], ids=["folded in", "live log"])
def test_damage_is_found(bench: ModuleType, tmp_path: Path, live: bool) -> None:
    bench.make(tmp_path / "s.db", live=live)
    told: list[str] = []
    for side in ("", "-wal") if live else ("",):
        assert bench.tried(tmp_path / "kept", side, 2999, 1, told.append) == 0
    assert not [line for line in told if "nothing that was recorded" in line and "flipped" in line], "a flipped byte is always seen"
    if live:
        assert any("heads beside" in line for line in told), "a log that lost its tail is found by the heads beside the store"
