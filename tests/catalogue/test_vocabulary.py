"""The ids and codes are a contract: files written by other programs use them. They may be extended, never renamed."""

from __future__ import annotations

import pytest

from breach.catalogue.loader import build, load
from breach.catalogue.model import GROUPS, TYPES, FactDef
from breach.errors import InputError

PLAIN = {
    "text": "title description discovery timeline_comment late_reason discovered_by aware_by awareness_basis systems harms_description measures_before "
    "measures_immediate measures_after subjects_wait_requested origin_other cause_other data_types_other data_categories_other people_categories_other "
    "harms_other consequences_confidentiality_other consequences_integrity_other consequences_availability_other subjects_channels_other",
    "yes_no": "is_personal_data_breach ongoing significant_incident malicious sensitive_trivial already_public context_reveals encryption_state_of_art "
    "key_safe pseudonymised accessed exfiltrated published logs_available data_intact retention_exceeded recipient_prior_relation recipient_bound "
    "recipient_reported_promptly recipient_confirmed_deletion lasting backup_available restored alteration_reversible critical_service "
    "altered_data_used observed_harm risk_removed_after disproportionate_effort cross_border",
    "instant": "occurred_from occurred_to discovered_at first_signal_at suspected_at aware_at attack_known_at major_incident_classified_at "
    "exploited_vulnerability_known_at subjects_informed_at subjects_planned_at complaint_filed_at",
    "count": "records_count people_count youngest_age valid_credentials_count recipients_count subjects_informed_count",
    "decimal": "exposure_hours outage_hours",
    "countries": "people_countries",
    "country_counts": "people_count_by_country",
    "country": "lead_authority",
    "text_set": "data_protection_authorities",
    "tables": "parties other_bodies",
}

SETS = {
    "role": "controller joint_controller processor sub_processor",
    "nature": "confidentiality integrity availability",
    "origin": "equipment_lost_or_stolen paper_lost_or_stolen mail_lost_or_opened hacking_malware_phishing paper_disposal device_disposal "
    "unintended_publication wrong_person_data_shown wrong_recipient verbal_disclosure other",
    "cause": "internal_malicious internal_accidental external_malicious external_accidental unknown_cause other",
    "data_types": "name birth_date gender family_situation photo signature postal_address email phone vehicle nir national_number username password "
    "security_answer auth_token customer_number iban card_number card_security_code income transactions purchases debts tax_data identity_document "
    "location ip_address connection_logs browsing messages_content cv_and_employment exam_results insurance_contract offences social_difficulties "
    "health biometric genetic sex_life racial_origin political_opinions religion union_membership professional_secret other_data",
    "data_categories": "civil_status nir contact identification_access financial official_documents location offences not_known other",
    "sensitive": "racial_origin political philosophical_religious union sexual_orientation health biometric genetic",
    "people_categories": "employees users members students military customers patients minors vulnerable not_determined other",
    "consequences_confidentiality": "spread_beyond_need linkable misuse other",
    "consequences_integrity": "invalid_data_used altered_data_misused other",
    "consequences_availability": "service_impossible service_degraded other",
    "harms": "loss_of_control rights_limited discrimination identity_theft fraud pseudonymisation_reversed financial_loss reputation "
    "professional_secrecy other",
    "subjects_channels": "email sms post phone account_message publication press other",
    "not_informing_reason": "risk_not_high protected_before risk_removed_after disproportionate_effort",
    "compromised_channels": "email sms phone account_message",
}

ONE_OF = {
    "controller_kind": "ordinary health social_care child_care_school bank_insurance telecom public_body party_union_belief",
    "data_encrypted": "yes partly no",
    "passwords_stored": "not_concerned plain weak_hash salted_strong_hash",
    "identifiability": "negligible limited significant maximum",
    "recipient": "none trusted identified unidentified attacker public",
    "availability_loss": "temporary permanent",
    "gravity": "negligible limited significant maximal",
    "subjects_informed": "informed will_be will_not undetermined",
}

UNKNOWN_CODES = {"data_categories": "not_known", "people_categories": "not_determined", "cause": "unknown_cause", "subjects_informed": "undetermined"}

COLUMNS = {
    "parties": "kind name siren country contact told_us_at we_told_at people_count records_count contract_hours",
    "other_bodies": "body law told_at reference",
}

RANGES = "records_count people_count valid_credentials_count recipients_count exposure_hours outage_hours"

GRAVER = {  # the grave end of each answer whose order the rules lean on
    "data_encrypted": "no",
    "encryption_state_of_art": "no",
    "key_safe": "no",
    "pseudonymised": "no",
    "passwords_stored": "plain",
    "identifiability": "maximum",
    "exfiltrated": "yes",
    "published": "yes",
    "logs_available": "no",
    "backup_available": "no",
    "restored": "no",
    "recipient_bound": "no",
    "already_public": "no",
    "sensitive_trivial": "no",
    "context_reveals": "yes",
    "malicious": "yes",
    "observed_harm": "yes",
    "risk_removed_after": "no",
    "people_count": "high",
    "exposure_hours": "high",
    "youngest_age": "low",
    "gravity": "maximal",
    "availability_loss": "permanent",
}

ALL = list(load().facts.values())


@pytest.mark.parametrize("kind", PLAIN)
def test_every_plain_fact_is_there_with_its_type(kind: str) -> None:
    assert {fact_id: load().get(fact_id).type for fact_id in PLAIN[kind].split()} == dict.fromkeys(PLAIN[kind].split(), kind)


