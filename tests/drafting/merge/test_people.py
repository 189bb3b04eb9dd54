"""Who gets which letter, and who gets none, with the reason."""

from __future__ import annotations

import tracemalloc
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breach.drafting.merge.people import Addressed, Judge, Refused, Rules, Seen, fingerprint
from breach.drafting.recipient import Recipient
from tests.drafting.merge.jobs import person


def rules(channel: str = "email") -> Rules:
    return Rules(
        "people", channel, "fr", frozenset({"fr", "en"}), frozenset({"name", "email", "iban"}), frozenset({"FR", "BE"}), 15, date(2026, 11, 18), "FR"
    )


def judged(channel: str = "email", **cells: str) -> Addressed | Refused:
    return Judge(rules(channel)).judge(1, person(1, data_types="", lang="", **cells))


@pytest.mark.parametrize(
    ("channel", "cells", "problem"),
    [
        ("email", {"email": ""}, "no-email"),
        ("email", {"email": "a@b\nBcc: x@y"}, "bad-email"),
        ("email", {"email": "nobody"}, "bad-email"),
        ("post", {"address1": ""}, "no-address"),
        ("post", {"city": ""}, "no-address"),
        ("post", {"last_name": "", "first_name": ""}, "no-name"),
        ("sms", {}, "no-phone"),
        ("email", {"country": "XX"}, "bad-country"),
        ("post", {"postcode": "1000"}, "bad-postcode"),
        ("post", {"postcode": "1000", "country": ""}, "bad-postcode"),
        ("email", {"birth_date": "31/02/2010"}, "bad-birth-date"),
        ("email", {"birth_date": "hier"}, "bad-birth-date"),
        ("email", {"last_name": "x" * 2_001}, "too-long"),
        ("email", {"last_name": "\x1b[31m"}, "bad-characters"),
        ("email", {"last_name": "\ufdd0address\ufdd1"}, "bad-characters"),
        ("email", {"birth_date": "2015-05-01"}, "minor-without-representative"),
        ("sms", {"birth_date": "2015-05-01", "phone": "0600000000", "representative_name": "Mme Martin"}, "minor-without-representative"),
    ],
)
def test_a_row_that_gets_no_letter_says_why(channel: str, cells: dict[str, str], problem: str) -> None:
    made = judged(channel, **cells)
    assert isinstance(made, Refused)
    assert made.problem == problem


def test_an_unknown_data_type_is_refused_and_known_ones_make_a_segment() -> None:
    assert Judge(rules()).judge(1, person(1, data_types="name blood")) == Refused(1, "unknown-data-type")
    made = Judge(rules()).judge(1, person(1, data_types="iban name", lang="en"))
    assert isinstance(made, Addressed)
    assert made.segment == "people en iban+name"


@pytest.mark.parametrize(
    ("born", "template"), [("2011-11-19", "people-minor"), ("2011-11-18", "people"), ("18/11/2011", "people"), ("19/11/2011", "people-minor")]
)
def test_below_the_age_the_legal_representative_is_written_to(born: str, template: str) -> None:
    made = judged(birth_date=born, representative_name="Mme Martin", representative_email="parent@exemple.example")
    assert isinstance(made, Addressed)
    assert made.template == template


def test_the_same_person_is_written_to_once_and_brothers_twice() -> None:
    judge = Judge(rules())
    first = person(1, data_types="", email="a@x.example")
    assert isinstance(judge.judge(1, first), Addressed)
    assert judge.judge(2, {**first, "last_name": " NOM1 "}) == Refused(2, "duplicate")
    assert isinstance(judge.judge(3, {**first, "first_name": "Autre"}), Addressed)


def test_a_language_without_a_letter_falls_back_to_the_job_s() -> None:
    made = Judge(rules()).judge(1, person(1, data_types="", lang="de"))
    assert isinstance(made, Addressed)
    assert made.lang == "fr"


def test_a_fingerprint_needs_the_key() -> None:
    one = Recipient(last_name="Martin", data_types=frozenset({"name", "email"}))
    assert fingerprint(b"a", one) == fingerprint(b"a", Recipient(last_name="Martin", data_types=frozenset({"email", "name"})))
    assert fingerprint(b"a", one) != fingerprint(b"b", one)
    assert "Martin" not in fingerprint(b"a", one)


@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 50), max_size=2_500))
@settings(max_examples=30, deadline=None)
def test_the_compact_set_is_a_set(numbers: list[int]) -> None:
    seen, held = Seen(), set[int]()
    for number in numbers:
        assert seen.add(number) == ((number or 1) not in held)
        held.add(number or 1)


def test_the_compact_set_takes_sixteen_bytes_each_while_it_grows() -> None:
    tracemalloc.start()
    seen, many = Seen(), 30_000
    for number in range(many):
        seen.add(number * 0x9E3779B97F4A7C15 % 2**64)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 17 * many
