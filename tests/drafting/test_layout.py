"""A Word layout: ours is the one its script makes; a user's own, as Word saves it, works from one folder; a hostile one is refused."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx as python_docx
import pytest

from breach import paths, resources
from breach.drafting import docx, papers, zipped
from breach.errors import InputError
from tests.drafting.making import NOE, letter, made

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_layout_is_the_one_that_its_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("layout", Path(__file__).with_name("layout.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.LAYOUT.read_bytes() == module.made()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of one paper."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = Path(papers.own_root()) / "people"
    folder.mkdir(parents=True)
    assert str(folder).startswith(paths.folder("config"))
    return folder


def document(*paragraphs: str, change: Callable[[str], str] = lambda xml: xml, extra: dict[str, bytes] | None = None) -> bytes:
    """A document of one's own: each text a paragraph; ``change`` works on its XML as Word would."""
    made_ = python_docx.Document()
    for text in paragraphs:
        made_.add_paragraph(text)
    out = io.BytesIO()
    made_.save(out)
    parts = zipped.read(out.getvalue(), "x")
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    return zipped.archive([zipped.member(name, body) for name, body in {**parts, **(extra or {})}.items()])


def texts(body: bytes) -> list[str]:
    return [paragraph.text for paragraph in python_docx.Document(io.BytesIO(body)).paragraphs]


MINE = (
    "Notre en-tête : {{ organisation }}",
    "{{ recipient }}",
    "{% for block in blocks %}",
    "{{ block.runs }}",
    "{% endfor %}",
    "Fin « {{ subject }} »",
)


def test_ones_own_layout_serves_from_one_folder(own: Path) -> None:
    (own / "fr.post.docx").write_bytes(document(*MINE))
    found = texts(made("docx", letter()))
    assert found[0].replace("\u00a0", " ") == "Notre en-tête : Atelier Mirabelle SAS"
    assert found[1].split("\n")[0] == "Mme Noé Éloïse-Dûrand"
    assert found[2] == "Madame,"
    assert found[-1].startswith("Fin «")
    assert texts(made("docx", letter(slotted=True), NOE)) == found
    assert "Notre en-tête" not in texts(made("docx", letter(channel="email")))[0]


def test_an_instruction_that_word_cut_into_runs_is_put_together(own: Path) -> None:
    def cut(xml: str) -> str:
        runs = '{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ organi</w:t></w:r><w:r><w:t>sation }</w:t></w:r><w:r><w:t>}'
        xml = xml.replace("{{ organisation }}", runs)
        return xml.replace("{% if lang == 'fr' %}", "{% if lang ==</w:t></w:r><w:r><w:t> \u2018fr\u2019 %</w:t></w:r><w:r><w:t>}")

    (own / "letter.docx").write_bytes(
        document("Avant {{ organisation }} après", "{% if lang == 'fr' %}", "oui", "{% else %}", "non", "{% endif %}", change=cut)
    )
    assert texts(made("docx", letter())) == ["Avant Atelier Mirabelle SAS après", "oui"]


def test_merging_leaves_alone_what_is_no_instruction() -> None:
    xml = "<w:p><w:r><w:t>a { b</w:t></w:r><w:r><w:t>c } d</w:t></w:r></w:p>"
    assert re.findall(r"<w:t[^>]*>([^<]*)</w:t>", docx.merged(xml)) == ["a { b", "c } d"]
    open_ended = "<w:p><w:t>x {{ y</w:t></w:p><w:p><w:t>z }}</w:t></w:p>"
    assert re.findall(r"<w:t[^>]*>([^<]*)</w:t>", docx.merged(open_ended)) == ["x {{ y", "z }}"]


