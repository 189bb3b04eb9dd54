"""The first hour, from the alert to the filed notice and the signed decision, by standard input alone, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.linear.account import Account

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
FRENCH = """
nouveau
Export des clients posé sur un espace public
.
note
Accès public coupé
.
il y a 10 min
connaissance
il y a 1 h

journaux d'accès relus par l'équipe
.

oui
faits
questions
?
confidentialité
inconnu
nom, adresse élec, inconnu
retour
retour
retour
retour
fait
people_count
9..3500
connus
inconnus
retour
évaluation
horloges
appel
autre
Astreinte de l'hébergeur
Sans réponse
.
décider
notifier l'autorité
?
notifier
Risque de hameçonnage pour les clients
.
ne pas notifier
+ peu de personnes
- le risque est réel
.
people_count>1000
.
oui
notification
initiale
manque
lire
enregistrer
txt
notice-initiale
dépôt
maintenant
CNIL-1234
initiale


oui
retour
retour
signer
oui
journal
décisions
relevé
quitter
"""
ENGLISH = """
new
An export of the customers lay on a public bucket
.
note
Public access was cut
.
10 min ago
aware
1 h ago

access logs read by the team
.

yes
facts
questions
?
confidentiality
unknown
name, email, unknown
back
back
back
back
fact
people_count
9..3500
known
unknowns
back
assess
clocks
call
other
The host's hotline
No answer
.
decide
notify the authority
?
notify
Risk of phishing for the customers
.
not to notify
+ few people
- the risk is real
.
people_count>1000
.
yes
notice
initial
missing
read
save
txt
initial-notice
filed
now
CNIL-1234
initial


yes
back
back
sign
yes
timeline
decisions
decided
quit
"""


@pytest.mark.parametrize(("lang", "typed"), [("fr", FRENCH), ("en", ENGLISH)], ids=["fr", "en"])
def test_the_first_hour_from_alert_to_filed_notice_and_signed_decision(account: Account, lang: str, typed: str) -> None:
    assert account.ran("init").code == 0
    assert account.ran("key", "sign-new").code == 0
    lines = typed.strip("\n").split("\n")
    ran = account.ran("--linear", "--lang", lang, typed="".join(f"{line}\n" for line in lines))
    assert ran.code == 0, ran.out[-3000:] + ran.err
    assert not CONTROL.search(ran.out)
    assert "Traceback" not in ran.err
    shown = account.data("show", "1")
    assert shown["timeline"][1]["kind"] == "note"
    assert shown["timeline"][1]["happened_at"] < shown["timeline"][1]["recorded_at"]
    assert shown["facts"]["people_count"]["estimate"]
    assert shown["facts"]["recipient"]["known"] == "unknown"
    (decision,) = shown["decisions"]
    assert (decision["question"], decision["choice"]) == ("notify-authority", "notify")
    assert [argument["side"] for argument in decision["arguments"]] == ["for", "against"]
    (filed,) = shown["filings"]
    assert (filed["form"], filed["reference"]) == ("cnil-2023", "CNIL-1234")
    clock = next(one for one in account.data("clock", "1") if one["clock"] == "gdpr-33-1")
    assert clock["state"] == "met"
    assert len(shown["signatures"]) == 1
    assert len(shown["calls"]) == 1
    entries = account.data("history", "1")
    signed = [entry["kind"] for entry in entries if any(one["standing"] == "right" for one in entry["signed"])]
    assert "decision" in signed
    assert Path(account.home, "notice-initiale.txt" if lang == "fr" else "initial-notice.txt").exists()
    assert account.ran("verify").code == 0
