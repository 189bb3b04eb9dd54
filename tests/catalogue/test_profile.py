"""Reading a profile: strict, whole, all problems at once, whatever the text holds."""

from __future__ import annotations

import string
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach import i18n
from breach.catalogue.profile_reader import Problems, shown
from breach.catalogue.profiles import LONGEST_FILE, asked, builtin_names, builtin_text, parse_profile
from breach.domain.profile import EXERCISE_DPO, FLAGS, Profile, luhn
from breach.errors import InputError

LEAST = '[organisation]\nname = "Ajonc"\ntimezone = "Europe/Paris"\n'
DOCUMENT = '[[document]]\nid = "doc"\ntitle = "Politique"\n'
SOURCE = 'source = { document = "doc", article = "3" }\n'
PROMISE = f'{DOCUMENT}[[commitment]]\nid = "p"\ndocument = "doc"\narticle = "1"\nsentence = "Nous dirons."\nto = "authority"\nduty = "notify"\n'


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        parse_profile(text, "p.toml")
    assert raised.value.code == "bad-profile", raised.value
    found = raised.value.params["problems"]
    assert isinstance(found, Problems)
    return [(problem.where, problem.code) for problem in found]


def parse(text: str) -> Profile:
    return parse_profile(text, "p.toml")


def test_name_and_zone_are_enough_and_the_rest_is_unknown() -> None:
    profile = parse(LEAST)
    assert (profile.organisation.siren, profile.organisation.headcount, profile.contact, profile.legal_representative) == (None, None, None, None)
    assert (profile.dpo, profile.dpo_state, profile.exercise_dpo_name) == (None, "none", EXERCISE_DPO)
    assert profile.flags == dict.fromkeys(FLAGS, "unknown")
    assert profile.exercise_only is False
    assert profile.zone == "Europe/Paris"


def test_what_is_asked_of_the_least_profile() -> None:
    paths = asked(parse(LEAST))
    assert paths[0] == "organisation.siren"
    assert {"legal_representative.email", "contact.phone", "contact.function", "flags.card_merchant"} <= set(paths)
    assert "dpo" not in paths
    assert "organisation.siren" not in asked(parse(LEAST + "no_siren = true\n"))
    assert "dpo" in asked(parse('dpo = "unknown"\n' + LEAST))


def test_a_whole_profile_of_a_user() -> None:
    profile = parse(
        LEAST
        + 'siren = "123 456 782"\nvat_number = "FR12123456782"\nnaf_section = "J"\nheadcount = 0\naddress = "1 rue des Lilas"\npostcode = "75011"\n'
        + 'city = "Paris"\ncountry = "FR"\ncontroller_kind = "ordinary"\n[legal_representative]\ncivility = "Mme"\nlast_name = "Martin"\n'
        + 'first_name = "Alix"\nemail = "alix@ajonc.example"\n[contact]\ncivility = "M."\nfunction = "RSSI"\nphone = "+33 1 99 00 12 34"\n'
        + '[dpo]\nname = "Sacha"\ndesignation_number = "DPO-00000"\n[flags]\noiv = false\ncyber_insured = "oui"\nnis2_entity = "unknown"\n',
    )
    assert profile.organisation.siren == "123456782"
    assert profile.organisation.headcount == 0
    assert profile.contact is not None
    assert profile.contact.last_name is None
    assert profile.dpo_state == "designated"
    assert (profile.flags["oiv"], profile.flags["cyber_insured"], profile.flags["nis2_entity"]) == ("no", "yes", "unknown")


def test_all_problems_are_told_at_once() -> None:
    text = '[organisation]\nname = ""\ntimezone = "Europe/Pariss"\nsirene = "1"\nsiren = "123456789"\n[contact]\ncivility = "Mr"\n[flag]\n'
    assert set(problems(text)) == {
        ("organisation.name", "not-text"),
        ("organisation.timezone", "zone"),
        ("organisation.sirene", "unknown-key"),
        ("organisation.siren", "siren"),
        ("contact.civility", "code"),
        ("flag", "unknown-key"),
    }


