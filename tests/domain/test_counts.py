"""A number typed by a person is a whole one, or is refused."""

from __future__ import annotations

import pytest

from breach.domain.counts import count_of
from breach.errors import InputError


@pytest.mark.parametrize(("said", "number"), [("412", 412), (" 7 ", 7), ("", 0), ("  ", 0), ("9999999999999", 9_999_999_999_999)])
def test_a_count_is_read(said: str, number: int) -> None:
    assert count_of(said) == number


@pytest.mark.parametrize("said", ["douze", "-1", "1.5", "1e3", "٣", "²", "99999999999999"])
def test_what_is_no_count_is_refused(said: str) -> None:
    with pytest.raises(InputError) as refused:
        count_of(said)
    assert refused.value.code == "not-a-count"
