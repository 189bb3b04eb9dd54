"""The playbooks that are shipped: all load, all have sources in both languages, no step id has vanished, and the facts call for the right ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breach import resources
from breach.catalogue.loader import load
from breach.catalogue.reading import read
from breach.playbook import progress as pure
from breach.playbook.library import KIND, shipped_texts
from breach.playbook.library import load as load_library
from breach.playbook.model import PHASES, PROOFS
from breach.service.decisions import QUESTIONS

if TYPE_CHECKING:
    from breach.playbook.model import Playbook

HELD = load_library(load().facts.get, {})
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
STEP_IDS = Path(__file__).with_name("step-ids.txt")
LONGEST_LINE = 78
"""How long a line of the first-hour card may be: it is read on 80 columns."""
LONGEST_HOW = 420
SPECIFIC = 3
"""How many steps a playbook has that no other has; all but the two of ransomware have twice as many."""
BOOKS = list(HELD.playbooks.values())


def by_id(playbook: Playbook) -> str:
    return playbook.id


def texts(playbook: Playbook, lang: str) -> list[str]:
    steps = [text for step in playbook.steps for text in (step.line(lang), step.words(lang))]
    return [playbook.title[lang], playbook.summary[lang], playbook.why[lang], *playbook.avoid[lang], *playbook.keep[lang], *steps]


def test_all_load_without_a_fault() -> None:
    assert not HELD.faults
    folders = {path.name for path in Path(resources.shared_root(KIND)).iterdir() if path.is_dir()}
    assert set(HELD.playbooks) == folders - {"common"}


def test_no_step_id_has_vanished() -> None:
    kept = STEP_IDS.read_text(encoding="utf-8").split()
    assert kept == sorted(set(kept))
    now = sorted(f"{one.id}/{step.id}" for one in BOOKS for step in one.steps)
    assert not set(kept) - set(now), "a step that is no longer proposed says `retired = true`; it stays"
    assert not set(now) - set(kept), "add the new step to step-ids.txt"


@pytest.mark.parametrize("playbook", BOOKS, ids=by_id)
def test_every_phase_is_there_and_every_source_is_dated(playbook: Playbook) -> None:
    assert {step.phase for step in playbook.live()} == set(PHASES)
    assert playbook.sources
    for source in (*playbook.sources, *(source for step in playbook.steps for source in step.sources)):
        assert source.to_check or source.checked_on, source.id
        assert source.title.strip()
    assert all(step.sources for step in playbook.steps)


@pytest.mark.parametrize("playbook", BOOKS, ids=by_id)
def test_the_card_is_read_on_eighty_columns_and_has_times(playbook: Playbook) -> None:
    card = [step for step in playbook.live() if step.phase == "first-hour"]
    for step in card:
        assert step.minutes is not None, step.id
        for lang in ("fr", "en"):
            assert len(step.line(lang)) <= LONGEST_LINE, (step.id, lang, len(step.line(lang)))
    assert card[0].id == "first-line"
    times = [step.minutes or 0 for step in card]
    assert times == sorted(times), "the card is read from the top: what is due first stands first"
    assert "call-lead" in {step.id for step in card}
    assert playbook.avoid["fr"]
    assert playbook.keep["fr"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("playbook", BOOKS, ids=by_id)
def test_the_words_are_typographic_calm_and_short(playbook: Playbook, lang: str) -> None:
    for text in texts(playbook, lang):
        assert "'" not in text
        assert "!" not in text
        assert "..." not in text
        assert len(text) <= LONGEST_HOW, text
        if lang == "fr":
            assert not re.search(r"[^\s\u00a0\u202f`]( ?)[;?]", re.sub(r"`[^`]*`", "", text).replace("\u202f;", "").replace("\u202f?", "")), text
            assert not re.search(r" [:;?»]|« ", text), text


@pytest.mark.parametrize("playbook", BOOKS, ids=by_id)
def test_the_languages_differ_and_nothing_is_copied_from_another_playbook(playbook: Playbook) -> None:
    for step in playbook.steps:
        assert step.line("fr") != step.line("en")
    others = {one.line("fr") for other in BOOKS if other.id != playbook.id for one in other.steps}
    assert len([step for step in playbook.steps if step.line("fr") not in others]) >= SPECIFIC, "what is specific to this scenario"


def test_the_commands_that_the_steps_name_exist() -> None:
    from breach.cli.verbs import VERBS

    named = {verb for one in BOOKS for text in texts(one, "fr") for verb in re.findall(r"`breach ([a-z]+)", text)}
    assert named
    assert not named - set(VERBS)


def test_common_steps_are_all_taken_over_by_some_playbook() -> None:
    common = set(re.findall(r'^id = "([a-z0-9-]+)"', shipped_texts()["common"]["manifest.toml"], re.MULTILINE)) - {"common"}
    assert not common - {step.id for one in BOOKS for step in one.steps}


# -- facts to playbooks

HACK: dict[str, Any] = {"origin": ["hacking_malware_phishing"]}
CASES: list[tuple[str, dict[str, Any], list[str], list[str]]] = [
    # name, facts, those that apply in their order, those shown as possible
    ("ransomware, nothing else known", {"incident_type": ["ransomware"]}, ["ransomware"], ["ransomware-exfiltration"]),
    (
        "ransomware, data left",
        {"incident_type": ["ransomware"], "exfiltrated": True, "published": False},
        ["ransomware-exfiltration", "ransomware"],
        [],
    ),
    ("ransomware, nothing left", {"incident_type": ["ransomware"], "exfiltrated": False, "published": False}, ["ransomware"], []),
    (
        "stuffing",
        {**HACK, "incident_type": ["unauthorised_access"], "passwords_stored": "not_concerned", "data_types": ["email", "username", "purchases"]},
        ["credential-stuffing", "stolen-admin-account"],
        [],
    ),
    (
        "admin account",
        {**HACK, "incident_type": ["phishing_social_engineering"], "data_types": ["name"]},
        ["stolen-admin-account"],
        [],
    ),
    (
        "mailbox",
        {**HACK, "incident_type": ["phishing_social_engineering"], "data_types": ["messages_content", "iban"]},
        ["compromised-mailbox", "stolen-admin-account"],
        [],
    ),
    ("bucket", {"incident_type": ["misconfiguration"], "data_types": ["name", "email"]}, ["exposed-storage"], []),
    ("published by mistake", {"origin": ["unintended_publication"], "nature": ["confidentiality"], "data_types": ["name"]}, ["exposed-storage"], []),
    ("published, in the CNIL's other list", {"incident_type": ["unintended_publication"]}, ["exposed-storage"], []),
    ("a word too many", {"incident_type": ["verbal_disclosure"]}, ["wrong-recipient"], []),
    ("post astray", {"incident_type": ["mail_lost_or_opened"]}, ["wrong-recipient"], []),
    ("injection", {**HACK, "incident_type": ["vulnerability_exploited"], "data_types": ["name"]}, ["web-application-theft"], []),
    ("one recipient", {"origin": ["wrong_recipient"], "recipients_count": 1}, ["wrong-recipient"], []),
    ("recipients not counted", {"origin": ["wrong_recipient"]}, [], ["wrong-recipient", "wrong-recipients-many"]),
    ("many recipients", {"origin": ["wrong_recipient"], "recipients_count": 150}, ["wrong-recipients-many"], []),
    ("visible list", {"incident_type": ["open_distribution_list"]}, ["wrong-recipients-many"], []),
    ("another client's data", {"origin": ["wrong_person_data_shown"]}, ["wrong-client-data-shown"], []),
    ("laptop", {"origin": ["equipment_lost_or_stolen"]}, ["lost-or-stolen-device"], []),
    ("paper", {"origin": ["paper_lost_or_stolen"]}, ["lost-or-stolen-paper"], []),
    ("leaver", {"cause": ["internal_malicious"]}, ["insider-or-leaver"], []),
    (
        "processor told us",
        {"discovery_kind": "processor", "origin": ["wrong_recipient"], "recipients_count": 1},
        ["wrong-recipient", "processor-breach"],
        [],
    ),
    ("processor attacked", {"discovery_kind": "processor", **HACK}, ["processor-hits-many-controllers", "processor-breach"], []),
    ("we process", {"role": ["processor"]}, ["we-are-the-processor"], []),
    ("on a forum", {"published": True, "recipient": "attacker"}, ["data-for-sale-or-published"], []),
    ("failed backup", {"nature": ["availability"], "backup_available": False, "origin": ["other"]}, ["availability-loss"], []),
    ("outage", {"nature": ["availability"], "incident_type": ["technical_malfunction"], "origin": ["other"]}, ["availability-loss"], []),
    ("skip", {"origin": ["device_disposal"]}, ["disposal-without-erasure"], []),
    ("finder", {"discovery_kind": "external_party"}, ["vulnerability-reported-by-finder"], []),
    ("no breach", {"is_personal_data_breach": False}, ["flaw-without-breach"], []),
    ("journalist", {"discovery_kind": "press"}, ["report-by-person-or-journalist"], []),
    ("person", {"discovery_kind": "data_subject"}, ["report-by-person-or-journalist"], []),
    ("pixel", {"data_types": ["browsing", "ip_address"], "origin": ["unintended_publication"], "nature": ["integrity"]}, ["website-tracker"], []),
    ("minors", {"people_categories": ["minors"]}, ["attack-on-minors-data"], []),
    ("health", {"data_types": ["health"]}, ["attack-on-health-data"], []),
]


def offered(known: dict[str, Any]) -> list[pure.Proposal]:
    facts = {name: read(load().get(name), value, "Europe/Paris") for name, value in known.items()}
    return pure.proposals(HELD, facts, {}, [], NOW)


@pytest.mark.parametrize(("known", "apply", "may"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_facts_call_for_these_playbooks(known: dict[str, Any], apply: list[str], may: list[str]) -> None:
    shown, _more = pure.shortlist(offered(known))
    assert [item.playbook.id for item in shown if item.state == pure.APPLIES] == apply
    possible = [item.playbook.id for item in shown if item.state == pure.MAY_APPLY]
    assert set(may) <= set(possible)
    if apply:
        assert possible == may or not may
    assert len(shown) <= 6


LINES: list[tuple[str, str]] = [
    # a first line as it is written at night, and the playbook that a list must show first
    ("Fichiers chiffrés sur le partage, demande de rançon", "ransomware"),
    ("Files are encrypted, a ransom note on the desk", "ransomware"),
    ("Bucket S3 public avec les archives clients", "exposed-storage"),
    ("Sauvegarde accessible sans mot de passe", "exposed-storage"),
    ("Connexions en masse sur l'espace client", "credential-stuffing"),
    ("PC portable volé dans le train, c'est un ordinateur volé", "lost-or-stolen-device"),
    ("Laptop left on the train", "lost-or-stolen-device"),
    ("Un mail avec toutes les adresses en copie visible", "wrong-recipients-many"),
    ("Fichier de paie parti au mauvais destinataire", "wrong-recipient"),
    ("Notre prestataire de paie annonce un incident", "processor-breach"),
    ("Une journaliste appelle au sujet d'une fuite", "report-by-person-or-journalist"),
    ("Nos données en vente sur un forum", "data-for-sale-or-published"),
    ("Injection SQL sur le site", "web-application-theft"),
    ("Incendie en salle serveur, sauvegarde en échec", "availability-loss"),
    ("Un pixel publicitaire sur la page de rendez-vous", "website-tracker"),
    ("Hameçonnage, la boîte mail du comptable", "compromised-mailbox"),
    ("Cartons de dossiers à la benne", "disposal-without-erasure"),
    ("Notre sous-traitant de paie annonce un incident", "processor-breach"),
    ("La mesure d'audience du site en sait trop", "website-tracker"),
]


@pytest.mark.parametrize(("line", "wanted"), LINES)
def test_the_first_line_alone_brings_the_right_playbook_to_the_top(line: str, wanted: str) -> None:
    shown, more = pure.shortlist(pure.proposals(HELD, {}, {}, [], NOW, said=line))
    assert shown[0].playbook.id == wanted, [item.playbook.id for item in shown]
    assert shown[0].state == pure.MAY_APPLY
    assert len(shown) <= pure.MAY_SHOWN
    assert len(shown) + len(more) == len(BOOKS)


def test_every_sign_is_found_where_it_is_written() -> None:
    signs = [(book.id, sign) for book in HELD.playbooks.values() for held in book.signs.values() for sign in held]
    missed = []
    for name, sign in signs:
        (item,) = (one for one in pure.proposals(HELD, {}, {}, [], NOW, said=f"Vu : {sign}.") if one.playbook.id == name)
        missed += [(name, sign)] if sign not in item.signs else []
    assert signs
    assert not missed


def test_every_playbook_is_called_for_by_some_facts() -> None:
    assert {name for case in CASES for name in case[2]} == set(HELD.playbooks)


def test_with_nothing_known_nothing_applies_and_nothing_is_pushed_forward() -> None:
    shown, more = pure.shortlist(offered({}))
    assert not shown
    assert len(more) == len(BOOKS)


def test_a_known_origin_leaves_a_short_list() -> None:
    for code in load().get("origin").codes:
        shown, _more = pure.shortlist(offered({"origin": [code.id]}))
        assert len(shown) <= 5, code.id


@pytest.mark.parametrize("playbook", BOOKS, ids=by_id)
def test_each_duty_names_the_article_or_the_authority_that_it_comes_from(playbook: Playbook) -> None:
    for step in playbook.steps:
        if step.duty:
            assert any(re.search(r"\bart\.|CNIL|CEPD|engagements", source.title) for source in step.sources), step.id


def test_what_was_read_in_excerpts_or_in_another_s_words_is_to_be_checked() -> None:
    sources = {source.title: source for one in BOOKS for source in (*one.sources, *(held for step in one.steps for held in step.sources))}
    second = [title for title in sources if re.search(r"CERTFR|\((commentaire|résumé)\)|^CNIL, SAN-", title)]
    assert len(second) > 8
    assert not [title for title in second if not sources[title].to_check]


def test_what_proves_a_step_is_something_that_can_be_on_record() -> None:
    proven = {step.id: step.proof for one in BOOKS for step in one.steps if step.proof}
    assert proven["call-lead"] == "call/dpo"
    assert {"first-line", "fix-awareness", "decide-authority", "decide-people", "decide-complaint", "notify-cnil", "inform-people"} < set(proven)
    decided = {proof.removeprefix("decision/") for proof in PROOFS if proof.startswith("decision/")}
    assert decided <= set(QUESTIONS)
