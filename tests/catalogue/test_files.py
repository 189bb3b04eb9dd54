"""Facts files are accepted whole or refused whole, with every problem named."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from breach import i18n
from breach.catalogue.files import decode, explain, read_facts
from breach.domain.facts import UNKNOWN, CodeSet, Fact, known
from breach.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TOML = """
title = "COQUELICOT"
people_count = { estimate = [9, 3500], basis = "export of the CRM" }
data_encrypted = { assumed = "yes", because = "disk policy", until = 2026-11-23T10:00:00+01:00 }
exfiltrated = "unknown"
occurred_from = 2026-11-18T22:10:00
exposure_hours = 5.6
nature = ["confidentiality", "unknown"]
people_count_by_country = { FR = 1200 }

[[parties]]
kind = "processor"
told_us_at = 2026-11-19T09:30:00+01:00
"""


def problems(text: str, name: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_facts(text, name, None)
    assert caught.value.code == "bad-facts-file"
    assert caught.value.params["name"] == name
    return str(caught.value.params["problems"]).split("\n")


def test_a_toml_file() -> None:
    facts = read_facts(TOML, "facts.toml", "Europe/Paris")
    assert facts["people_count"] == Fact("estimated", low=9, high=3500, because="export of the CRM")
    assert facts["exfiltrated"] == UNKNOWN
    assert facts["exposure_hours"].value == Decimal("5.6")
    assert facts["nature"].value == CodeSet(frozenset({"confidentiality"}), at_least=True)
    assert str(facts["occurred_from"].value) == "2026-11-18 21:10:00+00:00"
    assert facts["people_count_by_country"] == known({"FR": 1200})


def test_a_json_file() -> None:
    text = '{"$schema": "facts.schema.json", "people_count": 3, "published": null, "cause": []}'
    assert read_facts(text, "F.JSON", None) == {"people_count": known(3), "published": UNKNOWN, "cause": known(CodeSet(frozenset()))}


def test_an_empty_file_says_nothing() -> None:
    assert read_facts("", "a.toml", None) == {}
    assert read_facts("{}", "a.json", None) == {}


def test_all_problems_are_named_at_once() -> None:
    said = problems('{"people_count": -4, "peple_count": 3, "nature": ["confidentialty"], "title": "x"}', "f.json")
    assert len(said) == 3
    assert "people_count" in said[0]
    assert "peple_count" in said[1]
    assert "people_count" in said[1]
    assert "confidentiality" in said[2]


def test_problems_of_a_file_of_several_lines_say_the_line() -> None:
    said = problems('title = "x"\npeople_count = -4\n\n  "data_types" = ["iban_number"]\nrecords_count = 99999999999999999999999\n', "f.toml")
    assert [line.partition(":")[0].strip() for line in said] == ["ligne 2", "ligne 4", "ligne 5"]
    assert "iban (IBAN ou coordonnées bancaires), card_number (" in said[1]
    assert "99999999999999999999999" in said[2]


def test_a_file_that_is_cut_short_is_wrong_at_its_end() -> None:
    assert "ligne 2, colonne 8" in problems('title = "x"\na = [1, \n', "f.toml")[0]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_problems_speak_the_language_in_use(lang: str) -> None:
    before = i18n.current()
    try:
        i18n.use(lang)
        assert ("Plus proche" if lang == "fr" else "Nearest") in problems('{"peple_count": 3}', "f.json")[0]
        assert ("n'existe pas" if lang == "fr" else "does not exist") in problems('{"aware_at": "2026-02-30T10:00:00Z"}', "f.json")[0]
    finally:
        i18n.use(before)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broken.toml", "people_count = = 3"),
        ("broken.json", '{"people_count": 3,'),
        ("nan.json", '{"people_count": NaN}'),
        ("infinity.json", '{"people_count": -Infinity}'),
        ("nan.toml", "people_count = nan"),
        ("infinity.toml", "exposure_hours = inf"),
        ("huge.json", '{"people_count": 1e400}'),
        ("huger.json", '{"people_count": 1e99999999999999999999}'),
        ("digits.json", '{"people_count": ' + "9" * 5000 + "}"),
        ("digits.toml", "people_count = " + "9" * 5000),
        ("negative.json", '{"records_count": -5}'),
        ("reversed.json", '{"people_count": {"estimate": [9, 3], "basis": "x"}}'),
        ("list.json", "[1, 2]"),
        ("null.json", "null"),
        ("type.json", '{"people_count": "many"}'),
        ("deep.json", "[" * 100_000),
        ("deep.toml", "a = " + "[" * 100_000),
        ("dotted.toml", "a." * 300_000 + "b = 1"),
        ("header.toml", "[" + '"a" . ' * 300_000 + "b]"),
        ("inline.toml", "title = { " + "a." * 300_000 + "b = 1 }"),
        ("twice.toml", "people_count = 1\npeople_count = 2"),
        ("twice.json", '{"people_count": 1, "people_count": 2}'),
        ("half.json", '{"people_count": 4, "nombre_de_personnes": 3}'),
        ("bool.json", '{"people_count": true}'),
        ("february.json", '{"occurred_from": "2026-02-30T10:00:00+01:00"}'),
        ("february.toml", "occurred_from = 2026-02-30T10:00:00+01:00"),
        ("local.toml", "occurred_from = 2026-02-28T10:00:00"),
        ("surrogate.json", '{"title": "\\ud800"}'),
        ("null_character.json", '{"title": "\\u0000"}'),
        ("table.toml", "[people_count]\nvalue = 3\nvalu = 4"),
    ],
)
def test_a_bad_file_is_refused_whole(name: str, text: str) -> None:
    said = problems(text, name)
    assert all(line.strip() and line.isprintable() | ("\u202f" in line) | ("\u00a0" in line) for line in said)


def test_many_problems_are_cut_short() -> None:
    said = problems(json.dumps({f"fait_{n}": n for n in range(500)}), "f.json")
    assert len(said) == 51


@pytest.mark.parametrize("name", ["facts.yaml", "facts", "facts.toml.txt", ".json/x"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="facts-file-ending"):
        read_facts("", name, None)


def test_a_file_of_more_than_ten_megabytes_is_refused() -> None:
    with pytest.raises(InputError, match="facts-file-too-large"):
        read_facts(" " * 10_000_001, "f.json", None)


def test_bytes_that_are_not_utf8() -> None:
    assert decode(b"\xef\xbb\xbfa = 1", "f.toml") == "a = 1"
    with pytest.raises(InputError) as caught:
        decode('title = "été"'.encode("latin-1"), "f.toml")
    assert caught.value.code == "not-utf8"
    assert caught.value.params == {"name": "f.toml", "at": 9}


def test_an_error_without_words_here_is_named_by_its_code() -> None:
    assert explain(InputError("no-such-code")) == "no-such-code"


@given(st.text() | st.sampled_from(["title = ", "[[", '{"', "people_count = 1\n"]).flatmap(lambda start: st.text().map(lambda end: start + end)))
@example("\ud800")
@example("title = '''\x00'''")
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in ("f.toml", "f.json"):
        said = None
        try:
            read_facts(text, name, None)
        except InputError as error:
            said = error.code
        assert said in (None, "bad-facts-file")


def test_bytes_on_disk_are_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(TOML, encoding="utf-8")
    assert read_facts(decode(path.read_bytes(), path.name), path.name, "Europe/Paris") == read_facts(TOML, "x.toml", "Europe/Paris")
