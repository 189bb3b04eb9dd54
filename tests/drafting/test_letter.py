"""Letters to people: the four contents of Art. 34(2), for these data, and nothing that the CNIL blamed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from breach.catalogue.files import read_facts
from breach.catalogue.loader import load
from breach.catalogue.profiles import load_builtin, parse_profile
from breach.domain.facts import CodeSet, Fact, Facts, known
from breach.drafting import advice
from breach.drafting.letter import Letter, MinorRule, Recipient, draft_letter, minor_rule, minors_concerned
from breach.errors import BreachError, InputError, RuleError

NOW = datetime(2026, 11, 22, 16, tzinfo=UTC)
ZONE = "Europe/Paris"
PROFILE = """[organisation]
name = "Atelier Mirabelle"\naddress = "8 place du Marché"\npostcode = "57000"\ncity = "Metz"\ncountry = "FR"\ntimezone = "Europe/Paris"
[contact]\ncivility = "M."\nlast_name = "Meuse"\nfirst_name = "Dominique"\nemail = "d.meuse@mirabelle.example"\nfunction = "RSSI"\nphone = "+33 1 99 00 12 34"
"""
WHOLE = """
title = "MIRABELLE"
description = "Des identifiants volés ailleurs ont été essayés sur notre page de connexion."
occurred_from = "2026-11-18T22:10:00+01:00"
occurred_to = "2026-11-19T03:40:00+01:00"
first_signal_at = "2026-11-19T07:55:00+01:00"
nature = ["confidentiality"]
data_types = ["name", "email", "phone", "password", "username", "iban"]
passwords_stored = "salted_strong_hash"
accessed = true
exfiltrated = true
measures_immediate = "Sessions fermées le 19 novembre 2026."
measures_after = "Second facteur exigé."
subjects_channels = ["email"]
"""


def facts(text: str = WHOLE) -> Facts:
    return read_facts(text, "facts.toml", ZONE)


def without(*ids: str) -> Facts:
    return {fact_id: fact for fact_id, fact in facts().items() if fact_id not in ids}


def draft(
    given: Facts | None = None,
    template: str = "people",
    channel: str = "email",
    *,
    lang: str = "fr",
    exercise: bool = False,
    profile: str = PROFILE,
    recipient: Recipient | None = None,
    minors: MinorRule | None = None,
) -> Letter:
    who = parse_profile(profile, "p.toml")
    given = facts() if given is None else given
    return draft_letter(template, channel, given, who, load(), lang=lang, exercise=exercise, recipient=recipient, now=NOW, zone=ZONE, minors=minors)


def plain(letter: Letter, fmt: str = "md") -> str:
    return letter.texts[fmt].replace("\u00a0", " ").replace("\u202f", " ")


def refused(error: type[BreachError], code: str, given: Facts | None = None, **how: str) -> None:
    with pytest.raises(error) as caught:
        draft(given, **how)  # type: ignore[arg-type]
    assert caught.value.code == code


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("channel", ["email", "post"])
def test_facts_enough_make_a_letter_that_lacks_nothing(channel: str, lang: str) -> None:
    letter = draft(channel=channel, lang=lang)
    assert letter.missing == ()
    assert not letter.incomplete
    for text in letter.texts.values():
        assert not re.search("INCOMPLET|À compléter|completed", text)
        assert "3 Place de Fontenoy" in re.sub(r"\s+", " ", text)
        assert "75334 Paris Cedex 07" in re.sub(r"\s+", " ", text)
        assert "www.cnil.fr" in text


def test_nature_has_its_dates_and_its_sentence() -> None:
    text = plain(draft())
    assert "entre le 18 novembre 2026 à 22 h 10 et le 19 novembre 2026 à 3 h 40 (heure de Paris)" in text
    assert "constaté le 19 novembre 2026 à 7 h 55 (heure de Paris)" in text
    assert "Des identifiants volés ailleurs" in text
    assert "votre IBAN ou vos coordonnées bancaires" in text
    assert "MIRABELLE" not in text


def test_consequences_and_advice_are_for_these_data_only() -> None:
    bank, health = plain(draft()), plain(draft({**facts(), "data_types": known(CodeSet(frozenset({"health"})))}))
    assert "prélèvement" in bank
    assert "mot de passe" in bank
    assert "état de santé" not in bank
    assert "état de santé" in health
    assert "prélèvement" not in health
    assert "Choisissez-en un long" not in health


def test_each_recipient_gets_only_what_concerns_them() -> None:
    letter = draft(recipient=Recipient(civility="Mme", last_name="Orne", data_types=frozenset({"email"})))
    text = plain(letter)
    assert "votre adresse électronique" in text
    assert "IBAN" not in text
    assert text.split("\n")[2] == "Madame,"


def test_altered_and_missing_data_have_consequences_of_their_own() -> None:
    lost = plain(draft({**facts(), "nature": known(CodeSet(frozenset({"availability"})))}))
    assert "rendues inaccessibles" in lost
    assert "hameçonnage" not in lost
    altered = plain(draft({**facts(), "nature": known(CodeSet(frozenset({"integrity"})))}))
    assert "erroné" in altered


@pytest.mark.parametrize(
    ("gone", "missing", "gaps"),
    [
        (("measures_immediate", "measures_after"), ("measures",), ()),
        (("data_types",), ("nature", "consequences"), ("data",)),
        (("occurred_from", "occurred_to", "first_signal_at"), ("nature",), ("date",)),
        (("description", "nature"), ("nature",), ("what",)),
        (("description",), (), ()),
    ],
)
def test_a_missing_content_is_named_and_the_letter_is_made_all_the_same(
    gone: tuple[str, ...], missing: tuple[str, ...], gaps: tuple[str, ...]
) -> None:
    letter = draft(without(*gone))
    assert (letter.missing, letter.gaps) == (missing, gaps)
    for text in letter.texts.values():
        assert ("PROJET INCOMPLET" in text[:3000]) is bool(missing)
    assert ("INCOMPLETE DRAFT" in draft(without(*gone), lang="en").texts["md"]) is bool(missing)


def test_contact_needs_a_way_to_be_reached() -> None:
    bare = '[organisation]\nname = "Atelier Mirabelle"\ntimezone = "Europe/Paris"\n'
    assert draft(profile=bare).missing == ("contact",)
    assert draft(profile=bare + '[dpo]\nname = "Maxime Vosges"\n').missing == ("contact",)
    assert draft(profile=bare + '[dpo]\nname = "Maxime Vosges"\nemail = "dpo@mirabelle.example"\n').missing == ()
    both = plain(draft(profile=PROFILE + '[dpo]\nname = "Maxime Vosges"\nemail = "dpo@mirabelle.example"\n'))
    assert "dpo@mirabelle.example" in both
    assert "d.meuse" not in both


@pytest.mark.parametrize("name", ["wimi", "xp2cloud"])
def test_the_two_drawn_profiles_give_a_contact(name: str) -> None:
    letter = draft_letter("people", "email", facts(), load_builtin(name), load(), lang="fr", exercise=True, now=NOW, zone=ZONE)
    assert letter.missing == ()
    assert letter.texts["md"].startswith("**Objet\u00a0: \\[EXERCICE\\] ")


def test_nothing_that_minimises_and_no_link() -> None:
    for template in ("people", "people-minor"):
        text = plain(draft(template=template)).lower()
        for phrase in (
            "toutes les mesures",
            "par précaution",
            "récemment",
            "ne semblent pas",
            "aucun impact",
            "sans gravité",
            "nous prenons la sécurité",
        ):
            assert phrase not in text
        assert "http" not in text
        assert "](" not in text


def test_assumed_data_are_said_to_be_possible_and_never_stated() -> None:
    assumed = Fact("assumed", CodeSet(frozenset({"iban"})), because="x", until=NOW + timedelta(hours=1))
    text = plain(draft({**facts(), "data_types": assumed}))
    assert "sans que ce soit confirmé" in text
    assert draft({**facts(), "data_types": Fact("assumed", assumed.value, until=NOW)}).missing == ("nature", "consequences")
    assert "pas encore complète" in plain(draft({**facts(), "data_types": known(CodeSet(frozenset({"email"}), at_least=True))}))


def test_categories_stand_in_where_the_types_are_not_known() -> None:
    letter = draft(
        {
            **without("data_types"),
            "data_categories": known(CodeSet(frozenset({"contact", "not_known"}))),
            "sensitive": known(CodeSet(frozenset({"health"}))),
        }
    )
    assert letter.missing == ()
    assert "vos coordonnées (adresse, téléphone, courriel…)" in plain(letter)
    assert "des informations sur votre santé" in plain(letter)


def test_email_begins_with_its_subject() -> None:
    for lang, word in (("fr", "Objet"), ("en", "Subject")):
        letter = draft(lang=lang, exercise=True)
        assert letter.texts["md"].splitlines()[0].startswith(f"**{word}")
        assert letter.texts["txt"].splitlines()[0].startswith(word)
        assert letter.subject.startswith("[EXERCICE")
        assert "\n" not in letter.subject


def test_a_posted_letter_has_sender_address_block_date_and_object_in_order() -> None:
    recipient = Recipient(civility="M.", first_name="Noé", last_name="Orne", address1="3 rue Haute", postcode="1000", city="Bruxelles", country="BE")
    for fmt in ("md", "txt", "html"):
        text = plain(draft(channel="post", recipient=recipient), fmt)
        wanted = (
            "Atelier Mirabelle",
            "57000 Metz",
            "M. Noé Orne",
            "3 rue Haute",
            "1000 Bruxelles",
            "BELGIQUE",
            "Metz, le 22 novembre 2026",
            "Objet :",
            "Monsieur,",
        )
        at = [text.index(part) for part in wanted]
        if fmt == "html":
            at = [text.index(part, text.index("<main>")) for part in wanted]
        assert at == sorted(at)
    text = draft(channel="post", recipient=recipient).texts["txt"]
    assert "\n" + " " * 40 + "M. Noé Orne\n" in text


def test_an_exercise_is_marked_at_both_ends() -> None:
    for fmt in ("md", "txt", "html"):
        text = draft(channel="post", exercise=True).texts[fmt]
        assert text.count("EXERCICE") >= 3
        assert "EXERCICE" not in draft(channel="post").texts[fmt]


def test_a_processor_only_sends_no_letters() -> None:
    role = {"role": known(CodeSet(frozenset({"processor"})))}
    refused(RuleError, "letters-are-the-controllers", {**facts(), **role})
    both = {"role": known(CodeSet(frozenset({"processor", "controller"})))}
    assert draft({**facts(), **both}).missing == ()
    assert draft({**facts(), "role": known(CodeSet(frozenset({"processor"}), at_least=True))}).missing == ()


def test_a_compromised_channel_is_never_used() -> None:
    refused(RuleError, "channel-compromised", {**facts(), "compromised_channels": known(CodeSet(frozenset({"email"})))})
    assert draft({**facts(), "compromised_channels": known(CodeSet(frozenset({"email"})))}, channel="post").missing == ()


def test_wrong_template_channel_language_and_format() -> None:
    refused(InputError, "unknown-template", template="../../../etc")
    refused(InputError, "unknown-template", template="peopel")
    refused(InputError, "template-not-letter", template="cnil-2023")
    refused(InputError, "letter-channel", channel="fax")
    refused(InputError, "letter-language", lang="de")
    with pytest.raises(InputError) as caught:
        draft_letter(
            "people", "email", facts(), parse_profile(PROFILE, "p"), load(), lang="fr", exercise=False, now=NOW, zone=ZONE, formats=("docx",)
        )
    assert caught.value.code == "letter-format"


def test_minors_have_a_letter_in_two_parts() -> None:
    recipient = Recipient(
        first_name="Lou", last_name="Orne", representative_name="Mme Sacha Orne", address1="3 rue Haute", postcode="57000", city="Metz"
    )
    letter = draft(template="people-minor", channel="post", recipient=recipient, minors=MinorRule(16, "Charte, art. 10"))
    text = plain(letter, "txt")
    assert letter.missing == ()
    assert "représentant légal de Lou Orne" in re.sub(r"\s+", " ", text)
    assert "moins de 16 ans (Charte, art. 10)" in re.sub(r"\s+", " ", text)
    assert "Mme Sacha Orne" in text
    young = text[text.index("pour toi") :]
    assert "Bonjour Lou," in young
    assert "ton mot de passe" in young
    assert not re.search(r"\b(votre|vos|vous concernant)\b", young)


def test_minors_concerned_and_the_age_rule() -> None:
    rule = MinorRule(15, "x")
    assert minors_concerned({"people_categories": known(CodeSet(frozenset({"minors"})))}, rule, NOW)
    assert minors_concerned({"youngest_age": known(14)}, rule, NOW)
    assert minors_concerned({"youngest_age": Fact("estimated", low=12, high=40)}, rule, NOW)
    assert not minors_concerned({"youngest_age": known(15)}, rule, NOW)
    assert not minors_concerned({}, rule, NOW)
    assert draft({**facts(), "youngest_age": known(12)}).notes == ("minors-need-representative",)
    assert draft({**facts(), "youngest_age": known(12)}, template="people-minor").notes == ()
    law = minor_rule(parse_profile(PROFILE, "p"))
    assert (law.age, "art. 45" in law.source) == (15, True)
    assert minor_rule(load_builtin("xp2cloud")).age == 16


def test_an_age_of_the_organisations_own_never_lowers_the_law() -> None:
    lower = '[[document]]\nid = "d"\ntitle = "T"\n[minors]\nage = 13\nsource = { document = "d", article = "1" }\n'
    rule = minor_rule(parse_profile(PROFILE + lower, "p"))
    assert (rule.age, "art. 45" in rule.source) == (15, True)


def test_hostile_facts_and_recipients_come_out_as_text() -> None:
    hostile = "<script>alert(1)</script>\r\n# t\n[x](http://e.example) {{ 7*7 }}\x1b[31m\u202e"
    recipient = Recipient(civility="Mme", last_name="<b>\nBcc: x@y.example", address1="[x](y)", city="\x1b[2J")
    given = {**facts(), "description": known(hostile), "measures_after": known(hostile)}
    who = parse_profile(PROFILE, "p.toml")
    who = replace(who, organisation=replace(who.organisation, name="Atelier <i>\nBcc: a@b.example"))
    for channel in ("email", "post"):
        letter = draft_letter("people", channel, given, who, load(), lang="fr", exercise=False, recipient=recipient, now=NOW, zone=ZONE)
        for text in letter.texts.values():
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert "\nBcc:" not in text
            assert "49" not in text
        assert "<script" not in letter.texts["html"]
        assert "<i>" not in letter.texts["html"]
        assert "<script" not in letter.texts["md"]
        assert "\n" not in letter.subject


def test_every_data_type_category_and_sensitive_kind_has_words_and_a_theme() -> None:
    table, catalogue = advice.advice(), load()
    types = {code.id for code in catalogue.get("data_types").codes}
    unknown = catalogue.get("data_categories").unknown_codes
    categories = {advice.CATEGORY + code.id for code in catalogue.get("data_categories").codes if code.id not in unknown}
    themed = [key for theme in table.themes for key in theme.keys]
    assert set(table.names) == types | categories
    assert sorted(themed) == sorted(types | categories)
    for lang in ("fr", "en"):
        for theme in table.themes:
            assert theme.consequence[lang].count("{data}") == 1
            assert theme.steps[lang]
            assert theme.source
            assert advice.young_steps([theme.id], lang)
        for key in table.names:
            assert advice.name(key, lang)
            assert not re.search(r"\b(votre|vos|vous)\b", advice.young_name(key, lang))
    assert advice.young_name("gender", "fr") == "ton sexe ou ta civilité"


def test_the_advice_table_says_where_each_piece_comes_from() -> None:
    import tomllib

    from breach.drafting.papers import text_of

    data = tomllib.loads(text_of("people", "advice.toml"))
    rows = [*data["theme"], *data["nature"].values(), data["general"], data["complaint"]]
    assert all(row["source"] and str(row["checked_on"]) == "2026-11-22" and isinstance(row["to_check"], bool) for row in rows)


def test_same_input_same_bytes() -> None:
    assert draft().texts == draft().texts
