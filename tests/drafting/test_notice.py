"""The CNIL notice: every rubric, the authority's words for unknown, and what is missing, when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from breach.catalogue.files import read_facts
from breach.catalogue.forms import load_form
from breach.catalogue.profiles import parse_profile
from breach.domain.facts import Fact, Facts, known
from breach.drafting.notice import Filing, NoticeField, notice_fields, notice_json
from breach.drafting.notice_known import as_now, marked
from breach.drafting.notice_render import NoticeMeta, render_notice
from breach.errors import InputError

NOW = datetime(2026, 11, 22, 16, tzinfo=UTC)
ZONE = "Europe/Paris"
BARE = '[organisation]\nname = "Atelier Mirabelle"\ntimezone = "Europe/Paris"\n'
FORM = load_form("cnil-2023")
RUBRICS = [f"R{n}" for n in range(1, 15)]


def facts(text: str) -> Facts:
    return read_facts(text, "facts.toml", ZONE)


def fields(given: Facts, filing: Filing | None = None, *, lang: str = "fr", profile: str = BARE) -> dict[str, NoticeField]:
    made = notice_fields(FORM, given, parse_profile(profile, "p.toml"), filing or Filing("initial"), lang=lang, zone=ZONE, now=NOW)
    assert list(dict.fromkeys(field.rubric for field in made)) == RUBRICS
    assert [field.rubric for field in made] == sorted((field.rubric for field in made), key=lambda rubric: int(rubric[1:]))
    return {field.field: field for field in made}


def meta(lang: str = "fr", *, exercise: bool = False, kind: str = "initial") -> NoticeMeta:
    return NoticeMeta(FORM, kind, "Atelier Mirabelle", lang, ZONE, NOW, "2026-0001", exercise=exercise)


def test_nothing_known_still_makes_a_draft_with_all_rubrics_and_says_what_is_missing() -> None:
    made = fields({})
    assert made["aware_at"].value == "Non déterminé à ce jour"
    assert (made["aware_at"].state, made["aware_at"].missing) == ("unknown", "now")
    assert made["people_count"].missing == "complement"
    assert made["vat_number"].missing == "never"
    assert made["vat_number"].value == "Non renseigné"


def test_a_text_of_blanks_alone_is_no_answer() -> None:
    blank, none = fields({"description": known("\u00a0\u2003")}), fields({})
    assert [blank[name].value for name in blank] == [none[name].value for name in none]


def test_what_the_profile_answers_says_whose_it_is_and_where_it_is_typed() -> None:
    made = fields({})
    assert plain(made["legal_last_name"].named("fr")) == "R3 Responsable légal : Nom (profil : breach profile edit)"
    assert plain(made["contact_last_name"].named("fr")) == "R4 Personne à contacter : Nom (profil : breach profile edit)"
    assert fields({}, lang="en")["contact_phone"].named("en") == "R4 Contact: Phone (profile: breach profile edit)"
    assert made["aware_at"].section == ""
    assert made["aware_at"].named("fr") == f"{made['aware_at'].rubric} {made['aware_at'].label}"


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_authority_s_own_words_for_unknown() -> None:
    made = fields({})
    assert made["data_categories"].value == "Les données concernées ne sont pas connues pour le moment"
    assert made["people_categories"].value == "Pas déterminé pour le moment"
    assert made["cause"].value == "Inconnu"
    assert made["subjects_informed"].value == "Non déterminé pour le moment"
    assert {made[key].state for key in ("data_categories", "people_categories", "cause", "subjects_informed")} == {"unknown"}
    assert fields(facts('cause = ["unknown_cause"]'))["cause"].state == "unknown"
    assert "Inconnu (Unknown cause)" in fields({}, lang="en")["cause"].value


def test_a_range_stays_a_range_and_the_two_numbers_stay_two() -> None:
    made = fields(facts('people_count = {estimate = [9, 3500], basis = "export du CRM"}\nrecords_count = 1900'))
    assert made["people_count"].value.replace("\u202f", " ").replace("\u00a0", " ") == "entre 9 et 3 500 (estimation : export du CRM)"
    assert (made["people_count"].state, made["people_count"].missing) == ("estimated", "never")
    assert made["records_count"].value == "1\u202f900"
    assert "au moins 100" in fields(facts('people_count = {estimate = [100, "unknown"], basis = "x"}'))["people_count"].value


def test_codes_are_written_as_the_authority_writes_them_one_per_line_in_form_order() -> None:
    made = fields(facts('data_types = ["iban", "name", "health"]\nnature = ["availability", "confidentiality"]'))
    assert made["data_categories"].value.split("\n") == [
        "Etat civil (ex : nom, sexe, date de naissance, âge...)",
        "Données relatives à des informations financières (ex : revenus, numéro de carte de crédit, coordonnées bancaires), économiques",
    ]
    assert made["sensitive"].value == "Données de santé"
    assert made["nature"].value == "Perte de la confidentialité\nPerte de la disponibilité"


def test_a_set_that_may_grow_says_so_and_is_asked_for_the_complement() -> None:
    made = fields(facts('data_types = ["email", "unknown"]'))
    assert made["data_categories"].value.split("\n")[-1] == "Les données concernées ne sont pas connues pour le moment"
    assert (made["data_categories"].state, made["data_categories"].missing) == ("known", "complement")
    assert fields(facts('nature = ["integrity", "unknown"]'))["nature"].value == "Perte de l'intégrité\n(liste non définitive)"
    assert fields(facts("sensitive = []"))["sensitive"].value == "Néant"


def test_consequences_follow_the_natures_that_are_ticked() -> None:
    assert "consequences_integrity" not in fields(facts('nature = ["confidentiality"]'))
    both = fields(facts('nature = ["confidentiality", "availability"]'))
    assert "consequences_confidentiality" in both
    assert "consequences_availability" in both
    assert {"consequences_confidentiality", "consequences_integrity", "consequences_availability"} <= set(fields({}))
    none = [field for field in fields(facts("nature = []")).values() if field.rubric == "R10"]
    assert [(field.value, field.missing) for field in none] == [("Sans objet", "never")]


def test_conditional_fields() -> None:
    assert "earlier_reference" not in fields({})
    complement = fields({}, Filing("complementary"))
    assert complement["earlier_reference"].missing == "now"
    assert "origin_other" not in fields(facts('origin = ["wrong_recipient"]'))
    assert fields(facts('origin = ["other"]'))["origin_other"].missing == "complement"
    assert "subjects_planned_at" in fields(facts('subjects_informed = "will_be"'))
    assert "not_informing_reason" not in fields(facts('subjects_informed = "will_be"'))
    assert fields(facts('subjects_informed = "will_not"'))["not_informing_reason"].missing == "now"
    assert "occurred_to" not in fields(facts("ongoing = true"))
    assert "occurred_to" in fields(facts('occurred_to = "2026-11-19T03:40:00+01:00"'))
    assert fields(facts('subjects_informed = "informed"'), Filing("initial", subjects_message="Madame…"))["subjects_message"].value == "Madame…"


def test_reasons_for_delay_are_due_now_when_late() -> None:
    assert "late_reason" not in fields({})
    assert fields({}, Filing("initial", late=True))["late_reason"].missing == "now"
    assert fields({}, Filing("initial", late=True, late_reason="Portail en panne"))["late_reason"].value == "Portail en panne"
    given = fields(facts('late_reason = "Fermeture"'), Filing("initial", late=True, late_reason="Autre"))["late_reason"]
    assert (given.value, given.missing) == ("Fermeture", "never")


def test_in_a_complement_what_was_for_the_complement_is_due_now() -> None:
    for kind in ("complementary", "complete"):
        assert fields({}, Filing(kind))["people_count"].missing == "now"
        assert fields({}, Filing(kind))["vat_number"].missing == "never"


def test_what_cannot_be_known_is_settled_with_its_reason() -> None:
    field = fields(facts('occurred_from = {cannot_be_known = "journaux purgés"}'))["occurred_from"]
    assert field.value == "Impossible à établir\u00a0: journaux purgés"
    assert (field.state, field.missing) == ("cannot_be_known", "never")


def test_an_assumption_says_so_and_expires() -> None:
    assumed = Fact("assumed", "limited", because="mots de passe transformés", until=NOW + timedelta(hours=1))
    field = fields({"gravity": assumed})["gravity"]
    assert field.value == "Limité (hypothèse à confirmer\u00a0: mots de passe transformés)"
    assert (field.state, field.missing) == ("assumed", "complement")
    expired = Fact("assumed", "limited", because="x", until=NOW)
    assert fields({"gravity": expired})["gravity"].state == "unknown"


def test_dates_are_in_words_in_the_organisation_s_zone() -> None:
    made = fields(facts('occurred_from = "2026-11-18T21:10:00Z"\naware_at = "2026-11-19T06:55:00Z"\nongoing = true'))
    assert made["occurred_from"].value.replace("\u00a0", " ") == "18 novembre 2026 à 22 h 10 (heure de Paris)"
    assert made["period_determined"].value == "Oui"
    assert fields(facts('occurred_from = "2026-11-18T21:10:00Z"'))["period_determined"].value == "Non"


def test_the_organisation_comes_from_the_profile() -> None:
    profile = BARE + 'siren = "123456782"\nnaf_section = "K"\nheadcount = 1200\ncountry = "FR"\n[contact]\nlast_name = "Meuse"\n'
    made = fields({}, profile=profile)
    assert made["sector"].value == "Activités financières et d'assurance"
    assert made["headcount"].value == "1\u202f200"
    assert made["country"].value == "France"
    assert made["contact_last_name"].value == "Meuse"
    assert (made["contact_email"].value, made["contact_email"].missing) == ("Non déterminé à ce jour", "now")
    assert made["dpo_designation_number"].value in {"Aucun délégué désigné", "Non renseigné"}


def test_json_is_the_contract() -> None:
    made = notice_fields(FORM, {}, parse_profile(BARE, "p"), Filing("initial"), lang="fr", zone=ZONE, now=NOW)
    data = notice_json(made, "cnil-2023", "initial", exercise=True)
    assert (data["form"], data["type"], data["exercise"]) == ("cnil-2023", "initial", True)
    rows = data["fields"]
    assert isinstance(rows, list)
    assert {"rubric", "rubric_title", "field", "value", "state", "missing"} <= set(rows[0])
    assert rows[0]["rubric_title"] == "Type de notification"
    assert {row["missing"] for row in rows} == {"now", "complement", "never"}


@pytest.mark.parametrize("fmt", ["md", "html"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_documents_hold_all_rubrics_the_portal_and_what_is_missing(fmt: str, lang: str) -> None:
    profile = parse_profile(BARE, "p")
    made = notice_fields(FORM, {}, profile, Filing("initial", late=True), lang=lang, zone=ZONE, now=NOW)
    text = unescape(render_notice(made, meta(lang), fmt))
    at = [text.index(f">{rubric.title_fr}<" if fmt == "html" else f"## {rubric.id}. {rubric.title_fr}") for rubric in FORM.rubrics]
    assert at == sorted(at)
    assert "https://notifications.cnil.fr/notifications/index" in text
    assert ("ne s'envoie pas" if lang == "fr" else "it is not sent") in text
    assert ("À compléter maintenant" if lang == "fr" else "To be completed now") in text
    assert ("Pour la complémentaire" if lang == "fr" else "For the complementary notice") in text
    assert ("Motifs du retard" if lang == "fr" else "Reasons for the delay") in text
    assert "EXERCICE" not in text


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_an_exercise_is_marked_at_the_top_in_the_title_on_every_rubric_and_at_the_end(fmt: str) -> None:
    made = notice_fields(FORM, {}, parse_profile(BARE, "p"), Filing("initial"), lang="fr", zone=ZONE, now=NOW)
    text = render_notice(made, meta(exercise=True), fmt)
    assert text.count("EXERCICE") >= 14 + 3
    if fmt == "md":
        assert text.splitlines()[0].startswith("> **EXERCICE")
        assert "EXERCICE" in text.splitlines()[-1]
    else:
        assert "<title>EXERCICE" in text


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_hostile_text_comes_out_as_text(fmt: str) -> None:
    hostile = "<script>alert(1)</script>\n# titre\n[x](http://e.example)\n{{ 7*7 }}\x1b[31m\u202e"
    made = notice_fields(FORM, {"description": known(hostile)}, parse_profile(BARE, "p"), Filing("initial"), lang="fr", zone=ZONE, now=NOW)
    text = render_notice(made, meta(), fmt)
    assert "<script" not in text
    assert "49" not in text.split("Descriptif", 1)[1].split("R8", 1)[0]
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\n# titre" not in text or fmt == "html"
    assert ("\\[x\\](http" if fmt == "md" else "[x](http") in text


def test_a_long_text_is_never_cut() -> None:
    long = "Phrase longue. " * 20_000
    made = notice_fields(FORM, {"description": known(long)}, parse_profile(BARE, "p"), Filing("initial"), lang="fr", zone=ZONE, now=NOW)
    assert long.strip() in render_notice(made, meta(), "md")


def test_wrong_type_and_format_are_refused() -> None:
    with pytest.raises(InputError) as refused:
        notice_fields(FORM, {}, parse_profile(BARE, "p"), Filing("withdrawal"), lang="fr", zone=ZONE, now=NOW)
    assert refused.value.code == "notice-type"
    with pytest.raises(InputError) as refused:
        render_notice([], meta(), "docx")
    assert refused.value.code == "notice-format"


def test_what_the_form_asks_in_one_box_stands_in_one_box() -> None:
    made = fields(facts('measures_immediate = "Accès fermé."\nmeasures_after = "Double authentification."'))
    assert made["measures_taken"].value == "Accès fermé.\n\nDouble authentification."
    assert made["measures_taken"].missing == "never"
    assert fields(facts('measures_immediate = "Accès fermé."'))["measures_taken"].missing == "complement"
    assert fields(facts('measures_after = "Double authentification."'))["measures_taken"].value == "Double authentification."
    assert fields({})["measures_taken"].missing == "now"
    both = fields(facts('data_types = ["other_data"]\ndata_types_other = "plaques"\ndata_categories_other = "véhicules"'))
    assert both["data_categories_other"].value == "véhicules\nplaques"
    assert fields(facts('data_types = ["other_data"]\ndata_types_other = "plaques"'))["data_categories_other"].value == "plaques"
    assert fields(facts('data_types = ["other_data"]'))["data_categories_other"].missing == "complement"
    assert "data_categories_other" not in fields(facts('data_types = ["email"]\ndata_types_other = "plaques"'))


def test_other_notifications_are_yes_no_questions_and_a_list_follows_a_yes() -> None:
    told = fields(facts('data_protection_authorities = ["APD"]\nother_bodies = []'))
    assert (told["other_authorities_told"].value, told["data_protection_authorities"].value) == ("Oui", "APD")
    assert told["other_bodies_told"].value == "Non"
    assert "other_bodies" not in told
    open_ = fields({})
    assert (open_["other_authorities_told"].state, open_["other_authorities_told"].missing) == ("unknown", "complement")
    assert "data_protection_authorities" not in open_


def test_a_choice_whose_wording_was_not_read_is_marked_where_it_is_chosen() -> None:
    doubtful = fields(facts('nature = ["availability"]\nconsequences_availability = ["service_impossible"]'))
    assert doubtful["consequences_availability"].check_choice
    sure = fields(facts('nature = ["availability"]\nconsequences_availability = ["service_degraded"]'))
    assert not sure["consequences_availability"].check_choice
    sector = BARE.replace("[organisation]\n", '[organisation]\nnaf_section = "{}"\n')
    assert fields({}, profile=sector.replace("{}", "G"))["sector"].check_choice
    assert not fields({}, profile=sector.replace("{}", "K"))["sector"].check_choice
    rows = notice_json(list(doubtful.values()), "cnil-2023", "initial")["fields"]
    assert isinstance(rows, list)
    assert next(row for row in rows if row["field"] == "consequences_availability")["to_check"]


def test_a_filing_of_an_earlier_version_is_known_under_the_box_that_replaced_its_own() -> None:
    made = list(fields(facts('measures_immediate = "Accès fermé."\nmeasures_after = "Clés changées."')).values())
    known_then = as_now(FORM, {"measures_immediate": "Accès fermé.", "measures_after": "Clés changées."})
    assert next(field for field in marked(made, made, known_then) if field.field == "measures_taken").change == "same"
    assert as_now(FORM, {"measures_taken": "x", "measures_after": "y"})["measures_taken"] == "x"
