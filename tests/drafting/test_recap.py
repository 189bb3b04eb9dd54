"""The authority's recap beside what was filed: what makes no difference is not told, what does is."""

from __future__ import annotations

import pytest

from breach.drafting.recap import compared, plain

FIELDS = [
    ("R1", "type", "Type de notification", "Notification initiale"),
    ("R2", "headcount", "Effectif", "24"),
    ("R3", "legal_last_name", "Nom", "Lorrain"),
    ("R4", "contact_last_name", "Nom", "Meuse"),
    ("R6", "aware_at", "Date de prise de connaissance", "16 novembre 2026 à 9 h 40 (heure de Paris)"),
    ("R7", "nature", "Nature de la violation", "Perte de la confidentialité\nPerte de la disponibilité"),
    ("R7", "description", "Descriptif détaillé de la violation", "L’accès à une copie n’était pas protégé."),
    ("R8", "people_count", "Nombre approximatif de personnes concernées", "entre 9 et 3 500 (estimation : export)"),
]
VALUES = [{"rubric": r, "field": f, "label": label, "value": value, "state": "known"} for r, f, label, value in FIELDS]
RECAP = """
Récapitulatif de votre notification
TYPE DE NOTIFICATION : notification  initiale
Effectif : 24
Nom : Lorrain
Nom : MEUSE
Date de prise de connaissance : {at}
Nature de la violation :
 - Perte de la disponibilite
 - Perte de la confidentialité
Descriptif détaillé de la violation
L'acces à une copie
n'était pas protégé.
Nombre approximatif de personnes concernées : {count}
"""


def results(recap: str) -> dict[str, str]:
    return {row["field"]: row["result"] for row in compared(recap, VALUES)}


@pytest.mark.parametrize("at", ["16/11/2026 09:40", "16.11.2026 à 9h40", "2026-11-16T09:40:00", "16 novembre 2026, 9 h 40", "le 16/11/2026 à 9:40"])
@pytest.mark.parametrize("count", ["3 500", "3500", "9", "1\u202f200"])
def test_what_makes_no_difference_is_not_told(at: str, count: str) -> None:
    assert set(results(RECAP.format(at=at, count=count)).values()) == {"found"}


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("Effectif : 24", "Effectif : 240", "headcount"),
        ("MEUSE", "Moselle", "contact_last_name"),
        ("notification  initiale", "notification complète", "type"),
        (" - Perte de la disponibilite\n", "", "nature"),
        ("n'était pas", "était", "description"),
        ("16/11/2026 09:40", "16/11/2026 10:40", "aware_at"),
        ("personnes concernées : 3500", "personnes concernées : 35000", "people_count"),
    ],
)
def test_what_differs_is_told_with_what_stands_there(before: str, after: str, field: str) -> None:
    recap = RECAP.format(at="16/11/2026 09:40", count="3500")
    assert before in recap
    rows = {row["field"]: row for row in compared(recap.replace(before, after), VALUES)}
    assert rows[field]["result"] == "differs"
    assert rows[field]["seen"]
    assert {row["field"] for row in rows.values() if row["result"] != "found"} == {field}


def test_a_field_that_is_not_there_is_not_found_and_an_unknown_one_is_not_asked() -> None:
    recap = RECAP.format(at="16/11/2026 09:40", count="9").replace("Effectif : 24\n", "")
    assert results(recap)["headcount"] == "not_found"
    unknown = [{**VALUES[0], "state": "unknown"}, *VALUES[1:]]
    assert "type" not in {row["field"] for row in compared(recap, unknown)}
    assert {row["result"] for row in compared("", VALUES)} == {"not_found"}


def test_one_way_of_writing() -> None:
    assert plain("Le 1er mars 2026 à 9 h (Œuvre)") == "le 20260301d 0900t oeuvre"
    assert plain("12 345,5") == "12345 5"
