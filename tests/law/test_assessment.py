"""The assessment: its JSON, the roles, unknowns and assumptions, the exemptions, the sanity of plain stories."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import pytest

from breach.law.assessment import Assessment, assess
from tests.law.facts_files import NOW, cases, facts

LAPTOP = {
    "is_personal_data_breach": "yes",
    "nature": ["confidentiality"],
    "origin": ["equipment_lost_or_stolen"],
    "data_types": ["name", "health"],
    "data_encrypted": "yes",
    "encryption_state_of_art": "yes",
    "key_safe": "yes",
    "backup_available": "yes",
    "recipient": "unidentified",
}
STOLEN = {
    "people_count": 1200,
    "data_types": ["email", "password", "username", "iban", "name", "phone"],
    "passwords_stored": "salted_strong_hash",
    "recipient": "attacker",
    "exfiltrated": "yes",
}


def of(raw: dict[str, Any], **more: Any) -> Assessment:
    """The assessment of ``raw`` with changes; None takes a fact away."""
    table = {**raw, **more}
    return assess(facts({key: value for key, value in table.items() if value is not None}), now=NOW)


def duties(made: Assessment) -> tuple[str, str]:
    return made.authority.duty, made.subjects.duty


def test_json_has_the_keys_of_the_contract() -> None:
    """All keys, in all states; nothing but JSON values."""
    for raw in (LAPTOP, STOLEN, {}, {"role": ["processor"]}, {**LAPTOP, "key_safe": "unknown"}):
        made = json.loads(json.dumps(of(raw).to_json("fr")))
        assert list(made) == [
            "risk",
            "authority",
            "subjects",
            "controllers",
            "deciding_facts",
            "gravity",
            "likelihood",
            "edpb",
            "kinds",
            "enisa",
            "regime",
            "rules",
        ]
        assert list(made["authority"]) == ["duty", "advice", "reasons", "counter_argument"]
        assert set(made["subjects"]) == {"duty", "advice", "reasons", "counter_argument", "exemption", "message"}
        assert set(made["controllers"]) == {"duty", "reasons"}
        assert made["risk"] in ("unlikely", "risk", "high_risk", "undetermined")
        assert made["authority"]["reasons"]
        assert all({"rule", "effect", "facts", "source"} <= set(reason) for reason in made["authority"]["reasons"] + made["subjects"]["reasons"])
        assert all(word in ("negligible", "limited", "significant", "maximal") for word in made["gravity"] + made["likelihood"])
        assert all(len(score.partition(".")[2]) == 2 for score in made["enisa"]["score"])
        assert len(made["rules"]["sha256"]) == 64
        assert made["regime"]["id"] == "gdpr"


def test_1200_stolen_log_ins() -> None:
    """Bank details with names in an attacker's hands: notify and inform, with reasons, once the data are known not to be encrypted."""
    made = of(STOLEN)
    assert made.authority.advice == "notify"
    assert made.subjects.advice == "prepare"
    assert duties(of(STOLEN, data_encrypted="no")) == ("notify", "inform")
    assert "bank-details-out" in [reason.rule.id for reason in of(STOLEN, data_encrypted="no").subjects.reasons if reason.certain]


def test_encryption_gate_needs_every_condition() -> None:
    """Strong cipher, safe key, another copy: each one missing closes it, and an assumption is no proof."""
    assert duties(of(LAPTOP)) == ("document", "not_required")
    for fact in ("data_encrypted", "encryption_state_of_art", "key_safe", "backup_available"):
        for answer in ("unknown", {"assumed": "yes"}, {"cannot_be_known": "lost"}):
            made = of(LAPTOP, **{fact: answer})
            assert made.authority.duty == "undetermined"
            assert made.authority.advice == "notify"
    assert duties(of(LAPTOP, key_safe="no")) == ("notify", "inform")
    assert duties(of(LAPTOP, backup_available="no", data_intact="no")) == ("notify", "not_required")


def test_an_expired_assumption_and_an_absent_fact_are_unknown() -> None:
    """Asked and not known, never asked, assumed: the same for a gate."""
    bounds = [of(LAPTOP, key_safe=value).to_json("fr") for value in ("unknown", None, {"assumed": "yes"})]
    assert bounds[0] == bounds[1] == bounds[2]


