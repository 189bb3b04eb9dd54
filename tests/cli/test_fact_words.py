"""Facts on the command line as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


def test_an_instant_and_a_label_in_words(breach: Breach) -> None:
    ref = breach.ok("log", "serveur muet")["ref"]
    ran = breach("facts", ref, "occurred_from=hier 23h00", "occurred_to=inconnu", "nature=disponibilité")
    assert ran.code == 0
    assert "« hier 23h00 »" in ran.err.replace("\u00a0", " ")
    facts = breach.ok("facts", ref)
    assert facts["occurred_from"]["value"].endswith(":00:00Z")
    assert facts["nature"]["value"] == ["availability"]
    assert breach("facts", ref, "occurred_from=tantôt").code == 2