def test_an_empty_file_lacks_name_and_zone() -> None:
    assert problems("") == [("organisation.name", "missing"), ("organisation.timezone", "missing")]


@pytest.mark.parametrize(
    ("line", "where", "code"),
    [
        ('siren = "12345678"', "organisation.siren", "siren"),
        ("siren = 123456782", "organisation.siren", "not-text"),
        ('siren = "١٢٣٤٥٦٧٨٢"', "organisation.siren", "siren"),
        ('siren = "123456782"\nno_siren = true', "organisation.no_siren", "no-siren"),
        ('siren = "123456782"\nvat_number = "FR12999999999"', "organisation.vat_number", "vat-siren"),
        ('vat_number = "12"', "organisation.vat_number", "vat"),
        ('naf_section = "Z"', "organisation.naf_section", "naf"),
        ("headcount = -1", "organisation.headcount", "whole"),
        ("headcount = 1.5", "organisation.headcount", "whole"),
        ("headcount = true", "organisation.headcount", "whole"),
        ('country = "France"', "organisation.country", "code"),
        ('controller_kind = "normal"', "organisation.controller_kind", "code"),
        ('city = "Pa\\u0007ris"', "organisation.city", "control"),
        ('city = "Pa\\u202eris"', "organisation.city", "control"),
        ('city = "Pa\\nris"', "organisation.city", "control"),
        ('city = "   "', "organisation.city", "not-text"),
        ('exercise_only = "maybe"', "organisation.exercise_only", "answer"),
        ('sources = { city = { document = "doc", article = "1" } }\ncity = "Paris"', "organisation.sources.city.document", "no-document"),
        ('sources = { town = { document = "doc", article = "1" } }', "organisation.sources.town", "unknown-key"),
        ('[contact]\nemail = "sans-arobase"', "contact.email", "email"),
        ('[contact]\nemail = "a@b"', "contact.email", "email"),
        ('[contact]\nemail = "a@b.example\\nBcc: x@y.example"', "contact.email", "control"),
        ('[contact]\nphone = "appelez-moi"', "contact.phone", "phone"),
        ('[legal_representative]\nphone = "+33 1 99 00 00 00"', "legal_representative.phone", "unknown-key"),
        ('[flags]\noiv = "peut-être"', "flags.oiv", "answer"),
        ('[[document]]\nid = "Doc"\ntitle = "T"', "document[Doc].id", "id"),
        ('[[document]]\nid = "d"', "document[d].title", "missing"),
        ('[[document]]\nid = "d"\ntitle = "T"\ndated = "14/05/2022"', "document[d].dated", "day"),
        ('[[document]]\nid = "d"\ntitle = "T"\n[[document]]\nid = "d"\ntitle = "U"', "document[d].id", "twice"),
        ('[[measure]]\nid = "m"\ntext = "x"\ncovers = ["transit"]', "measure[m].source", "no-source"),
        ('[[activity]]\nid = "a"\nname_fr = "A"\nname_en = "A"\nrole = "controller"', "activity[a].role", "no-source"),
        ('[[person]]\nid = "a"\nname = "A"\nroles = ["Grand chef"]', "person[a].roles", "id"),
        ("[minors]\nage = 16", "minors.source", "no-source"),
        ("document = 3", "organisation.document", "unknown-key"),
    ],
)
def test_one_problem_is_named_where_it_is(line: str, where: str, code: str) -> None:
    assert (where, code) in problems(LEAST + line + "\n")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('retention = [{ what = "x" }]', "retention-length"),
        ('retention = [{ what = "x", months = 3, days = 2 }]', "retention-length"),
        ('retention = [{ what = "x", months = 0 }]', "whole"),
        ('retention = "toujours"', "not-list"),
        ('data_types = ["nom"]', "code"),
        ('data_types = { value = ["name"], source = { document = "doc", article = "1" }, because = "x" }', "unknown-key"),
        ('outside_eea = "perhaps"', "answer"),
        ('role = "owner"', "code"),
        ('processors = "OVH"', "not-list"),
    ],
)
def test_problems_of_an_activity(line: str, code: str) -> None:
    found = problems(f'{LEAST}{DOCUMENT}[[activity]]\nid = "a"\nname_fr = "A"\nname_en = "A"\n{SOURCE}{line}\n')
    assert code in [problem for _, problem in found]


