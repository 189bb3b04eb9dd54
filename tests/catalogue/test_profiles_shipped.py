"""The shipped profiles hold what their documents say, word for word, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from breach.catalogue.profiles import asked, builtin_names, builtin_text, load_builtin
from breach.domain.facts import CodeSet
from breach.domain.profile import FLAGS, Activity, Commitment, Measure, Profile, luhn
from breach.errors import InputError

WIMI_AUTHORITY = (
    "En cas de violation de données à caractère personnel, l’entreprise s’engage à en notifier à la CNIL dans les conditions prescrites par le RGPD."
)
WIMI_IF = "Si ladite violation fait porter un risque élevé pour les clients et prospects et que les données n’ont pas été protégées, l’entreprise :"
WIMI_TELL = "- en avisera les clients et prospects concernés ;"
WIMI_ADVISE = "- communiquera aux clients et prospects concernés les informations et recommandations nécessaires."
WIMI_CLIENTS = (
    "les « clients et prospects » : désigne toutes personnes physiques ou morales ayant initié un contact de nature commerciale avec l’entreprise ;"
)
XP2_AUTHORITY = (
    "Nous nous engageons à notifier à l'autorité de contrôle compétente toute faille de sécurité présentant un risque élevé pour les droits et libertés "
    "dans les soixante-douze (72) heures suivant la découverte de la faille."
)
TRACED = "Tous les accès concernant des traitements relatifs à des données à caractère personnel de clients et prospects font l’objet d’une mesure de traçabilité."


@pytest.fixture(scope="module")
def wimi() -> Profile:
    return load_builtin("wimi")


@pytest.fixture(scope="module")
def xp2() -> Profile:
    return load_builtin("xp2cloud")


@pytest.fixture(scope="module")
def demo() -> Profile:
    return load_builtin("demo")


def commitment(profile: Profile, name: str) -> Commitment:
    return next(c for c in profile.commitments if c.id == name)


def measure(profile: Profile, name: str) -> Measure:
    return next(m for m in profile.measures if m.id == name)


def activity(profile: Profile, name: str) -> Activity:
    return next(a for a in profile.activities if a.id == name)


def test_three_profiles_are_shipped() -> None:
    assert builtin_names() == ("demo", "wimi", "xp2cloud")


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(InputError) as raised:
        load_builtin("wimy")
    assert raised.value.code == "unknown-profile"
    assert "wimi" in str(raised.value.params["nearest"])
    for name in ("../wimi", "wimi.toml", "", "a/b"):
        with pytest.raises(InputError):
            builtin_text(name)


def test_real_companies_open_exercises_alone(wimi: Profile, xp2: Profile, demo: Profile) -> None:
    assert (wimi.exercise_only, xp2.exercise_only, demo.exercise_only) == (True, True, False)
    assert wimi.exercise_dpo_name == xp2.exercise_dpo_name == "DPO (exercice)"


def test_wimi_promises_word_for_word(wimi: Profile) -> None:
    authority, tell, advise = wimi.commitments
    assert authority.sentence == WIMI_AUTHORITY
    assert tell.sentence == f"{WIMI_IF} {WIMI_TELL}"
    assert advise.sentence == f"{WIMI_IF} […] {WIMI_ADVISE}"
    assert {c.source.article for c in wimi.commitments} == {"21"}


def test_wimi_promise_to_the_authority_has_no_clock_of_its_own(wimi: Profile) -> None:
    promise = commitment(wimi, "wimi-21-authority")
    assert (promise.to, promise.duty, promise.follows, promise.anchor, promise.hours) == ("authority", "notify", "gdpr", None, None)


@pytest.mark.parametrize(("name", "duty"), [("wimi-21-tell", "inform"), ("wimi-21-advise", "advise")])
def test_wimi_tells_clients_companies_included_without_a_deadline(wimi: Profile, name: str, duty: str) -> None:
    promise = commitment(wimi, name)
    assert (promise.to, promise.duty, promise.anchor, promise.hours, promise.companies_included) == ("clients", duty, "aware_at", None, True)
    assert [source.sentence for source in promise.reads_with] == [WIMI_CLIENTS]
    parts = promise.applies_when["all"]
    assert isinstance(parts, tuple)
    assert {"risk": "high_risk"} in parts
    assert any("not" in part and "data_encrypted" in str(part) for part in parts)


def test_xp2_promises_any_flaw_within_72_hours_of_its_discovery(xp2: Profile) -> None:
    (promise,) = xp2.commitments
    assert promise.sentence == XP2_AUTHORITY
    assert (promise.source.article, promise.to, promise.duty, promise.anchor, promise.hours) == ("1", "authority", "notify", "discovered_at", 72)
    assert promise.applies_when == {"risk": "high_risk"}  # a breach of personal data or not


def test_nobody_invents_what_a_document_does_not_say(wimi: Profile, xp2: Profile) -> None:
    for profile in (wimi, xp2):
        who = profile.organisation
        unsaid = (who.siren, who.vat_number, who.naf_section, who.headcount, who.controller_kind, profile.legal_representative)
        assert unsaid == (None,) * 6
        assert not who.no_siren
        assert profile.contact is not None
        assert (profile.contact.civility, profile.contact.last_name, profile.contact.first_name) == (None, None, None)
        assert set(profile.flags.values()) == {"unknown"}
        assert all(a.processors.value is None for a in profile.activities)
        assert not profile.people
        assert not profile.contracts


def test_wimi_dpo_is_an_outside_law_firm(wimi: Profile) -> None:
    assert wimi.dpo is not None
    assert (wimi.dpo.name, wimi.dpo.firm) == ("Maître Eric Barbry", "Cabinet Racine Avocats")
    assert (wimi.dpo.email, wimi.dpo.phone, wimi.dpo.designation_number) == ("dpo-wimi@racine.eu", "01 44 82 43 00", None)
    assert wimi.dpo.source is not None
    assert wimi.dpo.source.article == "22"


def test_xp2_dpo_is_unknown_and_asked(xp2: Profile) -> None:
    assert (xp2.dpo, xp2.dpo_state) == (None, "unknown")
    assert "dpo" in asked(xp2)
    assert xp2.contact is not None
    assert xp2.contact.email == "data@xp2cloud.com"


def test_wimi_work_as_processor_is_unknown_and_says_why(wimi: Profile) -> None:
    content = activity(wimi, "client-content")
    assert content.role.value is None
    assert content.role.source is not None
    assert content.role.source.article == "3"
    assert "§3" in (content.remark_fr or "")
    assert "§3" in (content.remark_en or "")
    assert (content.data_types.value, content.people_categories.value, content.retention) == (None, None, None)
    assert "activity.client-content.role" in asked(wimi)
    assert [a.id for a in wimi.activities if a.role.value == "processor"] == []


def test_wimi_retention_table_row_by_row(wimi: Profile) -> None:
    rows = [(a.id, row.months, row.start, row.until) for a in wimi.activities for row in a.retention or ()]
    assert rows == [
        ("clients", None, None, "l’utilisation du service WIMI"),
        ("prospecting", 36, "désabonnement aux services de l’entreprise", None),
        ("prospecting", 36, "dernier contact émanant du prospect", None),
        ("service-logs", 12, "dernière connexion ou dernière utilisation du logiciel", None),
        ("billing", None, None, "la transaction, sauf accord exprès du client"),
        ("billing", 13, "date de débit", None),
        ("cookies", 13, None, None),
    ]
    assert {row.source.article for a in wimi.activities for row in a.retention or ()} == {"9"}
    assert all(row.source.sentence for a in wimi.activities for row in a.retention or ())


def test_xp2_retention_is_known_for_cookies_alone(xp2: Profile) -> None:
    assert [(a.id, row.months) for a in xp2.activities for row in a.retention or ()] == [
        ("contact", None),
        ("browsing", None),
        ("cookies", 13),
        ("recruitment", None),
    ]
    assert [path for path in asked(xp2) if path.endswith(".retention")] == [
        f"activity.{name}.retention" for name in ("contact", "browsing", "recruitment")
    ]


def test_data_said_to_be_among_others_are_at_least_these(wimi: Profile, xp2: Profile) -> None:
    assert activity(wimi, "clients").data_types.value == CodeSet(frozenset({"name", "email", "phone"}), at_least=True)
    assert activity(xp2, "contact").data_types.value == CodeSet(frozenset({"name", "email", "phone", "postal_address"}), at_least=True)
    assert activity(wimi, "billing").data_types.value is None  # « données bancaires »: IBAN or card is not said
    assert activity(wimi, "billing").data_categories.value == CodeSet(frozenset({"financial"}), at_least=True)
    assert activity(xp2, "recruitment").data_types.value is None


def test_wimi_other_statements(wimi: Profile) -> None:
    assert activity(wimi, "prospecting").profiling.value == "yes"
    assert "achat de base de données client" in (activity(wimi, "prospecting").origins.value or ())
    assert measure(wimi, "access-traced").source.sentence == TRACED
    assert measure(wimi, "access-traced").covers == ("logging",)
    assert "prévenir sans délai le service compétent" in (measure(wimi, "undue-access-reported").source.sentence or "")
    assert "régression" in (measure(wimi, "no-regression").source.sentence or "")
    assert "75334 PARIS CEDEX 07" in next(p for p in wimi.passages if p.topic == "complaint").sentence
    assert wimi.documents[0].dated is None


def test_tls_in_transit_covers_transit_alone(wimi: Profile) -> None:
    assert measure(wimi, "tls").covers == ("transit",)
    assert not [m.id for m in wimi.measures if "rest" in m.covers]


def test_xp2_other_statements(xp2: Profile) -> None:
    assert xp2.documents[0].dated == date(2022, 5, 14)
    assert {a.outside_eea.value for a in xp2.activities} == {"no"}
    assert {a.outside_eea.source.article for a in xp2.activities if a.outside_eea.source} == {"8"}
    assert xp2.minors is not None
    assert (xp2.minors.age, xp2.minors.source.article) == (16, "10")
    assert measure(xp2, "processors-equivalent").source.article == "7"


@pytest.mark.parametrize("name", ["demo", "wimi", "xp2cloud"])
def test_every_value_has_a_source_and_both_languages(name: str) -> None:
    profile = load_builtin(name)
    known = {document.id for document in profile.documents}
    for one in profile.activities:
        assert one.name_fr
        assert one.name_en
        assert bool(one.remark_fr) == bool(one.remark_en)
        for field in ("role", "data_types", "people_categories", "recipients", "hosting", "outside_eea", "purposes"):
            value = getattr(one, field)
            assert value.value is None or value.source.document in known
    assert {m.source.document for m in profile.measures} | {c.source.document for c in profile.commitments} <= known
    for card in profile.cards:
        assert card.who_fr
        assert card.who_en
        assert bool(card.why_fr) == bool(card.why_en)


def test_the_demo_is_complete_and_invented(demo: Profile) -> None:
    assert asked(demo) == ()
    assert demo.organisation.siren is not None
    assert demo.organisation.siren.startswith("000")
    assert luhn(demo.organisation.siren)
    text = builtin_text("demo")
    phones = [card.phone for card in demo.cards] + [person.phone for person in demo.people]
    assert all(phone and phone.startswith("+33 1 99 00 ") for phone in phones)
    mails = [word.strip('",') for word in text.split() if "@" in word]
    assert mails
    assert all(mail.endswith(".example") for mail in mails)
    assert [c.hours for c in demo.contracts] == [24, 48]
    assert set(demo.flags) == set(FLAGS)
