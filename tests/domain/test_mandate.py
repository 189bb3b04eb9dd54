"""Who may bind the controller, and who may file: by the profile, by what was said, or not at all."""

from __future__ import annotations

import pytest

from breach.domain import mandate
from breach.domain.profile import Dpo, Organisation, Person, Profile

PROFILE = Profile(
    Organisation("Coquelicot SAS", "Europe/Paris"),
    dpo=Dpo(name="Sacha Petit"),
    people=(
        Person("s", "Solène Vauquelin", ("management",)),
        Person("y", "Yanis Roux", ("on-call",)),
        Person("c", "Cabinet Autre", ("dpo", "filing")),
    ),
)


@pytest.mark.parametrize(
    ("name", "role", "binds", "files"),
    [
        ("Solène Vauquelin", "management", "profile", "profile"),
        ("solène  VAUQUELIN", "on_call", "profile", "profile"),  # the mandate is the person's
        ("Solène Vauquelin", "dpo", "none", "none"),  # never in that role
        ("Quelqu'un", "lead", "declared", "declared"),
        ("Yanis Roux", "on_call", "none", "none"),
        ("Yanis Roux", "legal", "none", "none"),
        ("Cabinet Autre", "dpo", "none", "profile"),
        ("Sacha Petit", "dpo", "none", "none"),
        ("Sacha Petit", "management", "declared", "declared"),
    ],
)
def test_mandates(name: str, role: str, binds: str, files: str) -> None:
    assert mandate.to_bind(name, role, PROFILE) == binds
    assert mandate.to_file(name, role, PROFILE) == files


def test_the_dpo_is_known_by_role_by_name_and_by_the_profile() -> None:
    assert mandate.is_dpo("N'importe qui", "dpo", None)
    assert mandate.is_dpo("sacha petit", "management", PROFILE)
    assert mandate.is_dpo("Cabinet Autre", "legal", PROFILE)
    assert not mandate.is_dpo("Solène Vauquelin", "management", PROFILE)
    assert not mandate.is_dpo("", "lead", Profile(Organisation("x", "Europe/Paris"), dpo=Dpo()))
