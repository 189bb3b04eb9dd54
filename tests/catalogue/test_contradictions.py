"""What a file says against the organisation's documents, with the sentence; and whom to write to for a minor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from breach.catalogue.contradictions import Contradiction, contradictions
from breach.catalogue.profiles import builtin_names, load_builtin, parse_profile
from breach.domain.facts import CodeSet, Fact, Value, known

NOW = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
BARE = parse_profile('[organisation]\nname = "Ajonc"\ntimezone = "Europe/Paris"\n', "p.toml")
TRACED = "Tous les accès concernant des traitements relatifs à des données à caractère personnel de clients et prospects font l’objet d’une mesure de traçabilité."
EU_SERVERS = (
    "Nos serveurs sont situés dans l'Union européenne et nous ne transférons pas vos Données Personnelles en dehors de l'Espace économique européen."
)
NEEDED = (
    "Nous ne conserverons vos Données Personnelles que pour la durée nécessaire aux finalités pour lesquelles nous les avons collectées, "
    "y compris pour nous conformer à toute exigence légale ou comptable."
)
COOKIES = "Les Données Personnelles issues des cookies et traceurs seront conservées pour une durée maximale de treize (13) mois à compter de leur collecte."
LOGS = "Les adresses IP et les logs des clients/prospects sont conservées pour une durée d’un an à compter de la dernière connexion ou de la dernière utilisation du logiciel."


def found(name: str, **values: Value) -> tuple[Contradiction, ...]:
    return contradictions({key: known(value) for key, value in values.items()}, load_builtin(name), NOW)


def party(**values: str | None) -> tuple[dict[str, str | None], ...]:
    return (values,)


def codes(*names: str, at_least: bool = False) -> CodeSet:
    return CodeSet(frozenset(names), at_least)


@pytest.mark.parametrize("name", builtin_names())
def test_nothing_known_contradicts_nothing(name: str) -> None:
    assert contradictions({}, load_builtin(name), NOW) == ()


def test_accesses_said_to_be_traced_and_no_logs() -> None:
    (one,) = found("wimi", logs_available=False)
    assert (one.id, one.document, one.article, one.sentence, one.facts) == ("logs", "policy", "8", TRACED, ("logs_available",))
    assert "journaux" in one.text_fr
    assert "logs" in one.text_en


def test_logs_that_are_there_or_not_known_contradict_nothing() -> None:
    assert found("wimi", logs_available=True) == ()
    assert found("xp2cloud", logs_available=False) == ()  # its policy says nothing on logs
    expiring = Fact("assumed", value=False, until=NOW + timedelta(hours=1))
    for fact in (Fact("unknown"), Fact("cannot_be_known"), expiring):
        assert contradictions({"logs_available": fact}, load_builtin("wimi"), NOW) == ()


def test_data_older_than_the_retention_of_wimi() -> None:
    (one,) = found("wimi", retention_exceeded=True)
    assert (one.id, one.article) == ("retention", "9")
    assert one.sentence.count(" […] ") == 6


def test_only_the_rows_about_the_data_are_quoted() -> None:
    (one,) = found("wimi", retention_exceeded=True, data_types=codes("ip_address"))
    assert one.sentence == LOGS
    (more,) = found("wimi", retention_exceeded=True, data_types=codes("ip_address", at_least=True))
    assert more.sentence.count(" […] ") == 6
    (unsaid,) = found("wimi", retention_exceeded=True, data_types=codes("health"))
    assert unsaid.sentence.count(" […] ") == 6


def test_data_older_than_the_retention_of_xp2() -> None:
    (one,) = found("xp2cloud", retention_exceeded=True)
    assert (one.article, one.sentence) == ("5", f"{NEEDED} […] {COOKIES}")
    (contact,) = found("xp2cloud", retention_exceeded=True, data_types=codes("name", "email"))
    assert contact.sentence == NEEDED


def test_a_recipient_outside_the_eea() -> None:
    (one,) = found("xp2cloud", parties=party(kind="processor", name="[red]Acme", country="US"))
    assert (one.id, one.article, one.sentence, one.facts) == ("outside-eea", "8", EU_SERVERS, ("parties",))
    assert "[red]Acme (US)" in one.text_fr
    assert "[red]Acme (US)" in one.text_en


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "processor", "country": "DE"},
        {"kind": "processor", "country": "NO"},
        {"kind": "processor", "country": "RE"},
        {"kind": "processor", "country": None},
        {"kind": "processor"},
        {"kind": "client_controller", "country": "US"},
    ],
)
def test_no_contradiction_inside_the_eea_or_where_unknown(row: dict[str, str | None]) -> None:
    assert found("xp2cloud", parties=(row,)) == ()


def test_a_profile_that_says_nothing_on_transfers_is_not_contradicted() -> None:
    assert found("wimi", parties=party(kind="processor", name="Acme", country="US")) == ()
    everything: dict[str, Value] = {"logs_available": False, "retention_exceeded": True, "sensitive": codes("health")}
    assert contradictions({key: known(value) for key, value in everything.items()}, BARE, NOW) == ()


def test_sensitive_data_said_not_to_be_collected() -> None:
    (one,) = found("xp2cloud", sensitive=codes("health"))
    assert (one.id, one.article) == ("sensitive", "2")
    assert "données sensibles" in one.sentence
    assert found("xp2cloud", sensitive=codes()) == ()
    assert [c.article for c in found("demo", sensitive=codes("health"))] == ["2"]  # the quoted article goes before the unquoted


def test_several_at_once_in_a_stable_order() -> None:
    rows = party(kind="other", name="Acme", country="US")
    assert [c.id for c in found("xp2cloud", parties=rows, retention_exceeded=True, sensitive=codes("health"))] == [
        "retention",
        "outside-eea",
        "sensitive",
    ]
