"""Personal data in a note are flagged; ordinary figures are not."""

from __future__ import annotations

import pytest

from breach.domain.personal import found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("écrit à jeanne.dupont@exemple.fr hier", ("email",)),
        ("rappeler le 06 12 34 56 78 ou +33 1 99 00 12 34", ("phone",)),
        ("compte FR76 3000 6000 0112 3456 7890 189", ("iban",)),
        ("NIR 2 55 08 14 168 025 38", ("nir",)),
        ("Corse : 1 85 05 2A 001 002 19", ()),
        ("carte 4970 1012 3456 7894", ()),
        ("carte 4111 1111 1111 1111", ("card",)),
        ("412 connexions à 03:10, 2 000 000 lignes, dossier 2026-0001", ()),
        ("empreinte 0606456 du 12.11.2026", ()),
        ("", ()),
    ],
)
def test_what_is_found(text: str, kinds: tuple[str, ...]) -> None:
    assert found(text) == kinds
