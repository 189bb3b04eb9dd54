"""The linter over whole letters: sound ones pass, and each thing taken from them or put into them is found, alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breach import i18n
from breach.drafting.linting.document import of_text, read
from breach.drafting.linting.lint import CONTENTS, lint
from breach.drafting.linting.report import Report
from breach.drafting.linting.rules import IDS, rules, sources
from breach.errors import InputError

LETTERS = Path(__file__).parent / "letters"
TREE = Path(__file__).resolve().parents[3]
SOUND = (LETTERS / "members.txt").read_text(encoding="utf-8")
SAMPLES = sorted((TREE / "templates" / "notifications").glob("people*/expected.*"))


def found(text: str, kind: str = "txt") -> list[str]:
    return [one.id for one in lint(of_text(text, kind)).findings]


@pytest.mark.parametrize(
    "path", [*SAMPLES, *(path for path in sorted(LETTERS.iterdir()) if path.stem not in ("vague", "blaming", "soothing"))], ids=lambda path: path.name
)
def test_a_sound_letter_has_no_finding(path: Path) -> None:
    report = lint(read(path.read_bytes(), path.name))
    assert not report.findings
    assert all(report.contents.values())


def test_a_vague_letter_is_told_what_it_lacks() -> None:
    report = lint(read((LETTERS / "vague.txt").read_bytes(), "vague.txt"))
    assert report.contents == {"nature": True, "contact": True, "consequences": False, "measures": False, "advice": False}
    ids = {one.id for one in report.findings}
    assert {
        "missing-date",
        "missing-consequences",
        "missing-measures",
        "missing-advice",
        "vague-date",
        "empty-phrase",
        "minimising",
        "generic-advice",
        "missing-cnil-right",
    } == ids
    by_line = {(one.id, one.line) for one in report.findings}
    assert ("vague-date", 5) in by_line
    assert ("empty-phrase", 11) in by_line


@pytest.mark.parametrize(
    ("name", "lacks", "phrases"),
    [
        ("blaming.txt", {"contact", "consequences", "measures", "advice"}, {"blame", "link", "advertising", "generic-advice"}),
        ("soothing.txt", {"nature", "consequences", "measures", "advice"}, {"missing-date", "minimising", "empty-phrase"}),
    ],
)
def test_what_a_bad_letter_says_and_lacks_is_named(name: str, lacks: set[str], phrases: set[str]) -> None:
    report = lint(read((LETTERS / name).read_bytes(), name))
    assert {content for content, there in report.contents.items() if not there} == lacks
    assert {one.id for one in report.findings} == {f"missing-{content}" for content in lacks} | phrases | {"missing-cnil-right"}


def test_a_letter_that_names_no_data_does_not_say_what_happened() -> None:
    assert lint(of_text(SOUND, "txt")).contents["nature"]
    assert not lint(of_text("Le 3 mai 2026, une cyberattaque a touché certaines de vos données.", "txt")).contents["nature"]


TAKEN = {
    "missing-date": [("Entre le 10 et le 12 octobre 2026, un", "Un"), ("Dès le 12 octobre, le", "Le"), (" le 13 octobre", "")],
    "missing-contact": [
        ("Une question ? Écrivez à notre délégué à la protection des données : dpo@asso.example ou Asso, 12 rue des Lilas, 69003 Lyon.\n", "")
    ],
    "missing-consequences": [
        (
            "Quels sont les risques pour vous ?\n- usurpation de votre identité ;\n- réception de faux messages qui imitent notre association ;\n- connexion à vos autres comptes, si vous utilisez le même mot de passe.\n",
            "",
        )
    ],
    "missing-measures": [("Dès le 12 octobre, le compte utilisé par l'intrus a été bloqué et tous les mots de passe ont été réinitialisés. ", "")],
    "missing-cnil-right": [("Si vous estimez que vos droits n'ont pas été respectés, vous pouvez saisir la CNIL d'une réclamation.\n", "")],
    "generic-advice": [("1. Changez votre mot de passe sur notre site et sur tous les sites où vous utilisez le même.\n", "")],
}


@pytest.mark.parametrize("finding", TAKEN)
def test_what_is_taken_out_is_missed(finding: str) -> None:
    text = SOUND
    for old, new in TAKEN[finding]:
        assert old in text
        text = text.replace(old, new)
    assert found(text) == [finding]


@pytest.mark.parametrize(
    ("sentence", "told"), [("On ne sait pas qui peut lire ce message.", False), ("Quelqu'un peut savoir quand vous voyagez.", True)]
)
def test_what_nobody_knows_is_no_consequence(sentence: str, told: bool) -> None:
    assert lint(of_text(sentence, "txt"), "fr").contents["consequences"] is told


def test_a_letter_without_nature_or_advice_is_found_out() -> None:
    text = "Bonjour,\n\nLe 3 mars 2026, nous avons fermé un compte. Contact : dpo@asso.example. Vous pouvez adresser une réclamation à la CNIL.\n"
    assert {"missing-nature", "missing-consequences", "missing-advice"} <= set(found(text))


PUT = [
    ("vague-date", "L'alerte a été donnée récemment."),
    ("vague-date", "Cela s'est vu il y a quelques jours."),
    ("minimising", "Vos données ne semblent pas avoir été utilisées."),
    ("minimising", "Nous vous écrivons par précaution."),
    ("minimising", "Il n'y a pas lieu de vous inquiéter."),
    ("minimising", "L’impact est très limité."),
    ("empty-phrase", "Nous avons pris toutes les mesures nécessaires."),
    ("empty-phrase", "La sécurité de vos données est notre priorité."),
    ("empty-phrase", "Nous mettons tout en œuvre pour vous aider."),
    ("unsure-undated", "L'enquête est toujours en cours."),
    ("unsure-undated", "Nous ne savons pas encore qui est l'auteur."),
    ("blame", "Si vous aviez choisi un meilleur code, rien ne serait arrivé."),
    ("blame", "Notre prestataire est seul responsable."),
    ("jargon", "Le bucket était ouvert."),
    ("jargon", "Un credential stuffing a eu lieu."),
    ("link", "Voyez https://asso.example/aide pour la suite."),
    ("link", "Voyez www.asso.example/aide pour la suite."),
    ("advertising", "Profitez de notre nouvelle carte."),
    ("advertising", "Voici un code promo : MERCI."),
    ("hard-sentence", "Nous avons " + "vraiment vérifié chaque porte et chaque table et chaque chaise de la maison et " * 4 + "fini."),
]


@pytest.mark.parametrize(("finding", "sentence"), PUT)
def test_what_is_put_in_is_found_where_it_stands(finding: str, sentence: str) -> None:
    lines = SOUND.split("\n")
    lines.insert(3, sentence)
    findings = lint(of_text("\n".join(lines), "txt")).findings
    assert [(one.id, one.line) for one in findings] == [(finding, 4)]
    assert findings[0].excerpt


@pytest.mark.parametrize(
    "sentence",
    [
        "Récemment, le 10 octobre 2026, un essai a échoué.",
        "Au 14 octobre 2026, l'enquête est toujours en cours.",
        "Un message trompeur (phishing) est possible.",
        "Le phishing (hameçonnage) est possible.",
        "Ce n'est pas de votre faute.",
        "Le site de la CNIL est www.cnil.fr.",
        "Aucune donnée bancaire n'est concernée.",
        "Le mot de passe de votre banque n'est pas concerné.",
        "Si vous avez déjà changé votre mot de passe, vous n'avez rien à faire de plus.",
    ],
)
def test_what_is_right_is_left_alone(sentence: str) -> None:
    assert found(SOUND.replace("Quels sont", f"{sentence}\n\nQuels sont")) == []


@pytest.mark.parametrize(
    ("named", "advice"),
    [
        ("votre IBAN", "Surveillez vos relevés de compte."),
        ("votre numéro de carte bancaire", "Faites opposition auprès de votre banque."),
        ("la copie de votre carte d'identité", "Gardez ce message : il prouvera l'usurpation."),
        ("votre numéro de sécurité sociale", "Méfiez-vous des messages sur un remboursement."),
        ("votre dossier médical", "En cas de chantage, ne payez pas et portez plainte."),
    ],
)
def test_advice_must_answer_the_data(named: str, advice: str) -> None:
    text = SOUND.replace("votre adresse e-mail et", f"{named}, votre adresse e-mail et").replace("3. En cas d'usurpation, déposez plainte.\n", "")
    assert found(text) == ["generic-advice"]
    assert found(text.replace("\nUne question ?", f"\n3. {advice}\n\nUne question ?")) == []


def test_links_of_a_page_and_of_a_mail_are_found_and_mail_addresses_are_none() -> None:
    page = '<p>Voir <a href="https://x.example">ici</a> ou <a href="mailto:dpo@x.example">écrire</a>.</p>'
    assert found(page, "html").count("link") == 1
    mail = b"Subject: Bonjour\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    assert [one.excerpt for one in lint(read(mail, "a.eml")).findings if one.id == "link"] == ["https://x.example"]
    assert found("Voir [ici](https://x.example).", "md").count("link") == 1


def test_a_mail_is_read_with_its_subject_and_charset() -> None:
    body = SOUND.encode("cp1252", "replace")
    mail = b"Subject: =?utf-8?q?R=C3=A9cemment?=\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body
    assert [one.id for one in lint(read(mail, "a.eml")).findings] == ["vague-date"]


def test_english_is_read_as_english() -> None:
    report = lint(of_text("We recently had a data breach. Rest assured that we take your privacy very seriously. Be vigilant.", "txt"))
    assert report.lang == "en"
    assert {"vague-date", "minimising", "empty-phrase", "generic-advice"} <= {one.id for one in report.findings}


def test_every_id_has_its_source_and_its_words() -> None:
    assert set(sources()) == set(IDS)
    for lang in ("fr", "en"):
        i18n.use(lang)
        text = "\n".join(Report(lint(of_text("Récemment, rassurez-vous : profitez de nos logs https://x.example", "txt"))).lines(lang))
        assert "{" not in text
    assert {phrase.id for lang in ("fr", "en") for phrase in rules(lang).phrases} <= set(IDS)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for kind in ("txt", "md", "html"):
        report = lint(of_text(text, kind))
        assert set(report.contents) == set(CONTENTS)
        assert all(
            report.contents[one.id.removeprefix("missing-")] is False for one in report.findings if one.id.removeprefix("missing-") in CONTENTS
        )
        assert all(1 <= one.line <= text.count("\n") + text.count("\r") + 1 for one in report.findings)


@given(st.binary(max_size=300))
def test_any_mail_is_read_or_refused(body: bytes) -> None:
    try:
        report = lint(read(body, "a.eml"))
    except InputError as error:
        report = None
        refused = error.code
    else:
        refused = ""
    assert (refused in ("empty-text", "not-utf8")) == (report is None)


@pytest.mark.parametrize("mark", ["<![", "<![CDA", "<![endi>", "<![if !mso]>", "<![]]>", "<![x[ y ]]>", "<![CDATA[ caché ]]>"])
def test_a_page_with_sections_that_no_page_has_is_read(mark: str) -> None:
    assert "Vos adresses ont été lues." in read(f"<p>Vos adresses ont été lues.</p>{mark}<p>suite</p>".encode(), "a.html").text


@pytest.mark.parametrize("charset", ["klingon-8", '"utf-8\0"', "idna", "rot13", "undefined"])
def test_a_mail_in_a_charset_that_is_none_is_refused(charset: str) -> None:
    with pytest.raises(InputError) as refused:
        read(f"Content-Type: text/plain; charset={charset}\r\n\r\n{'a' * 70}..".encode(), "a.eml")
    assert refused.value.code == "not-utf8"


def test_a_hostile_text_takes_no_longer_than_it_is_long() -> None:
    start = time.process_time()
    for text in ("mot de passe " * 20_000, "a" * 200_000, "toutes les mesures " * 10_000, "((((" * 50_000, "<a href=x>" * 20_000):
        lint(of_text(text, "html" if text.startswith("<") else "txt"))
    assert time.process_time() - start < 60  # seconds of its own, far above what it takes: only a run-away pattern gets there