def test_unknown_and_not_stated_are_no_values() -> None:
    lines = 'data_types = "unknown"\nretention = "not stated"\noutside_eea = "unknown"\nprocessors = []\nrole = { value = "unknown", source = { document = "doc", article = "9" } }\n'
    (read,) = parse(f'{LEAST}{DOCUMENT}[[activity]]\nid = "a"\nname_fr = "A"\nname_en = "A"\n{SOURCE}{lines}').activities
    assert (read.data_types.value, read.retention, read.outside_eea.value, read.role.value) == (None, None, None, None)
    assert read.processors.value == ()  # "none" is an answer
    assert read.role.source is not None
    assert read.role.source.article == "9"


@pytest.mark.parametrize(
    "condition",
    [
        '{ fact = "accessed", is = "yes" }',
        '{ fact = "accessed", is = false }',
        '{ fact = "data_encrypted", is = "partly" }',
        '{ fact = "nature", has = "integrity" }',
        '{ risk = "high_risk" }',
        '{ all = [{ risk = "risk" }, { not = { any = [{ fact = "accessed", is = "unknown" }] } }] }',
    ],
)
def test_conditions_of_the_right_shape(condition: str) -> None:
    (promise,) = parse(f'{LEAST}{PROMISE}anchor = "aware_at"\napplies_when = {condition}\n').commitments
    assert promise.applies_when


@pytest.mark.parametrize(
    "condition",
    [
        '"always"',
        "{}",
        "[]",
        "{ all = [] }",
        '{ all = "x" }',
        '{ fact = "accessed" }',
        '{ fact = "acessed", is = "yes" }',
        '{ fact = "accessed", is = "maybe" }',
        '{ fact = "accessed", has = "yes" }',
        '{ fact = "nature", is = "integrity" }',
        '{ fact = "nature", has = "integrité" }',
        '{ fact = "people_count", is = "3" }',
        '{ risk = "very_high" }',
        '{ fact = "accessed", is = "yes", risk = "risk" }',
        "{ not = [] }",
        "{ not = " * 12 + '{ risk = "risk" }' + " }" * 12,
    ],
)
def test_conditions_of_the_wrong_shape(condition: str) -> None:
    found = problems(f'{LEAST}{PROMISE}anchor = "aware_at"\napplies_when = {condition}\n')
    assert all(where.startswith("commitment[p].applies_when") for where, _ in found)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("", "missing"),
        ('anchor = "title"', "code"),
        ('anchor = "aware_at"\nhours = 0', "whole"),
        ('anchor = "aware_at"\nfollows = "gdpr"', "follows"),
        ('follows = "gdpr"\nhours = 3', "follows"),
    ],
)
def test_a_promise_has_a_start_or_follows_the_law(lines: str, code: str) -> None:
    found = problems(f'{LEAST}{PROMISE}applies_when = {{ risk = "risk" }}\n{lines}\n')
    assert code in [problem for _, problem in found]


@pytest.mark.parametrize("hostile", ["[red]x[/red]", "{{ 7*7 }}", "=cmd()", "../../etc", "<script>", "{where}", "%s", "\\u00e9\\u0301"])
def test_markup_is_data_and_is_kept(hostile: str) -> None:
    profile = parse(f'[organisation]\nname = "{hostile}"\ntimezone = "Europe/Paris"\n')
    assert profile.organisation.name == hostile.replace("\\u00e9\\u0301", "\u00e9\u0301")