def test_an_instruction_alone_in_a_row_of_a_table_repeats_rows(own: Path) -> None:
    made_ = python_docx.Document()
    table = made_.add_table(3, 1)
    for row, text in zip(table.rows, ("{% for line in marks %}", "{{ line }}", "{% endfor %}"), strict=True):
        row.cells[0].text = text
    out = io.BytesIO()
    made_.save(out)
    (own / "fr.docx").write_bytes(out.getvalue())
    found = python_docx.Document(io.BytesIO(made("docx", letter(exercise=True)))).tables[0]
    assert [row.cells[0].text[:8] for row in found.rows] == ["EXERCICE"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ organisation.__class__ }}", "template-forbidden"),
        ("{{ ''.join(marks) }}", "template-forbidden"),
        ("{{ cycler }}", "template-wrong"),
        ("{{ 9 ** 9 }}", "template-forbidden"),
        ("{% include '/etc/passwd' %}", "template-forbidden"),
        ("{{ organisatoin }}", "template-wrong"),
        ("{% for x in marks %}", "template-wrong"),
    ],
)
def test_ones_own_layout_runs_in_the_sandbox(own: Path, text: str, code: str) -> None:
    (own / "letter.docx").write_bytes(document(text))
    with pytest.raises(InputError) as error:
        made("docx", letter())
    assert error.value.code == code


def _bomb() -> bytes:
    return document("x", extra={"word/media/x.png": b"\0" * (zipped.LARGEST + 1)})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"not a zip", "document-unreadable"),
        (b"", "document-unreadable"),
        (zipped.archive([zipped.member("a", b"x"), zipped.member("a", b"y")]), "document-unreadable"),
        (zipped.archive([zipped.member("../a", b"x")]), "document-unreadable"),
        (zipped.archive([zipped.member("x.xml", b"x")]), "document-refused"),
        (document("x", extra={"word/vbaProject.bin": b"x"}), "document-refused"),
        (document("x", extra={"word/embeddings/o.xlsx": b"x"}), "document-refused"),
        (document("x", change=lambda xml: '<!DOCTYPE a [<!ENTITY b "c">]>' + xml), "document-refused"),
        (_bomb(), "document-unreadable"),
        (zipped.archive([zipped.member(f"{at}", b"x") for at in range(600)]), "document-unreadable"),
    ],
)
def test_a_document_that_is_none_or_is_hostile_is_refused(own: Path, body: bytes, code: str) -> None:
    (own / "letter.docx").write_bytes(body)
    with pytest.raises(InputError) as error:
        made("docx", letter())
    assert error.value.code == code


def test_ones_own_text_and_ones_own_letter_serve_from_one_folder(own: Path) -> None:
    (own / "fr.md.j2").write_text("Bonjour {{ greeting }}, de {{ organisation }}.\n", encoding="utf-8")
    assert made("txt", letter(channel="email")).decode().endswith("Bonjour Madame, de Atelier Mirabelle SAS.\n")
    mine = own.parent / "my-letter"
    mine.mkdir()
    manifest = (Path(resources.shared_root("templates")) / "notifications" / "people" / "manifest.toml").read_text(encoding="utf-8")
    (mine / "manifest.toml").write_text(manifest.replace('id = "people"', 'id = "my-letter"'), encoding="utf-8")
    (mine / "fr.md.j2").write_text("À moi : {{ organisation }}\n", encoding="utf-8")
    assert "my-letter" in papers.paper_ids()
    assert papers.paper("my-letter").kind == "letter"
    (mine / "manifest.toml").write_text("id = 3", encoding="utf-8")
    papers._paper.cache_clear()
    with pytest.raises(InputError) as error:
        papers.paper("my-letter")
    assert error.value.code == "manifest-wrong"


def test_an_archive_is_one_that_others_read() -> None:
    body = zipped.archive([zipped.member("é/a.txt", b"x" * 1000), zipped.member("b", b"", stored=True)])
    with zipfile.ZipFile(io.BytesIO(body)) as found:
        assert found.testzip() is None
        assert found.namelist() == ["é/a.txt", "b"]
        assert found.read("é/a.txt") == b"x" * 1000
    assert zipped.read(body, "x") == {"é/a.txt": b"x" * 1000, "b": b""}
