"""The user's own papers: a letter and a language are added by files in one folder, and a hostile template reaches nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from breach.catalogue.loader import load
from breach.drafting import writers
from breach.drafting.languages import skeleton
from breach.drafting.letter import draft_letter, draft_page
from breach.drafting.papers import own_root, paper, paper_ids, sound
from breach.errors import InputError
from tests.drafting.papers import FOLDER, NOW, ZONE, around, made, profile, sample


def _draft(template: str, lang: str, channel: str = "email") -> str:
    letter = draft_letter(template, channel, sample("people"), profile(), load(), lang=lang, exercise=False, now=NOW, zone=ZONE, formats=("md",))
    return letter.texts["md"]


def _put(name: str, text: str, folder: str = "people") -> Path:
    path = Path(own_root()) / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_a_language_is_two_files_in_one_folder() -> None:
    files = skeleton("xq")
    table = files["xq.toml"].replace("your password", "qpassword").replace('"month.11" = "November"', '"month.11" = "Qovember"')
    _put("xq.toml", table)
    _put("xq.md.j2", "Q {{ organisation }} {% if when %}{{ when }}{% endif %}\n\n" + files["xq.md.j2"])
    assert paper("people").languages == ("fr", "en", "xq")
    text = _draft("people", "xq")
    assert "Q Atelier Mirabelle SAS" in text
    assert "12\u00a0Qovember 2026" in text
    assert "- qpassword" in text
    assert "qpassword" in text.split("What this may lead to")[1]
    assert "vous" not in text


@pytest.mark.parametrize("lost", ["complaint = ", '"month.3" = ', "[theme.iban]", "phone = ", '"greeting" = '])
def test_a_language_that_lacks_words_is_refused_and_named(lost: str) -> None:
    files = skeleton("xz")
    lines = files["xz.toml"].split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(lost))
    gone = 4 if lost.startswith("[") else 1
    _put("xz.toml", "\n".join(lines[:at] + lines[at + gone :]))
    _put("xz.md.j2", files["xz.md.j2"])
    with pytest.raises(InputError, match="language-incomplete") as refused:
        _draft("people", "xz")
    assert refused.value.params["lang"] == "xz"


@pytest.mark.parametrize("code", ["fr", "en", "", "d", "DE", "../x", "deu", "é1"])
def test_only_two_small_letters_name_a_new_language(code: str) -> None:
    with pytest.raises(InputError, match="language-code"):
        skeleton(code)


def test_a_users_own_text_is_used_in_place_of_ours_and_a_letter_is_one_folder() -> None:
    _put("fr.md.j2", "Notre texte, {{ greeting }}, de {{ organisation }}.\n")
    assert "Notre texte, Madame, Monsieur, de Atelier Mirabelle SAS." in _draft("people", "fr")
    folder = Path(own_root()) / "people-neighbours"
    shutil.copytree(FOLDER / "people", folder)
    manifest = folder / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('id = "people"', 'id = "people-neighbours"'), encoding="utf-8")
    assert "people-neighbours" in paper_ids()
    assert "Une violation de données personnelles survenue chez Atelier Mirabelle SAS" in _draft("people-neighbours", "fr")


@pytest.mark.parametrize(
    "text",
    [
        "{{ facts.__class__.__mro__ }}",
        "{{ organisation.format.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ ''['__class__'] }}",
        "{{ organisation|attr('__class__') }}",
        "{{ steps.append('x') }}",
        "{% for a in steps %}{% for b in steps %}{% for c in steps %}{% for d in steps %}{% for e in steps %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in description %}{% for b in description %}{% for c in description %}{% for d in description %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ description|join(complaint)|join(complaint)|join(complaint)|join(complaint) }}",
        "x" * 200_001,
        "{{ 'x' * 99999999 }}",
        "{{ (1).__class__ }}",
    ],
)
def test_a_hostile_template_is_refused_whole(text: str) -> None:
    _put("fr.md.j2", text)
    with pytest.raises(InputError) as refused:
        _draft("people", "fr")
    assert refused.value.code in {"template-forbidden", "template-wrong", "template-too-long", "draft-too-long"}


def test_a_faulty_manifest_stops_no_other_paper_and_is_refused_by_name() -> None:
    _put("manifest.toml", 'id = "merci"', "merci")
    assert "merci" in paper_ids()
    assert {known.id for known in sound()} == set(paper_ids()) - {"merci"}
    assert "violation" in _draft("people", "fr")
    with pytest.raises(InputError) as refused:
        _draft("merci", "fr")
    assert (refused.value.code, refused.value.params["template"]) == ("manifest-wrong", "merci")


def test_a_link_out_of_the_folder_or_a_folder_of_another_name_is_no_paper() -> None:
    root = Path(own_root())
    root.mkdir(parents=True)
    for name in ("..x", "A B", "x" * 60):
        (root / name).mkdir()
    assert not {"..x", "A B", "x" * 60} & set(paper_ids())


def test_each_client_is_told_its_own_numbers_and_no_other_clients_name() -> None:
    text = made("controller-33-2", "fr.email.md")
    assert "Librairie Exemple" in text
    assert "420" in text
    assert "Brasserie" not in text
    assert "3\u202f500" not in text  # the count of all clients together


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "Préjudices possibles pour les personnes**\\\nNon déterminé"), ("en", "Possible harm to people**\\\nNot determined")]
)
def test_a_client_is_told_that_the_consequences_are_not_known_yet(lang: str, words: str) -> None:
    facts = {name: fact for name, fact in sample("controller-33-2").items() if not name.startswith(("consequences_", "harms"))}
    page = draft_page(
        "controller-33-2", "email", facts, profile(), load(), lang=lang, exercise=False, now=NOW, zone=ZONE, around=around("controller-33-2")
    ).page
    assert words in writers.text("md", page)


def test_the_portals_failure_claims_no_filing_and_lists_each_attempt() -> None:
    text = made("cnil-portal-failure", "fr.email.md")
    assert "n'est pas cette notification" in text
    assert "erreur 503" in text
    assert "b" * 64 in text
