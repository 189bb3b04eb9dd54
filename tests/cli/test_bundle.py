"""A review by a DPO outside, without a shared server: there, back, and again; nothing lost, nothing twice, conflicts shown."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pyrage  # type: ignore[import-untyped]
import pytest

from breach.log.pack import build
from tests.cli.conftest import PROFILE, Breach

if TYPE_CHECKING:
    from pathlib import Path


class Places:
    """Two machines: the organisation's and the DPO's, each with its store, keys and settings."""

    def __init__(self, bare: Breach, patch: pytest.MonkeyPatch, root: Path) -> None:
        self._bare, self._patch, self._root = bare, patch, root
        self.here = ""

    def at(self, name: str, who: str) -> Breach:
        """Sit down at the machine ``name``."""
        for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            folder = self._root / name / variable.lower()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._patch.setenv(variable, str(folder))
        self._patch.setenv("BREACH_AS", who)
        self.here = name
        return self._bare

    def us(self) -> Breach:
        return self.at("us", "Alix Martin:lead")

    def dpo(self) -> Breach:
        return self.at("dpo", "Sacha Petit:dpo")

    def us_merges(self, path: Path) -> Any:
        return self.us().ok("merge", path)

    def dpo_merges(self, path: Path) -> Any:
        return self.dpo().ok("merge", path)


@pytest.fixture
def places(bare: Breach, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Places:
    made = Places(bare, monkeypatch, tmp_path)
    for sit in (made.us, made.dpo):
        assert sit()("init", "--profile", bare.file("profile.toml", PROFILE)).code == 0
        sit().ok("key", "sign-new")
        sit().ok("key", "review-new")
    us = made.us()
    us.ok("log", "Connexions anormales sur la page client", "--aware", "2026-11-20T10:00:00+01:00")
    us.ok("facts", "1", "people_count=9..3500")
    us.ok("decide", "1", "notify-authority", "notify", "--why", "Risque probable.")
    return made


def key_of(breach: Breach) -> str:
    key: str = breach.ok("key", "status")["review"][0]
    return key


def sent(places: Places, name: str) -> Path:
    """Our file 1, sent to the DPO."""
    to = key_of(places.dpo())
    path = places.us().home / name
    places.us().ok("bundle", "1", "--to", to, "-o", path)
    return path


def answered(places: Places, name: str) -> Path:
    """The DPO's review, sent back."""
    path = places.dpo().home / name
    places.dpo().ok("bundle", "1", "-o", path)
    return path


def kinds(breach: Breach) -> list[str]:
    return [entry["kind"] for entry in breach.ok("history", "1")]


def test_there_and_back(places: Places) -> None:
    there = sent(places, "there.age")
    assert b"Connexions" not in there.read_bytes()
    dpo = places.dpo()
    opened = dpo.ok("merge", there)
    assert opened["opened"] is True
    shown = dpo.ok("show", "1")
    assert "3500" in json.dumps(shown["facts"]["people_count"])
    assert [one["choice"] for one in shown["decisions"]] == ["notify"]
    assert dpo.ok("verify")["ok"]
    dpo.ok("opinion", "1", "notify-authority", "dissent", "--why", "Les données étaient chiffrées.")
    back = answered(places, "back.age")
    us = places.us()
    before = kinds(us)
    merged = us.ok("merge", back)
    assert (merged["ref"], merged["opened"], len(merged["entries"])) == ("2026-0001", False, 2)
    assert kinds(us) == [*before, "received", "received"]
    (opinion,) = us.ok("show", "1")["opinions"]
    assert (opinion["actor"], opinion["stance"], opinion["why"]) == ("Sacha Petit", "dissent", "Les données étaient chiffrées.")
    assert us.ok("verify")["ok"]
    key = places.dpo().ok("key", "status")["signing"][0]["key"]
    theirs = [one for one in places.us().ok("verify", "1")["signatures"] if one["key"] == key]
    assert [(one["by"], one["standing"], one["entry"]) for one in theirs] == [("Sacha Petit", "unknown-key", opinion["n"])]
    person = f'[[person]]\nid = "sp"\nname = "Sacha Petit"\npublic_key = "ed25519:{key}"\n'
    assert us("init", "--profile", us.file("with.toml", PROFILE + person)).code == 0
    (known,) = [one for one in us.ok("verify", "1")["signatures"] if one["key"] == key]
    assert (known["standing"], known["in_profile"]) == ("right", True)


