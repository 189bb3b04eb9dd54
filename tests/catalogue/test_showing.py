"""Facts in words, on one line, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breach.catalogue.loader import load
from breach.catalogue.values import read, show, show_instant
from tests.catalogue import strategies


@pytest.mark.parametrize(
    ("fact_id", "raw", "fr", "en"),
    [
        ("people_count", {"estimate": [9, 3500], "basis": "export du CRM"}, "entre 9 et 3 500 (estimation : export du CRM)", "between 9 and 3,500 (estimate: export du CRM)"),
        ("people_count", {"estimate": [100, "unknown"]}, "au moins 100 (estimation)", "at least 100 (estimate)"),
        ("people_count", {"estimate": [None, 5]}, "au plus 5 (estimation)", "at most 5 (estimate)"),
        ("people_count", {"estimate": [5, 5]}, "environ 5 (estimation)", "about 5 (estimate)"),
        ("people_count", "unknown", "non déterminé à ce jour", "not determined to date"),
        ("people_count", 0, "0", "0"),
        ("exposure_hours", 5.5, "5,5 heures", "5.5 hours"),
        ("exposure_hours", 1.5, "1,5 heure", "1.5 hours"),
        ("exposure_hours", 1, "1 heure", "1 hour"),
        ("youngest_age", 15, "15 ans", "15 years"),
        ("malicious", True, "oui", "yes"),
        ("nature", ["availability", "confidentiality"], "Perte de la confidentialité · Perte de la disponibilité", "Loss of confidentiality · Loss of availability"),
        ("nature", ["integrity", "unknown"], "au moins : Perte de l'intégrité", "at least: Loss of integrity"),
        ("nature", [], "aucun", "none"),
        ("gravity", "significant", "Important", "Significant"),
        ("people_count_by_country", {"FR": 1200}, "France : 1 200", "France: 1,200"),
        ("occurred_from", {"cannot_be_known": "journaux effacés"}, "ne peut pas être établi : journaux effacés", "cannot be established: journaux effacés"),
        ("data_encrypted", {"assumed": "yes", "because": "x", "until": "2026-12-01T10:00:00+01:00"}, "supposé : Oui (x), jusqu'au 1er décembre 2026, 10:00 (UTC+01:00)", "assumed: Yes (x), until 1 December 2026, 10:00 (UTC+01:00)"),
        ("parties", [{"kind": "processor", "told_us_at": None}], "Rôle : Sous-traitant, Nous a prévenus le : non déterminé à ce jour", "Role: Processor, Told us at: not determined to date"),
        ("description", "un\ndeux", "un / deux", "un / deux"),
    ],
)  # fmt: skip
def test_in_words(fact_id: str, raw: object, fr: str, en: str) -> None:
    definition = load().get(fact_id)
    fact = read(definition, raw, None)
    spaced = show(definition, fact, "fr", "Europe/Paris").replace("\u202f", " ").replace("\u00a0", " ")
    assert (spaced, show(definition, fact, "en", "Europe/Paris")) == (fr, en)


def test_instants_in_a_zone_and_without() -> None:
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert show_instant(at, "fr", "Europe/Paris") == "2 juillet 2026, 00:30 (UTC+02:00)"
    assert show_instant(at, "en", None) == "1 July 2026, 22:30 (UTC)"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_fact_can_be_shown_on_one_line(data: st.DataObject) -> None:
    definition = data.draw(st.sampled_from(list(load().facts.values())))
    fact = data.draw(strategies.facts(definition))
    for lang in ("fr", "en"):
        assert len(show(definition, fact, lang, "Europe/Paris").splitlines()) <= 1
