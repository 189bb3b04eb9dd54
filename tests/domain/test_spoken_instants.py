"""Instants in words: read strictly, in both languages; what could be two instants is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from breach.domain.instants import to_z
from breach.domain.spoken_instants import read
from breach.errors import InputError

PARIS = "Europe/Paris"
NOW = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
"""A Wednesday, 03:30 in Paris."""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("il y a 20 min", "2026-11-25T02:10:00Z"),
        ("Il y a 20 minutes", "2026-11-25T02:10:00Z"),
        ("il y a 2 h 30", "2026-11-25T00:00:00Z"),
        ("il y a 2h30", "2026-11-25T00:00:00Z"),
        ("il y a une heure", "2026-11-25T01:30:00Z"),
        ("il y a 1 jour et 2 heures", "2026-11-24T00:30:00Z"),
        ("20 min ago", "2026-11-25T02:10:00Z"),
        ("2 hours 30 minutes ago", "2026-11-25T00:00:00Z"),
        ("an hour ago", "2026-11-25T01:30:00Z"),
        ("maintenant", "2026-11-25T02:30:00Z"),
        ("à l’instant", "2026-11-25T02:30:00Z"),
        ("03:10", "2026-11-25T02:10:00Z"),
        ("3h10", "2026-11-25T02:10:00Z"),
        ("3 h", "2026-11-25T02:00:00Z"),
        ("23:50", "2026-11-24T22:50:00Z"),  # last night
        ("hier 18h30", "2026-11-24T17:30:00Z"),
        ("hier à 18 h 30", "2026-11-24T17:30:00Z"),
        ("yesterday at 18:30", "2026-11-24T17:30:00Z"),
        ("avant-hier 9h", "2026-11-23T08:00:00Z"),
        ("aujourd’hui 02h00", "2026-11-25T01:00:00Z"),
        ("lundi 14h", "2026-11-23T13:00:00Z"),
        ("last friday 14:00", "2026-11-20T13:00:00Z"),
    ],
)
def test_what_people_say(said: str, meant: str) -> None:
    assert to_z(read(said, NOW, PARIS)) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "bientôt",
        "18",
        "25:00",
        "12:60",
        "il y a",
        "il y a 20",
        "il y a 20 lunes",
        "il y a 30 min 2 h",
        "il y a 9000 jours",
        "20 min",
        "hier",
        "hier soir tard",
        "le 3",
        "21/11 18h30",
        "12:30 pm",
        "dans 2 h",
        "hier 18:",
        "١٢:٣٠",
    ],
)
def test_what_is_none_of_the_forms_is_refused(said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(said, NOW, PARIS)
    assert caught.value.code == "bad-spoken-instant"


@pytest.mark.parametrize("said", ["14:30", "mercredi 9h", "wednesday 01:00"])
def test_what_may_be_two_instants_is_refused(said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(said, NOW, PARIS)
    assert caught.value.code == "spoken-instant-unclear"


def test_the_nights_of_the_clock_change() -> None:
    autumn, spring = datetime(2026, 10, 25, 11, tzinfo=UTC), datetime(2026, 3, 29, 11, tzinfo=UTC)
    for said, now, code in (("02:30", autumn, "local-time-twice"), ("aujourd'hui 02h30", spring, "local-time-never")):
        with pytest.raises(InputError) as caught:
            read(said, now, PARIS)
        assert caught.value.code == code
    assert to_z(read("il y a 10 h", autumn, PARIS)) == "2026-10-25T01:00:00Z"  # elapsed hours


def test_a_time_of_day_needs_a_zone_and_a_delay_none() -> None:
    with pytest.raises(InputError) as caught:
        read("03:10", NOW, None)
    assert caught.value.code == "instant-without-zone"
    assert to_z(read("il y a 20 min", NOW, None)) == "2026-11-25T02:10:00Z"


@pytest.mark.parametrize(
    ("said", "meant"), [("dans 2 h", "2026-11-25T04:30:00Z"), ("demain 9h", "2026-11-26T08:00:00Z"), ("03:10", "2026-11-26T02:10:00Z")]
)
def test_ahead(said: str, meant: str) -> None:
    assert to_z(read(said, NOW, PARIS, ahead=True)) == meant