def test_exemptions_are_apart_from_the_risk() -> None:
    """Art. 34(3): the risk stays high and the authority is told; (c) keeps the duty and changes its form."""
    base = {**LAPTOP, "data_encrypted": "no"}
    assert duties(of(base)) == ("notify", "inform")
    removed = of(base, risk_removed_after="yes")
    assert (removed.risk, *duties(removed), removed.exemption) == ("high_risk", "notify", "not_required", "34-3-b")
    assert "art-34-3-b" in [reason.rule.id for reason in removed.subjects.reasons]
    public = of(base, disproportionate_effort="yes")
    assert (*duties(public), public.exemption) == ("notify", "inform", "34-3-c")
    unread = of(LAPTOP, backup_available="no", data_intact="no")
    assert (unread.risk, unread.exemption) == ("high_risk", "34-3-a")
    assert of(LAPTOP).exemption is None
    assert of(base, risk_removed_after="unknown").subjects.advice == "prepare"
    assert of(base, risk_removed_after={"assumed": "yes"}).subjects.duty == "inform"


def test_availability_is_not_exempt_by_encryption() -> None:
    """Art. 34(3)(a) is about reading the data, not about losing them."""
    made = of(LAPTOP, nature=["confidentiality", "availability"], critical_service="yes")
    assert (*duties(made), made.exemption) == ("notify", "inform", None)


def test_roles() -> None:
    """A processor tells its controllers and owes nothing else; several roles at once each count; an absent role is the controller's."""
    base = {**LAPTOP, "data_encrypted": "no"}
    only = of(base, role=["processor"])
    assert (*duties(only), only.controllers, only.authority.advice) == ("not_concerned", "not_concerned", "tell", "not_concerned")
    both = of(base, role=["controller", "sub_processor"])
    assert (*duties(both), both.controllers) == ("notify", "inform", "tell")
    alone = of(base)
    assert (*duties(alone), alone.controllers, alone.controllers_reasons) == ("notify", "inform", "not_concerned", ())
    unsure = of(base, role="unknown")
    assert (*duties(unsure), unsure.controllers, unsure.authority.advice) == ("undetermined", "undetermined", "tell", "notify")


def test_not_a_breach() -> None:
    """No breach, no duty under Art. 33 and 34; not known, undetermined."""
    made = of(LAPTOP, data_encrypted="no", is_personal_data_breach="no")
    assert (*duties(made), made.controllers) == ("document", "not_required", "not_concerned")
    assert [reason.rule.id for reason in made.authority.reasons] == ["not-a-personal-data-breach"]
    assert of(LAPTOP, data_encrypted="no", is_personal_data_breach="unknown").authority.duty == "undetermined"


def test_empty_file() -> None:
    """Nothing known: notify as advice, prepare for the people, a question to ask."""
    made = of({})
    assert duties(made) == ("undetermined", "undetermined")
    assert (made.authority.advice, made.subjects.advice) == ("notify", "prepare")
    assert made.deciding_facts


def test_unknown_access_is_not_no() -> None:
    """Without logs or with access unknown, health data on an open server are a high risk."""
    open_server = {
        "nature": ["confidentiality"],
        "origin": ["unintended_publication"],
        "data_types": ["name", "health"],
        "data_encrypted": "no",
        "recipient": "none",
    }
    shown = {"accessed": "no", "exfiltrated": "no", "published": "no", "logs_available": "yes"}
    assert duties(of(open_server, **shown)) == ("document", "not_required")
    assert duties(of(open_server, **{**shown, "logs_available": "no"})) == ("notify", "inform")
    assert of(open_server, **{**shown, "accessed": "unknown"}).authority.advice == "notify"


def test_no_kind_of_breach_certain() -> None:
    """The kind of breach is not known, but one of the three there is: with none of them silent, the duty is proved."""
    worst = {"is_personal_data_breach": "yes", "nature": "unknown", "data_types": ["name", "health"], "data_encrypted": "no", "recipient": "attacker"}
    more = {"critical_service": "yes", "data_intact": "no", "altered_data_used": "yes"}
    assert duties(of(worst, **more)) == ("notify", "inform")
    assert of(worst, **{**more, "critical_service": "unknown"}).authority.duty == "undetermined"


