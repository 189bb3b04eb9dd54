"""The ten questions of docs/inspection.md, answered from an archive alone; what the pack looks like, and what a redacted one gives away."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach import bootstrap
from breach.service import pack as pack_service
from breach.settings import Settings
from tests.cli.pack_reader import Pack, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Breach

DOCS = Path(__file__).resolve().parents[2] / "docs" / "inspection.md"


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file that has lived: filed late, facts grown, people told, a text erased."""
    ref = str(breach.ok("log", "Bucket public <b>lisible</b> & ouvert", "--at", "2026-11-22T02:10:00+01:00")["ref"])

    def run(*words: object, who: str = "Alix Martin:on_call") -> None:
        breach.ok(words[0], ref, *words[1:], "--as", who)

    run(
        "facts",
        "nature=confidentiality",
        "data_types=name,iban",
        "people_count=9..3500",
        "first_signal_at=2026-11-22T02:10:00+01:00",
        "measures_immediate=Bucket fermé ; résultat : 0 accès depuis",
        "is_personal_data_breach=yes",
        "role=controller",
    )
    run("aware", "--at", "2026-11-22T03:05:00+01:00", "--by", "Noé Durand", "--basis", "journal d'accès du bucket")
    run("decide", "notify-authority", "notify", "--why", "IBAN lisibles", "--option", "attendre : plus précis, trop tard", who="Noé Durand:lead")
    run("opinion", "notify-authority", "dissent", "--why", "trop tard déjà", who="Sacha Petit:dpo")
    run("decide", "inform-subjects", "wait", "--why", "liste en cours", who="Noé Durand:lead")
    run("notice", "--form", "cnil-2023", "--type", "initial", "--format", "html", "-o", breach.home / "n.html")
    run("filed", "--form", "cnil-2023", "--failed", "portail en panne", "--at", "2026-11-25T03:00:00+01:00")
    run(
        "filed",
        "--form",
        "cnil-2023",
        "--type",
        "initial",
        "--at",
        "2026-11-25T03:10:00+01:00",
        "--reference",
        "CNIL-7",
        "--receipt",
        breach.file("r.txt", "accusé n° 7"),
        "--late-reason",
        "portail en panne",
    )
    run("facts", "people_count=3500", "measures_after=Clés changées ; résultat : anciennes refusées", "--because", "analyse finie")
    run("letter", "--template", "people", "--channel", "email", "--format", "txt", "-o", breach.home / "l")
    run("decide", "inform-subjects", "inform", "--why", "risque élevé", who="Noé Durand:lead")
    run("sent", "--template", "people", "--count", 3480, "--bounced", 12, "--at", "2026-11-25T03:20:00+01:00", "--channel", "email")
    breach.ok("evidence", "add", ref, breach.file("a.log", "lignes"), "--source", "serveur web", "--method", "copie de l'instantané", "--keep")
    breach.ok("evidence", "check", ref)
    run("note", "Mme Quiroga a rappelé")
    last = breach.ok("history", ref)[-1]["n"]
    breach.ok("erase", ref, last, "--why", "minimisation")
    return ref


@pytest.fixture
def pack(breach: Breach, ref: str) -> Pack:
    breach.ok("export", ref, "-o", breach.home / "e.zip")
    return Pack(breach.home / "e.zip")


def _question_1(pack: Pack) -> None:
    table = pack.section("knowledge").tables[0]
    people = [row for row in table.rows if row[3].startswith("Nombre approximatif de personnes")]
    assert ["3 500" in row[4] for row in people] == [True, True]
    assert "entre 9 et 3 500" in people[0][4]
    assert all("Alix Martin (astreinte)" in row[5] for row in people)
    first = pack.section("timeline").tables[0].rows[0]
    assert first[1].startswith("22 novembre 2026, 02:10")
    assert "écrit" in first[5], "what was written late is shown as late"


def _question_2(pack: Pack) -> None:
    filing = pack.section("filings").table("Dépôt ")
    assert filing.item("Retard") == "0 j 0 h 5 min"
    assert filing.item("Motifs du retard") == "portail en panne"
    assert pack.section("filings").table("Essais").column("Texte") == ["portail en panne"]
    waiting = pack.section("decisions").tables[2]
    assert (waiting.item("Choix"), waiting.item("Motif")) == ("attendre", "liste en cours")


