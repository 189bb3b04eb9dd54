"""The European Economic Area is one list for every reader of it."""

from __future__ import annotations

import pytest

from breach.domain.countries import EEA
from breach.law import duties


def test_every_country_of_the_area_has_its_authority() -> None:
    assert not [code for code in EEA if duties.authority_in(code) is None]
    assert {one.country for one in duties.authorities()} <= EEA


@pytest.mark.parametrize(("code", "inside"), [("FR", True), ("RE", True), ("NO", True), ("NC", False), ("CH", False), ("GB", False), ("US", False)])
def test_what_lies_inside(code: str, inside: bool) -> None:
    assert (code in EEA) is inside