@pytest.mark.parametrize(("kind", "table"), [("set_of", SETS), ("one_of", ONE_OF)])
def test_every_code_is_there(kind: str, table: dict[str, str]) -> None:
    for fact_id, codes in table.items():
        definition = load().get(fact_id)
        assert definition.type == kind
        common = {code.id for code in definition.codes if not code.only}
        assert common == set(codes.split()), fact_id


def test_what_is_not_in_the_contract_is_optional() -> None:
    contract = {fact_id for ids in PLAIN.values() for fact_id in ids.split()} | set(SETS) | set(ONE_OF)
    assert {definition.id for definition in ALL if definition.id not in contract and not definition.optional} == set()


def test_the_words_for_unknown() -> None:
    assert {d.id: " ".join(d.unknown_codes) for d in ALL if d.unknown_codes and not d.optional} == UNKNOWN_CODES


def test_the_columns_of_tables() -> None:
    assert {d.id: " ".join(column.id for column in d.columns) for d in ALL if d.columns} == COLUMNS
    kinds = {code.id for code in load().get("parties").columns[0].codes}
    assert kinds == {"client_controller", "joint_controller", "processor", "sub_processor", "group_entity", "representative", "other"}


def test_the_facts_that_may_be_a_range() -> None:
    assert {d.id for d in ALL if d.range_ok} == set(RANGES.split())


def test_every_set_with_other_has_its_text() -> None:
    for definition in ALL:
        if definition.type == "set_of" and {"other", "other_data"} & {code.id for code in definition.codes}:
            text = load().get(f"{definition.id}_other")
            assert (text.type, text.of, definition.text_fact) == ("text", definition.id, text.id)
            assert [code.id for code in definition.codes if code.asks_text] in (["other"], ["other_data"])


@pytest.mark.parametrize("definition", ALL, ids=lambda d: d.id)
def test_every_fact_speaks_both_languages(definition: FactDef) -> None:
    assert definition.question_fr
    assert definition.question_en
    assert definition.question_fr != definition.question_en or definition.id.startswith("consequences")
    assert definition.why_fr
    assert definition.why_en
    assert bool(definition.example_fr) == bool(definition.example_en)
    assert definition.example_fr or definition.optional or definition.of
    assert definition.article or definition.id == "title"
    assert definition.group in GROUPS
    assert definition.type in TYPES
    assert all(code.fr and code.en for code in definition.codes)
    assert all(column.question_fr and column.question_en for column in definition.columns)


@pytest.mark.parametrize("definition", ALL, ids=lambda d: d.id)
def test_answers_are_ordered_from_harmless_to_grave(definition: FactDef) -> None:
    expected: dict[str, set[str]] = {"yes_no": {"yes", "no"}, "count": {"low", "high"}, "decimal": {"low", "high"}}
    if definition.type in ("one_of", "set_of"):
        assert sorted(definition.order) == sorted({code.id for code in definition.codes} - definition.unknown_codes)
    else:
        assert set(definition.order) == expected.get(definition.type, set())


def test_the_grave_end_is_the_right_one() -> None:
    assert {fact_id: load().get(fact_id).order[-1] for fact_id in GRAVER} == GRAVER


def test_every_data_type_has_one_category_or_is_sensitive() -> None:
    catalogue = load()
    categories = {code.id for code in catalogue.get("data_categories").codes}
    sensitive = {code.id for code in catalogue.get("sensitive").codes}
    for code in catalogue.get("data_types").codes:
        assert (code.category in categories) != (code.sensitive in sensitive), code.id


@pytest.mark.parametrize(
    ("fact_id", "code", "wording"),
    [
        ("origin", "hacking_malware_phishing", "Piratage, logiciel malveillant (par exemple rançongiciel) et/ou hameçonnage"),
        ("origin", "equipment_lost_or_stolen", "Equipement perdu ou volé"),
        ("data_categories", "civil_status", "Etat civil (ex : nom, sexe, date de naissance, âge...)"),
        ("data_categories", "identification_access", "Données d’identification ou d’accès (ex : identifiant, mot de passe, numéro client...)"),
        ("data_categories", "other", "La violation concerne d'autres données"),
        ("cause", "unknown_cause", "Inconnu"),
        ("subjects_informed", "will_not", "Non ils ne le seront pas"),
        ("gravity", "maximal", "Maximal"),
    ],
)
def test_the_authority_s_words_are_letter_for_letter(fact_id: str, code: str, wording: str) -> None:
    found = load().get(fact_id).code(code)
    assert found is not None
    assert found.cnil == wording


def test_french_words_have_their_no_break_spaces() -> None:
    assert load().get("description").question_fr == "Que s'est-il passé\u202f?"


def test_an_unknown_fact_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        load().get("peple_count")
    assert caught.value.code == "unknown-fact"
    assert "people_count" in str(caught.value.params["nearest"])


def test_labels() -> None:
    assert load().label("nature", "integrity", "en") == "Loss of integrity"
    assert load().label("people_countries", "DE", "fr") == "Allemagne"
    with pytest.raises(InputError, match="unknown-code"):
        load().label("nature", "integrite", "fr")


def test_countries_are_those_of_iso_3166() -> None:
    codes = [code.id for code in load().get("people_countries").codes]
    assert len(codes) == 249
    assert {"FR", "GP", "RE", "MQ", "BE", "GB", "CH"} <= set(codes)
    assert not {"EU", "UK", "EL", "XK", "ZZ"} & set(codes)


def test_the_compiled_catalogue_is_the_built_one() -> None:
    built = build()["facts"]
    assert isinstance(built, dict)
    assert list(built) == list(load().facts)