def _question_3(pack: Pack) -> None:
    table = pack.section("awareness").table("Décisions")
    assert table.column("Par qui") == ["Noé Durand"]
    assert table.column("Preuve") == ["journal d'accès du bucket"]
    assert table.column("Instant retenu")[0].startswith("22 novembre 2026, 03:05")
    evidence = pack.section("evidence").tables[0]
    mark = hashlib.sha256(b"lignes").hexdigest()
    assert evidence.column("SHA-256")[0].startswith(mark)
    assert evidence.column("Recueil") == ["copie de l'instantané"]
    assert "identique" in evidence.column("Dernier contrôle")[0]
    assert hashlib.sha256(pack.members[evidence.links[0][0]]).hexdigest() == mark


def _question_4(pack: Pack) -> None:
    known = pack.section("filings").table("Ce qui était")
    row = next(row for row in known.rows if row[0].startswith("Nombre approximatif de personnes"))
    assert "entre 9 et 3 500" in row[1]
    assert row[2] == "3 500"


def _question_5(pack: Pack) -> None:
    filing = pack.section("filings").table("Dépôt ")
    links = [link for row in filing.links for link in row]
    assert pack.members[links[0]] == "accusé n° 7".encode()
    draft = pack.members[links[1]]
    assert hashlib.sha256(draft).hexdigest() in filing.item("Version")
    assert json.loads(pack.members[links[2]])["form"] == "cnil-2023"
    assert hashlib.sha256(draft).hexdigest() == pack.entry("draft")["body"]["sha256"]
    assert filing.item("Numéro") == "CNIL-7"


def _question_6(pack: Pack) -> None:
    section = pack.section("decisions")
    decision = section.table("Décision 4")
    assert decision.item("Qui") == "Noé Durand (responsable de l'incident)"
    assert decision.item("Options pesées") == "attendre : plus précis, trop tard"
    relied = section.table("Faits sur lesquels la décision 4")
    assert any("entre 9 et 3 500" in row[1] and row[2] == "3 500" for row in relied.rows)
    opinion = section.table("Avis")
    assert (opinion.column("Avis"), opinion.column("Qui")) == (["en désaccord"], ["Sacha Petit (DPO)"])


def _question_7(pack: Pack) -> None:
    section = pack.section("changes")
    row = next(row for row in section.tables[0].rows if row[0].startswith("Nombre approximatif de personnes"))
    assert "entre 9 et 3 500" in row[1]
    assert row[2] == "3 500"
    assert any(said.startswith("Décision 4 à revoir") for said in section.said)


def _question_8(pack: Pack) -> None:
    section = pack.section("people")
    table = section.table("Envois")
    assert [table.column(head) for head in ("Envoyés", "Revenus", "Reste", "Canal")] == [["3480"], ["12"], ["3468"], ["courriel"]]
    assert table.column("Instant")[0].startswith("25 novembre 2026, 03:20")
    assert "informer" in section.said[0]
    letter = pack.members[table.links[0][0]].decode()
    assert "Coquelicot" in letter


def _question_9(pack: Pack) -> None:
    texts = pack.section("measures").tables[0].column("Mesure et résultat")
    assert texts == ["Bucket fermé ; résultat : 0 accès depuis", "Clés changées ; résultat : anciennes refusées"]


def _question_10(pack: Pack) -> None:
    table = pack.section("integrity").tables[0]
    prefix = b"breach-entry-1\n"
    raw = pack.members["entries.jsonl"].splitlines()
    assert table.item("Tête (numéro:empreinte)") == f"{len(raw)}:{hashlib.sha256(prefix + raw[-1]).hexdigest()}"
    assert table.item("Textes absents (effacés ou retenus)") == "1"
    erased = pack.section("keeping").table("Effacements")
    assert erased.column("Motif") == ["minimisation"]
    assert "Alix Martin" in erased.column("Qui")[0]
    said = " ".join(pack.section("integrity").said)
    (loose,) = pack.section("integrity").table("Ce qui est ancré").rows
    assert (loose[0], loose[1]) == (f"1–{len(raw)}", "rien au dehors")
    assert loose[3].startswith("NON ANCRÉES")
    assert "Aucune entrée n'est signée" in said
    fingerprint = pack.entries[-2]["texts"]["text"]
    assert fingerprint not in pack.texts


