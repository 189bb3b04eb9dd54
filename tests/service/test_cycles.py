"""The search for cycles is set aside for a while, and never for good."""

from __future__ import annotations

import gc

import pytest

from breach.service.cycles import unsearched


def test_the_search_goes_on_afterwards_whatever_happened() -> None:
    assert gc.isenabled()
    with unsearched():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), unsearched():
        _ = 1 // 0
    assert gc.isenabled()


def test_who_had_it_stopped_finds_it_stopped() -> None:
    gc.disable()
    try:
        with unsearched():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