def test_merged_twice_it_comes_in_once(places: Places) -> None:
    there = sent(places, "there.age")
    first = places.dpo().ok("merge", there)
    again = places.dpo().ok("merge", there)
    assert (again["entries"], again["already_there"], again["ref"]) == ([], len(first["entries"]), first["ref"])
    assert "rien de nouveau" in places.dpo()("merge", there).out
    places.dpo().ok("note", "1", "vu")
    back = answered(places, "back.age")
    us = places.us()
    us.ok("merge", back)
    held = kinds(us)
    assert us.ok("merge", back)["entries"] == []
    assert kinds(us) == held


def test_rounds_go_on_and_nothing_is_lost(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    places.dpo().ok("note", "1", "avis en cours")
    places.us().ok("note", "1", "copie des journaux")
    places.us_merges(answered(places, "2.age"))
    places.dpo_merges(sent(places, "3.age"))
    places.dpo().ok("note", "1", "avis rendu")
    places.us_merges(answered(places, "4.age"))
    for sit in (places.us, places.dpo):
        breach = sit()
        lines = [line["text"] for line in breach.ok("show", "1")["timeline"] if line["text"]]
        for text in ("avis en cours", "copie des journaux", "avis rendu"):
            assert lines.count(text) == 1, (places.here, lines)
        assert breach.ok("verify")["ok"]
        assert len(breach.ok("list")) == 1


def test_a_dissent_that_came_in_counts_against_our_decision(places: Places) -> None:
    assert places.dpo_merges(sent(places, "1.age"))["conflicts"] == []
    there = places.dpo().ok("show", "1")
    assert [(one["snapshot_ok"], one["stale"]) for one in there["decisions"]] == [(True, [])]
    assert there["facts"]["description"]["value"] == "Connexions anormales sur la page client"
    places.dpo().ok("opinion", "1", "notify-authority", "dissent", "--why", "Aucun risque démontré.")
    places.us_merges(answered(places, "2.age"))
    us = places.us()
    (opinion,) = us.ok("show", "1")["opinions"]
    (decision,) = us.ok("show", "1")["decisions"]
    assert opinion["decision"] == decision["n"]
    assert decision["dissent"] == opinion["n"]
    assert "dissent" in [held["what"] for held in us.ok("review", "1")["waiting"]]
    ran = us("decide", "1", "notify-authority", "notify", "--why", "Le risque reste probable.")
    assert (ran.code, "--overrule" in ran.err) == (4, True)
    us.ok("decide", "1", "notify-authority", "notify", "--why", "Le risque reste probable.", "--overrule", "3 500 comptes.")
    last = us.ok("show", "1")["decisions"][-1]
    assert (last["overrules"], last["dissent"]) == ([opinion["n"]], None)
    places.us().ok("export", "1", "-o", us.home / "p.zip")
    with zipfile.ZipFile(us.home / "p.zip") as pack:
        page = pack.read("dossier.html").decode()
    assert "repris ici par Alix Martin" in page
    assert page.count("Sacha Petit (DPO)") >= 3, "the timeline, the opinion and the signature name who wrote them"
    places.dpo_merges(sent(places, "3.age"))
    theirs = places.dpo().ok("show", "1")
    assert theirs["decisions"][-1]["overrules"] == [theirs["opinions"][0]["n"]]
    assert theirs["decisions"][-1]["snapshot_ok"] is True


def test_what_both_changed_is_shown_and_ours_stands(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    places.dpo().ok("facts", "1", "people_count=5000", "--because", "compté là-bas")
    places.us().ok("facts", "1", "people_count=1200", "--because", "compté ici")
    us = places.us()
    back = answered(places, "2.age")
    ran = places.us()("merge", back)
    assert "CONFLIT" in ran.out
    assert "5000" in ran.out.replace("\u202f", "")
    assert "1200" in ran.out.replace("\u202f", "")
    shown = us.ok("show", "1")
    assert shown["facts"]["people_count"]["value"] == 1200
    assert [one["what"] for one in shown["conflicts"]] == ["people_count"]
    (waits,) = [one for one in shown["waiting"] if one["what"] == "conflict"]
    assert (waits["details"][0], waits["details"][1], waits["details"][3]) == ("people_count", "1200", "5000")
    for verb in ("show", "review", "handover"):
        assert "5000" in us(verb, "1").out.replace("\u202f", ""), verb
    assert "Nombre approximatif de personnes concernées » : 5" in us("history", "1").out.replace("\u00a0", " ").replace("\u202f", " ")
    assert "deux versions à trancher" in us("list").out.replace("\u00a0", " ")
    assert "Personne n’a encore tranché" in _page(us, "avant.zip")
    us.ok("facts", "1", "people_count=5000", "--because", "recompté avec le DPO")
    page = _page(us, "apres.zip")
    assert "ici 1200" in page
    assert "dans la revue reçue 5000" in page
    assert "Tranché à l’entrée" in page
    assert "&quot;raw&quot;" not in page
    assert "numbers :" not in page
    assert [one for one in us.ok("show", "1")["waiting"] if one["what"] == "conflict"] == []
    assert "deux versions" not in us("list").out


def _page(breach: Breach, name: str) -> str:
    breach.ok("export", "1", "-o", breach.home / name)
    page = zipfile.ZipFile(breach.home / name).read("dossier.html").decode()
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def test_two_decisions_made_unseen_wait_for_a_third(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    places.dpo().ok("decide", "1", "inform-subjects", "inform", "--why", "risque élevé", "--as", "Sacha Petit:lead")
    places.us().ok("decide", "1", "inform-subjects", "wait", "--why", "enquête")
    back = answered(places, "2.age")
    places.us().ok("merge", back)
    said = places.us()("show", "1").out.replace("\u00a0", " ").replace("\u202f", " ")
    assert "CONFLIT sur Informer les personnes ? : ici attendre" in said
    places.us().ok("decide", "1", "inform-subjects", "inform", "--why", "avec le DPO")
    assert "CONFLIT" not in places.us()("show", "1").out


def test_upholding_ours_settles_two_decisions_made_unseen(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    places.dpo().ok("decide", "1", "inform-subjects", "inform", "--why", "risque élevé", "--as", "Sacha Petit:lead")
    places.us().ok("decide", "1", "inform-subjects", "wait", "--why", "enquête")
    back = answered(places, "2.age")
    us = places.us()
    us.ok("merge", back)
    assert [one["what"] for one in us.ok("show", "1")["waiting"]][:1] == ["conflict"]
    us.ok("decide", "1", "inform-subjects", "stands", "--why", "l'enquête le demande toujours")
    assert [one for one in us.ok("show", "1")["waiting"] if one["what"] == "conflict"] == []


def test_what_only_they_changed_is_taken_over(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    places.dpo().ok("facts", "1", "people_count=5000", "--because", "compté là-bas")
    back = answered(places, "2.age")
    assert places.us().ok("merge", back)["conflicts"] == []
    assert places.us().ok("show", "1")["facts"]["people_count"]["value"] == 5000


def test_the_review_is_in_no_register_and_our_file_in_ours(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    assert places.dpo().ok("register") == []
    assert len(places.us().ok("register")) == 1


def test_a_retraction_of_theirs_hits_the_entry_it_means(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    n = places.dpo().ok("note", "1", "mauvais dossier")["entry"]
    places.dpo().ok("retract", "1", n, "--why", "erreur")
    places.us_merges(answered(places, "2.age"))
    retracted = [line["text"] for line in places.us().ok("show", "1")["timeline"] if line["retracted"]]
    assert retracted == ["mauvais dossier"]


def test_an_action_that_came_in_with_a_review_is_late_here_too(places: Places) -> None:
    places.dpo_merges(sent(places, "1.age"))
    dpo = places.dpo()
    due = dpo.ok("action", "1", "add", "Revoir le contrat", "--due", "2026-11-20T12:00+01:00")["entry"]
    done = dpo.ok("action", "1", "add", "Former l'équipe", "--due", "2026-11-20T12:00+01:00")["entry"]
    dpo.ok("action", "1", "done", done, "--result", "fait")
    places.us_merges(answered(places, "2.age"))
    us = places.us()
    late = [item["n"] for item in us.ok("show", "1")["actions"] if item["state"] == "late"]
    found = json.loads(us("check", "--json").out)["actions"]
    assert [one["entry"] for one in found] == late
    assert len(late) == 1
    assert due


def test_the_sealed_notebook_stays_here(places: Places) -> None:
    us = places.us()
    note = us("note", "1", "--privileged", "avis de notre avocat")
    assert note.code == 0, note.err
    path = us.home / "1.age"
    to = key_of(places.dpo())
    assert places.us().ok("bundle", "1", "--to", to, "-o", path)["withheld"] == 1
    places.dpo_merges(path)
    assert "avocat" not in json.dumps(places.dpo().ok("history", "1"), ensure_ascii=False)
    assert places.dpo().ok("verify")["ok"]


# -- what is refused, and leaves all as it was


def refused(breach: Breach, path: Path, code: int, words: str) -> None:
    before = breach.ok("verify")["head"]
    ran = breach("merge", path)
    assert ran.code == code, ran.out + ran.err
    assert words in ran.err
    assert breach.ok("verify")["head"] == before


def plain(path: Path, places: Places, name: str) -> dict[str, bytes]:
    """The members of a bundle for the DPO, opened as they would be."""
    secret = pyrage.x25519.Identity.generate()
    out = places.us().home / name
    places.us().ok("bundle", "1", "--to", str(secret.to_public()), "-o", out)
    with zipfile.ZipFile(BytesIO(pyrage.decrypt(out.read_bytes(), [secret]))) as held:
        return {one: held.read(one) for one in held.namelist()}


def test_for_somebody_else(places: Places) -> None:
    other = pyrage.x25519.Identity.generate()
    path = places.us().home / "other.age"
    places.us().ok("bundle", "1", "--to", str(other.to_public()), "-o", path)
    refused(places.dpo(), path, 2, "chiffré pour quelqu’un d’autre")


def test_damaged_or_no_bundle(places: Places) -> None:
    there = sent(places, "there.age")
    raw = bytearray(there.read_bytes())
    raw[-40] ^= 1
    there.write_bytes(bytes(raw))
    refused(places.dpo(), there, 2, "abîmé")
    export = places.us().home / "e.zip"
    places.us().ok("export", "1", "-o", export)
    refused(places.dpo(), export, 2, "envoi")


def test_what_does_not_verify_is_refused_whole(places: Places) -> None:
    members = plain(places.us().home, places, "p.age")
    path = places.dpo().home / "forged.zip"
    path.write_bytes(build({**members, "entries.jsonl": members["entries.jsonl"].replace(b"3500", b"4500")}))
    refused(places.dpo(), path, 1, "Envoi refusé")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, body in {**members, "people.json": b"0" * 5_000_000}.items():
            bomb.writestr(name, body)
    refused(places.dpo(), path, 1, "compressé")
    with zipfile.ZipFile(path, "w") as escape:
        escape.writestr("../../outside.txt", b"x")
    refused(places.dpo(), path, 1, "Envoi")
    assert not list(places.dpo().home.rglob("outside.txt"))


def test_a_history_made_anew_is_refused(places: Places) -> None:
    """Our store is put back to before the bundle and goes on otherwise: what then comes back is of another history."""
    store = places.us().home / "us" / "xdg_data_home"
    shutil.copytree(store, places.us().home / "kept")
    places.us().ok("note", "1", "cette ligne disparaîtra")
    places.dpo_merges(sent(places, "1.age"))
    places.dpo().ok("note", "1", "vu")
    back = answered(places, "2.age")
    shutil.rmtree(store)
    shutil.copytree(places.us().home / "kept", store, dirs_exist_ok=True)
    for line in ("une autre", "et encore"):
        places.us().ok("note", "1", line)
    refused(places.us(), back, 4, "contredit")


def test_without_a_recipient_or_with_a_wrong_one(places: Places) -> None:
    assert "age1" in places.us()("bundle", "1").err
    assert places.us()("bundle", "1", "--to", "age1nothing").code == 2


@pytest.mark.needs("age")
def test_age_itself_opens_a_bundle(places: Places, tmp_path: Path) -> None:
    secret = pyrage.x25519.Identity.generate()
    identity = tmp_path / "id.txt"
    identity.write_text(f"{secret}\n", encoding="utf-8")
    path = places.us().home / "b.age"
    places.us().ok("bundle", "1", "--to", str(secret.to_public()), "-o", path)
    opened = subprocess.run(["age", "-d", "-i", identity, path], check=True, capture_output=True).stdout
    with zipfile.ZipFile(BytesIO(opened)) as held:
        about: dict[str, Any] = json.loads(held.read("bundle.json"))
    assert about["format"] == "breach-bundle-1"