ANSWERS: dict[int, Callable[[Pack], None]] = {
    1: _question_1,
    2: _question_2,
    3: _question_3,
    4: _question_4,
    5: _question_5,
    6: _question_6,
    7: _question_7,
    8: _question_8,
    9: _question_9,
    10: _question_10,
}


def test_the_ten_questions_are_answered_from_the_pack_alone(pack: Pack) -> None:
    rows = pack.section("questions").tables[0]
    assert [int(row[0]) for row in rows.rows] == sorted(ANSWERS)
    for links in rows.links:
        assert links
        assert {link.removeprefix("#") for link in links} <= set(pack.page.sections)
    for answer in ANSWERS.values():
        answer(pack)


def test_the_guides_list_the_questions_of_the_page(pack: Pack) -> None:
    asked = [row[1] for row in pack.section("questions").tables[0].rows]
    listed = re.findall(r"^\| (\d+) \| (.+?) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert [question.replace("’", "'") for _, question in listed] == asked
    places = set(re.findall(r"`#([a-z]+)`", DOCS.read_text(encoding="utf-8")))
    assert places <= {*pack.page.sections, "other"}
    guide = pack.members["LISEZMOI.txt"].decode()
    assert all(f"{number:2}. " in guide for number in range(1, 11))


def test_the_page_asks_nothing_of_anybody_and_is_whole(pack: Pack) -> None:
    for name, lang in (("dossier.html", "fr"), ("file.html", "en")):
        html = pack.members[name].decode()
        page = Page(html)
        assert page.lang == lang
        assert not [tag for tag, _ in page.tags if tag in ("script", "link", "img", "iframe", "form", "object", "embed", "base", "svg")]
        assert "default-src 'none'" in html
        assert "url(" not in html
        assert "@import" not in html
        inside = {"dossier.html", "file.html", *pack.members}
        assert all(link.startswith("#") or link in inside for link in page.links), page.links
        assert not [given for _, given in page.tags for key in given if key.startswith("on")]
        levels = [tag for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == "h1"
        assert set(levels[1:]) == {"h2"}
        assert all(given.get("scope") in ("col", "row") for tag, given in page.tags if tag == "th")
        ids = [given["id"] for _, given in page.tags if "id" in given]
        assert len(ids) == len(set(ids))
        assert "<b>lisible" not in html
        assert "&lt;b&gt;lisible&lt;/b&gt; &amp; ouvert" in html


def test_same_input_same_bytes_and_the_verifier_agrees(breach: Breach, ref: str) -> None:
    host = Settings({"as": "Alix Martin"}, os.environ)
    started = bootstrap.start(host, None, create=False)
    row = started.desk.store.find(ref)
    first = pack_service.archive(started.desk, row)
    assert pack_service.archive(started.desk, row) == first
    started.desk.clock = lambda: datetime(2031, 1, 1, tzinfo=UTC)
    assert pack_service.archive(started.desk, row) == first, "the clock on the wall is not in it"
    started.desk.store.close()
    (breach.home / "a.zip").write_bytes(first[0])
    (breach.home / "v.py").write_bytes(Pack(breach.home / "a.zip").members["verify_breach.py"])
    done = subprocess.run([sys.executable, "-I", breach.home / "v.py", breach.home / "a.zip"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_redacted_pack_gives_no_name_away_and_verifies(breach: Breach, ref: str) -> None:
    breach.ok("note", ref, "Alix Martin prévient la direction")
    asked = breach.ok("export", ref, "--redacted", "--withhold", "4.why", "--why", "pour un tiers", "-o", breach.home / "r.zip")
    pack = Pack(breach.home / "r.zip")
    everything = b"\n".join(pack.members.values()).decode(errors="replace")
    for name in ("Alix Martin", "Noé Durand", "Sacha Petit", "IBAN lisibles"):
        assert name not in everything, name
    listed = json.loads(pack.members["withheld.json"])
    assert listed == asked["withheld"]
    assert {(held["entry"], held["text"], held["reason"]) for held in listed["texts"]} >= {(3, "by", "name"), (4, "why", "asked")}
    assert "names-someone" in {held["reason"] for held in listed["texts"]}
    assert "original" in {held["reason"] for held in listed["files"]}
    assert json.loads(pack.members["people.json"]) == {}
    assert pack.section("decisions").table("Décision 4").item("Motif") == "[retenu]"
    rows = pack.section("withheld").tables[0].rows
    assert ["4.why", "demandé par qui a fait cette version"] in rows
    assert breach("verify", breach.home / "r.zip").code == 0
    assert breach.ok("history", ref)[-1]["body"]["redacted"] is True
    for words in (("--withhold", "4.why"), ("--redacted", "--withhold", "99"), ("--redacted", "--withhold", "2.people_count")):
        assert breach("export", ref, *words, "-o", breach.home / "x.zip").code == 2
    assert not (breach.home / "x.zip").exists()


@pytest.mark.parametrize("lang", ["dossier.html", "file.html"])
def test_a_redacted_pack_still_answers_the_ten_questions_and_says_what_is_withheld(breach: Breach, ref: str, lang: str) -> None:
    breach.ok("export", ref, "--redacted", "--withhold", "4.why", "--why", "pour un tiers", "-o", breach.home / "r.zip")
    pack = Pack(breach.home / "r.zip")
    pack.page = Page(pack.members[lang].decode())
    whole = pack.section("questions").tables[0]
    assert [bool(links) for links in whole.links] == [True] * 10
    held = json.loads(pack.members["withheld.json"])
    rows = pack.section("withheld").tables[0].rows
    assert len(rows) == len(held["texts"]) + len(held["files"]) + 1, "every text and file that is held back, and the names"
    assert "pour un tiers" in " ".join(pack.section("withheld").said)
    word = "[retenu]" if lang == "dossier.html" else "[withheld]"
    who = pack.section("decisions").tables[0].rows
    assert any(word in cell for row in who for cell in row), "who decided is said to be withheld, not left out"
    assert pack.section("filings").tables


def test_who_signed_and_with_what_result(breach: Breach, ref: str) -> None:
    made = breach.ok("key", "sign-new", "--as", "Alix Martin:management")
    done = breach.ok("decide", ref, "notify-authority", "notify", "--why", "encore", "--overrule", "x", "--as", "Alix Martin:management")
    breach.ok("anchor", ref, "--sign", "--as", "Alix Martin:management")
    breach.ok("key", "sign-revoke", made["key"][:16], "--why", "perdue", "--as", "Alix Martin:management")
    breach.ok("export", ref, "-o", breach.home / "s.zip")
    table = Pack(breach.home / "s.zip").section("integrity").table("Signatures")
    assert table.column("Par qui") == ["Alix Martin", "Alix Martin"]
    assert table.column("Rôle") == ["direction", "direction"]
    assert table.column("Ce qui est signé") == [f"{done['entry']} : décision\nl'acte, par son auteur", table.rows[1][3]]
    assert table.rows[1][3].startswith(f"{done['entry'] + 1} : signature")
    assert table.column("Clé (Ed25519, début)") == [f"{made['key'][:16]}…"] * 2
    assert all(result.startswith("Juste : clé consignée dans le magasin") for result in table.column("Résultat"))
    breach.ok("export", ref, "--redacted", "-o", breach.home / "r.zip")
    (nobody,) = set(Pack(breach.home / "r.zip").section("integrity").table("Signatures").column("Par qui"))
    assert nobody.startswith("personne ")
    bound = Pack(breach.home / "s.zip").section("decisions")
    assert "Alix Martin (direction)" in [row[1] for row in bound.table(f"Décision {done['entry']}").rows]


def test_an_exercise_says_so_on_every_page(breach: Breach) -> None:
    ref = breach.ok("log", "fuite", "--exercise")["ref"]
    breach.ok("export", ref, "-o", breach.home / "e.zip")
    pack = Pack(breach.home / "e.zip")
    for name in ("dossier.html", "file.html", "LISEZMOI.txt", "README.txt"):
        assert "EXERCICE" in pack.members[name].decode(), name


def test_the_sealed_notebook_is_in_no_pack_and_its_number_is_shown(breach: Breach, ref: str) -> None:
    breach.ok("note", ref, "--privileged", "analyse de Maître Ottoline")
    for words in ((), ("--redacted",)):
        path = breach.home / f"p{len(words)}.zip"
        breach.ok("export", ref, *words, "-o", path)
        pack = Pack(path)
        assert "Ottoline" not in b"\n".join(pack.members.values()).decode(errors="replace")
        assert "cahier scellé" in pack.section("timeline").tables[0].rows[-1 - len(words)][5]
        assert breach("verify", path).code == 0