def test_a_hostile_key_is_shown_escaped_in_both_languages() -> None:
    with pytest.raises(InputError) as raised:
        parse(LEAST + '"\\u001b[31m{where}\\u202e" = 1\n"{value}" = "x"\n')
    said = raised.value.params["problems"]
    for lang in i18n.LANGUAGES:
        i18n.use(lang)
        try:
            text = i18n.t("errors_profile.bad-profile.message", None, **raised.value.params)
        finally:
            i18n.use("fr")
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "{where}" in text
    assert isinstance(said, Problems)
    assert len(said) == 2


@pytest.mark.parametrize("text", ["[", "a = 1\na = 2", "x = " + "[" * 5000, "d = 2026-13-45", "n = " + "9" * 5000, "\x00"])
def test_what_is_not_toml_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(text)
    assert raised.value.code == "bad-profile-toml"


def test_ten_megabytes_are_refused_unread() -> None:
    with pytest.raises(InputError) as raised:
        parse("#" * (LONGEST_FILE + 1))
    assert raised.value.code == "profile-too-big"


def test_a_lone_surrogate_is_refused() -> None:
    assert problems(LEAST + 'city = "Paris\ud800"\n') == [("organisation.city", "control")]


def test_a_byte_order_mark_is_no_problem() -> None:
    assert parse("\ufeff" + LEAST).organisation.name == "Ajonc"


def test_many_problems_are_cut_and_counted() -> None:
    with pytest.raises(InputError) as raised:
        parse(LEAST + "".join(f"key{n} = 1\n" for n in range(100)))
    lines = str(raised.value.params["problems"]).splitlines()
    assert len(lines) == 31
    assert "70" in lines[-1]


def test_words_exist_in_both_languages() -> None:
    for area in ("profile", "errors_profile"):
        tables = [__import__(f"breach.i18n.{lang}.{area}", fromlist=["WORDS"]).WORDS for lang in i18n.LANGUAGES]
        assert tables[0].keys() == tables[1].keys()
        for key in tables[0]:
            fields = [sorted(name for _, name, _, _ in string.Formatter().parse(table[key]) if name) for table in tables]
            assert fields[0] == fields[1], key
    assert {f"flag-{flag}" for flag in FLAGS} <= set(__import__("breach.i18n.fr.profile", fromlist=["WORDS"]).WORDS)


def test_luhn() -> None:
    assert luhn("123456782")
    assert not luhn("123456789")


SCALARS = st.one_of(st.text(max_size=20), st.integers(), st.booleans(), st.floats(allow_nan=False), st.none(), st.dates())
TREES = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=12), inner, max_size=3)), max_leaves=12
)
SECTIONS = (
    "organisation",
    "legal_representative",
    "contact",
    "dpo",
    "flags",
    "minors",
    "document",
    "activity",
    "measure",
    "commitment",
    "contract",
    "person",
)


@given(st.dictionaries(st.sampled_from(SECTIONS), TREES, max_size=4))
def test_any_tree_gives_a_profile_or_an_error_in_words(tree: dict[str, object]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("breach.catalogue.profiles.tomllib", SimpleNamespace(loads=lambda _: tree))
        try:
            assert parse("").organisation.name
        except InputError as error:
            text = str(error.params["problems"])
            assert text
            assert not any(ord(c) < 32 and c != "\n" for c in text)


@given(st.sampled_from(builtin_names()), st.integers(0, 20_000), st.text(max_size=5))
def test_a_damaged_file_gives_a_profile_or_an_error_in_words(name: str, at: int, put: str) -> None:
    text = builtin_text(name)
    said = ""
    try:
        parse(text[:at] + put + text[at:])
    except InputError as error:
        said = error.code
    assert said in ("", "bad-profile", "bad-profile-toml")


@given(st.text())
def test_shown_text_is_printable_and_short(text: str) -> None:
    assert all(c.isprintable() for c in shown(text))
    assert len(shown(text)) <= 360
