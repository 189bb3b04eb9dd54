"""A silence that was decided on facts that changed since is heard of where nobody opens the file: check, clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


@pytest.fixture
def silent(breach: Breach) -> Breach:
    """A file of nine people whose silence was approved."""
    breach.ok("log", "Un courriel parti ailleurs")
    breach.ok("aware", "1", "--at", "il y a 20 min", "--by", "Noé Durand", "--basis", "appel du destinataire", "--no-input")
    breach.ok("facts", "1", "people_count=9")
    words = ("--why", "destinataire de confiance", "--option", "notifier", "--for", "prudence", "--against", "rien ne reste")
    n = breach.ok("decide", "1", "notify-authority", "do-not-notify", *words, "--reopen-if", "people_count>100")["entry"]
    breach.ok("approve", "1", str(n), "--why", "relu", "--as", "Solène Vauquelin:management")
    return breach


def test_a_silence_that_holds_is_quiet(silent: Breach) -> None:
    ran = silent("check")
    assert (ran.code, "silence=0" in ran.out) == (0, True)


def test_a_silence_on_facts_that_changed_is_a_warning(silent: Breach) -> None:
    silent.ok("facts", "1", "people_count=3500", "--because", "journal complet")
    ran = silent("check")
    assert ran.code == 1
    assert "silence décidé est à revoir" in ran.out
    ref = silent.ok("list")[0]["ref"]
    assert silent("check", "--json").data["silence"] == [ref]
    assert "silence décidé est à revoir" in silent("clock").err
    silent.ok("decide", "1", "notify-authority", "notify", "--why", "3 500 personnes")
    assert silent("check").code == 0


def test_the_history_says_what_spoke_for_and_against(silent: Breach) -> None:
    told = silent("history", "1").out.replace("\u00a0", " ").replace("\u202f", " ")
    for words in ("option : notifier", "pour « notifier » : prudence", "contre « notifier » : rien ne reste", "à rouvrir si : people_count>100"):
        assert words in told