def test_estimates_are_ranges() -> None:
    """A range over a limit leaves the duty open; within it, not. Open at the top means at least."""
    base = {"nature": ["confidentiality"], "data_types": ["name", "birth_date", "postal_address"], "data_encrypted": "no", "recipient": "unidentified",
            "context_reveals": "no", "observed_harm": "no", "people_categories": ["customers"], "published": "no"}  # fmt: skip
    assert of(base, people_count=100).subjects.duty == "not_required"
    assert of(base, people_count={"estimate": [9, 3500]}).subjects.duty == "undetermined"
    assert of(base, people_count={"estimate": [101, 3500]}).subjects.duty == "inform"
    assert of(base, people_count={"estimate": [101, "unknown"]}).subjects.duty == "inform"
    assert of(base, people_count={"estimate": [9, "unknown"]}).subjects.duty == "undetermined"


def test_set_with_unknown_is_at_least() -> None:
    """Data types with "unknown" may hold anything more; without it, the set is complete."""
    base = {"nature": ["confidentiality"], "data_encrypted": "no", "recipient": "identified", "context_reveals": "no", "observed_harm": "no"}
    assert of(base, data_types=["name", "email"]).subjects.duty == "not_required"
    assert of(base, data_types=["name", "email", "unknown"]).subjects.duty == "undetermined"
    assert of(base, data_types=["name", "email", "unknown"], data_categories=["contact"]).subjects.duty == "undetermined"
    assert of(base, data_categories=["civil_status", "contact"], sensitive=[]).subjects.duty == "not_required"
    assert of(base, data_types=["name"], data_categories=["official_documents"]).subjects.duty == "inform"


def test_a_profile_says_what_the_file_does_not() -> None:
    """The organisation's kind counts where the file is silent, and not against it."""
    raw = facts({"nature": ["availability"], "sensitive": ["health"], "outage_hours": 30, "critical_service": "no", "availability_loss": "temporary"})
    assert assess(raw, now=NOW, controller_kind="health").subjects.duty == "inform"
    assert assess(raw, now=NOW, controller_kind="ordinary").subjects.duty == "not_required"
    ours = facts({"controller_kind": "ordinary"})
    assert assess({**raw, **ours}, now=NOW, controller_kind="health").subjects.duty == "not_required"


def test_key_safe_decides() -> None:
    """The one unknown condition is the deciding fact, with what each answer leads to."""
    made = of(LAPTOP, key_safe="unknown").to_json("en")["deciding_facts"]
    wanted = [{"answers": {"key_safe": "yes"}, "duty": "document"}, {"answers": {"key_safe": "no"}, "duty": "notify"}]
    assert isinstance(made, list)
    assert made[0] == {"limb": "authority", "facts": ["key_safe"], "if": wanted, "settles": True}
    assert [item["facts"] for item in made if item["limb"] == "subjects"] == [["key_safe"]]


def test_what_cannot_be_known_is_not_asked() -> None:
    """A fact settled as unknowable is in no question."""
    made = of(LAPTOP, key_safe={"cannot_be_known": "the token is lost"})
    assert made.authority.duty == "undetermined"
    assert all("key_safe" not in item.facts for item in made.deciding_facts)


def test_reasons_speak_the_language_asked() -> None:
    """Same rules, other words."""
    french, english = of(STOLEN).to_json("fr"), of(STOLEN).to_json("en")
    assert french["authority"] != english["authority"]
    assert french["deciding_facts"] == english["deciding_facts"]


def test_naive_now_is_refused() -> None:
    """Time is an argument with a zone."""
    with pytest.raises(ValueError, match="2026"):
        assess({}, now=NOW.replace(tzinfo=None))


def test_importing_stays_light() -> None:
    """No store, no templates, no user interface behind the law."""
    code = "import sys, breach.law.assessment as a; a.load(); print(','.join(sorted(sys.modules)))"
    modules = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split(",")
    heavy = {"sqlalchemy", "sqlcipher3", "jinja2", "textual", "keyring", "alembic", "difflib", "breach.catalogue.loader"}
    assert not heavy & set(modules)


def test_speed() -> None:
    """A file with everything unknown in under 200 ms; the 43 cases, JSON and all, well under 3 ms each (10,000 in 10 s on a quiet machine; the time of this process, others do not count)."""
    start = time.process_time()
    of({}).to_json("fr")
    assert time.process_time() - start < 0.2
    files = [facts(case["facts"]) for case in cases()]
    start = time.process_time()
    for raw in files * 3:
        assess(raw, now=NOW).to_json("fr")
    assert (time.process_time() - start) / (len(files) * 3) < 0.003
