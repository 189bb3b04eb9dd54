"""Duties that follow from role and place: a row per client and per authority, each settled by a filing made for it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from breach.domain.instants import from_z, to_z
from tests.cli.conftest import PROFILE

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

CLIENTS = [
    {"kind": "client_controller", "name": "Clinique Églantine", "people_count": 1200, "contract_hours": 24},
    {"kind": "client_controller", "name": "Mairie d’Osier", "people_count": 40},
]


def _ago(hours: float) -> str:
    return to_z(now() - timedelta(hours=hours))


def _open(breach: Breach, hours: float = 5, **facts: Any) -> str:
    ref = str(breach.ok("log", "x", "--aware", _ago(hours), "--by", "Alix Martin", "--basis", "journaux")["ref"])
    breach.ok("facts", ref, "--facts", breach.file("f.json", json.dumps({"role": ["controller"], **facts})))
    return ref


def _states(breach: Breach, ref: str) -> dict[tuple[str, str], str]:
    return {(c["clock"], c["recipient"]): c["state"] for c in breach.ok("clock", ref)}


def test_one_incident_is_a_notice_and_a_clock_per_client(breach: Breach) -> None:
    ref = _open(breach, role=["processor"], parties=CLIENTS)
    assert set(_states(breach, ref)) == {
        ("gdpr-33-2", "Clinique Églantine"),
        ("contract:clinique-eglantine", "Clinique Églantine"),
        ("gdpr-33-2", "Mairie d’Osier"),
    }
    contract = next(c for c in breach.ok("clock", ref) if c["clock"].startswith("contract:"))
    assert from_z(contract["due_at"]) - from_z(contract["anchor"]["at"]) == timedelta(hours=24)
    notice = ("filed", ref, "--form", "controller-33-2", "--type", "complete", "--at", _ago(1), "--reference", "R")
    ran = breach(*notice)
    assert ran.code == 2
    assert "Églantine" in ran.err
    breach.ok(*notice, "--for", "clinique eglantine")
    assert _states(breach, ref) == {
        ("gdpr-33-2", "Clinique Églantine"): "met",
        ("contract:clinique-eglantine", "Clinique Églantine"): "met",
        ("gdpr-33-2", "Mairie d’Osier"): "running",
    }
    breach.ok("filed", ref, "--form", "controller-33-2", "--type", "complete", "--at", _ago(0.5), "--reference", "R2", "--for", "Mairie d’Osier")
    assert set(_states(breach, ref).values()) == {"met"}


def test_each_client_s_lateness_is_frozen_for_itself(breach: Breach) -> None:
    ref = _open(breach, 40, role=["processor"], parties=[{**CLIENTS[0]}, {**CLIENTS[1], "contract_hours": 12}])
    for hours, name in ((20, "Clinique Églantine"), (10, "Mairie d’Osier")):
        words = ("--form", "controller-33-2", "--type", "complete", "--at", _ago(hours), "--reference", "R", "--for", name)
        breach.ok("filed", ref, *words)
    late = {c["recipient"]: c["late_by_seconds"] for c in breach.ok("clock", ref) if c["clock"].startswith("contract:")}
    assert {name: round((seconds or 0) / 3600) for name, seconds in late.items()} == {"Clinique Églantine": 0, "Mairie d’Osier": 18}


def test_a_client_told_by_the_facts_is_told(breach: Breach) -> None:
    ref = _open(breach, role=["processor"], parties=[{**CLIENTS[0], "we_told_at": _ago(2)}])
    assert set(_states(breach, ref).values()) == {"met"}


def test_controller_and_processor_at_once(breach: Breach) -> None:
    ref = _open(breach, role=["controller", "processor"], parties=CLIENTS[1:])
    assert {clock for clock, _ in _states(breach, ref)} == {"gdpr-33-1", "gdpr-34", "gdpr-33-2"}
    breach.ok("filed", ref, "--form", "controller-33-2", "--type", "complete", "--at", _ago(1), "--reference", "R")
    assert _states(breach, ref)["gdpr-33-1", "CNIL"] == "running"


def test_a_notice_filed_for_a_client_is_the_client_s(breach: Breach) -> None:
    ref = _open(breach, role=["controller"])
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", _ago(1), "--reference", "R", "--for", "Clinique Églantine")
    assert _states(breach, ref)["gdpr-33-1", "CNIL"] == "running"


def test_a_lead_authority_elsewhere_takes_the_place_of_the_cnil(breach: Breach) -> None:
    ref = _open(breach, lead_authority="BE", cross_border=True)
    assert ("gdpr-33-1", "APD/GBA (BE)") in _states(breach, ref)
    assert ("gdpr-33-1", "CNIL") not in _states(breach, ref)
    breach.ok("filed", ref, "--form", "other-authority", "--type", "initial", "--at", _ago(1), "--reference", "R")
    assert _states(breach, ref)["gdpr-33-1", "APD/GBA (BE)"] == "met"


@pytest.mark.parametrize("given", [{"people_countries": ["FR", "DE", "RE", "US"]}, {"people_count_by_country": {"FR": 3, "DE": 1, "BE": 0}}])
def test_a_controller_outside_the_eea_tells_every_authority(bare: Breach, given: dict[str, Any]) -> None:
    bare("init", "--profile", bare.file("p.toml", PROFILE.replace('country = "FR"', 'country = "US"')))
    ref = _open(bare, cross_border=True, lead_authority="FR", **given)
    held = {to for clock, to in _states(bare, ref) if clock == "gdpr-33-1"}
    assert held == {"CNIL", "BfDI / Landesbehörde (DE)"}
    filing = ("--type", "initial", "--at", _ago(1), "--reference", "R")
    bare.ok("filed", ref, "--form", "cnil-2023", *filing)
    states = _states(bare, ref)
    assert (states["gdpr-33-1", "CNIL"], states["gdpr-33-1", "BfDI / Landesbehörde (DE)"]) == ("met", "running")
    bare.ok("filed", ref, "--form", "other-authority", *filing, "--for", "DE")
    assert _states(bare, ref)["gdpr-33-1", "BfDI / Landesbehörde (DE)"] == "met"


def test_the_authorities_are_listed_with_what_is_known_of_them(bare: Breach) -> None:
    found = bare.ok("authorities")
    assert {"FR", "BE", "LU", "IS", "LI", "NO"} <= {one["country"] for one in found}
    assert len(found) == 30
    assert all(one["checked_on"] <= "2026-10-10" for one in found)
    assert [one["name"] for one in bare.ok("authorities", "re")] == ["CNIL"]
    assert "notifications.cnil.fr" in bare("authorities", "FR").out
    assert bare("authorities", "CH").code == 2
    assert "à vérifier" in bare("authorities", "LV").out


def test_a_file_says_which_authorities_it_concerns(breach: Breach) -> None:
    ref = _open(breach, lead_authority="LU", cross_border=True)
    assert [(one["name"], one["why"], one["certain"]) for one in breach.ok("show", ref)["authorities"]] == [("CNPD", "lead", True)]
    assert "SERIMA" in breach("show", ref).out
    plain = _open(breach)
    assert "Autorités à prévenir" not in breach("show", plain).out


def test_another_authority_told_never_settles_the_cnil(breach: Breach) -> None:
    ref = _open(breach)
    breach.ok("filed", ref, "--form", "other-authority", "--type", "initial", "--at", _ago(1), "--reference", "R")
    assert _states(breach, ref)["gdpr-33-1", "CNIL"] == "running"


def test_a_regime_of_the_profile_runs_beside_the_gdpr(bare: Breach) -> None:
    flags = '[flags]\ntelecom_operator = "yes"\nnis2_entity = "yes"\ncyber_insured = "yes"\n'
    bare("init", "--profile", bare.file("p.toml", PROFILE + flags))
    ref = _open(bare, malicious=True, attack_known_at=_ago(4))
    held = {c["clock"]: c for c in bare.ok("clock", ref)}
    assert held["telecom-24h"]["state"] == "running"
    assert held["nis2-24h"]["state"] == "not_applicable"
    assert "NON EN VIGUEUR EN FRANCE" in held["nis2-24h"]["why"]
    line = next(line for line in bare("clock", ref).out.splitlines() if "nis2-24h" in line)
    assert "pas en vigueur" in line
    assert "confirmer" not in line
    assert held["insurance-complaint"]["anchor"]["status"] == "signed"
    bare.ok("filed", ref, "--form", "telecom-24h", "--type", "initial", "--at", _ago(1), "--reference", "R")
    after = {c["clock"]: c["state"] for c in bare.ok("clock", ref)}
    assert (after["telecom-24h"], after["telecom-complement"], after["gdpr-33-1"]) == ("met", "running", "running")


def test_a_start_that_stands_in_names_the_fact_that_it_is(bare: Breach) -> None:
    """The insurance complaint runs from the attack that is known; from awareness, to be confirmed, while that is not said."""
    bare("init", "--profile", bare.file("p.toml", PROFILE + '[flags]\ncyber_insured = "yes"\n'))
    ref = _open(bare, malicious=True)
    anchor = next(c["anchor"] for c in bare.ok("clock", ref) if c["clock"] == "insurance-complaint")
    assert (anchor["fact"], anchor["status"]) == ("aware_at", "candidate")
    bare.ok("facts", ref, f"attack_known_at={_ago(4)}")
    anchor = next(c["anchor"] for c in bare.ok("clock", ref) if c["clock"] == "insurance-complaint")
    assert (anchor["fact"], anchor["status"]) == ("attack_known_at", "signed")


def test_the_complement_runs_from_the_initial_notice(breach: Breach) -> None:
    ref = _open(breach, 100)
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", _ago(90), "--reference", "R")
    clock = next(c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-4")
    assert (clock["state"], clock["to_check"]) == ("late", True)
    assert round(clock["late_by_seconds"] / 3600) == 18
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "complementary", "--at", _ago(9), "--reference", "R")
    clock = next(c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-4")
    assert (clock["state"], clock["late_by_seconds"]) == ("late", 9 * 3600)


def test_a_false_alarm_is_open_again_with_a_new_fact(breach: Breach) -> None:
    ref = _open(breach, data_types=["name"])
    breach.ok("decide", ref, "is-it-a-breach", "no", "--why", "fichier d'essai, sans personne réelle")
    assert _states(breach, ref)["gdpr-33-1", "CNIL"] == "not_applicable"
    breach.ok("facts", ref, "measures_after=droits revus", "--because", "x")
    assert _states(breach, ref)["gdpr-33-1", "CNIL"] == "not_applicable"
    breach.ok("facts", ref, "exfiltrated=yes", "--because", "journal du pare-feu")
    assert _states(breach, ref)["gdpr-33-1", "CNIL"] == "running"
    assert breach.ok("show", ref)["reopened"] == ["exfiltrated"]
    assert "exfiltrated" in breach("show", ref).out
    breach.ok("decide", ref, "is-it-a-breach", "no", "--why", "le journal montre un autre fichier")
    assert _states(breach, ref)["gdpr-33-1", "CNIL"] == "not_applicable"
