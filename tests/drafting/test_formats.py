"""Each format of a letter and of a notice, opened by a program that is not ours."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import subprocess
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import docx
import page as page_validation
import pdfua
import pikepdf
import pytest

from breach.catalogue.loader import load
from breach.drafting import eml, writers
from breach.drafting.blocks import Bullets, Heading
from breach.drafting.blocks import words as text_of
from breach.drafting.letter import addressee
from breach.drafting.pdf import Letters, PreparedPdf
from breach.drafting.slots import Addressee
from breach.errors import InputError
from tests.drafting.making import HOSTILE, NOE, hostile, letter, made, notice, profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from breach.drafting.letter_page import Page
    from breach.drafting.recipient import Recipient

FORMATS_OF = {"post": ("md", "txt", "html", "docx", "pdf"), "email": writers.FORMATS}


def words(text: str) -> str:
    """Blanks and line ends made alike, hyphens at the end of a line undone."""
    return " ".join(text.replace("\u00ad\n", "").replace("\u2010\n", "").split())


def pdf_text(body: bytes, tmp_path: Path) -> str:
    path = tmp_path / "x.pdf"
    path.write_bytes(body)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


def parsed(body: bytes) -> email.message.EmailMessage:
    message = email.message_from_bytes(body, policy=email.policy.default)
    assert not message.defects
    return message


# -- one letter is the same, alone or among many


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("paper_id", ["people", "people-minor"])
@pytest.mark.parametrize("channel", ["post", "email"])
def test_a_letter_is_the_same_to_the_byte_alone_or_among_many(paper_id: str, channel: str, lang: str) -> None:
    for fmt in FORMATS_OF[channel]:
        one = made(fmt, letter(paper_id, channel, lang=lang), NOE, paper_id)
        among = letter(paper_id, channel, lang=lang, slotted=True)
        assert made(fmt, among, NOE, paper_id) == one, fmt


@pytest.mark.parametrize("fmt", ["md", "txt", "html", "docx", "pdf"])
def test_what_one_recipient_gets_holds_nothing_of_another(fmt: str) -> None:
    prepared = writers.writer(fmt, "people", "post", "fr").prepare(letter(slotted=True))
    first = prepared.render(Addressee({"greeting": "Madame"}, ("Mme Alpha",), "", "1"))
    second = prepared.render(Addressee({"greeting": "Monsieur"}, ("M. Bravo",), "", "2"))
    assert first != second
    if fmt in ("md", "txt", "html"):
        assert b"Alpha" in first
        assert b"Alpha" not in second


# -- PDF


NAMES = ("Alpha", "Bravo-de-la-Tour-du-Pin", "x" * 45, "Alpha", "Charlie")


def to_(name: str) -> Recipient:
    return replace(NOE, last_name=name, address2=f"{len(name)} rue de {name}")


def set_(names: Iterable[str]) -> list[bytes]:
    prepared = Letters().prepare(letter(slotted=True))
    return [prepared.render(addressee("people", to_(name), profile(), load(), "fr", "1")) for name in names]


def test_a_pdf_set_after_others_is_the_same_to_the_byte_as_set_alone() -> None:
    # The typesetter takes over what its process set before: never more than what is the same.
    bodies = set_(NAMES)
    assert len(set(bodies)) == 4
    for at in (1, 4):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            assert fresh.submit(set_, [NAMES[at]]).result() == [bodies[at]]


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_is_the_same_alone_or_among_many_whatever_the_name(name: str) -> None:
    assert made("pdf", letter(to=to_(name), slotted=True), to_(name)) == made("pdf", letter(to=to_(name)))


@pytest.mark.parametrize("name", ["letter", "mail", "minor", "english", "exercise", "notice", "complete"])
def test_a_pdf_is_pdf_a_3a_and_pdf_ua_1_by_two_checkers(name: str, tmp_path: Path) -> None:
    pages: dict[str, Callable[[], Page]] = {
        "letter": letter,
        "mail": partial(letter, channel="email", to=None),
        "minor": partial(letter, "people-minor"),
        "english": partial(letter, lang="en"),
        "exercise": partial(letter, exercise=True, to=None),
        "notice": notice,
        "complete": partial(notice, "en", "complete", exercise=True),
    }
    body = made("pdf", pages[name]())
    for profile_ in ("3a", "ua1"):
        report = page_validation.validate_pdf_bytes(body, profile=profile_)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
        assert report.rules.total > 100
    path = tmp_path / "x.pdf"
    path.write_bytes(body)
    assert not [finding for finding in pdfua.validate(str(path)).findings if finding.severity == pdfua.Severity.ERROR]


def test_a_pdf_carries_what_it_was_made_from() -> None:
    with pikepdf.open(io.BytesIO(made("pdf", letter(slotted=True), NOE))) as pdf:
        (name,) = pdf.attachments
        assert name == "source.json"
        assert str(pdf.Root.AF[0].AFRelationship) == "/Source"
        data = json.loads(pdf.attachments[name].get_file().read_bytes())
        assert pdf.Root.Lang == "fr"
    assert data["recipient"][0] == "Mme Noé Éloïse-Dûrand"
    with pikepdf.open(io.BytesIO(made("pdf", notice()))) as pdf:
        assert json.loads(pdf.attachments["source.json"].get_file().read_bytes())["form"] == "cnil-2023"


@pytest.mark.needs("poppler")
def test_a_pdf_says_all_that_the_text_says(tmp_path: Path) -> None:
    said = words(pdf_text(made("pdf", letter(to=NOE)), tmp_path))
    page = letter()
    for line in (page.subject_line, *page.sender, *page.recipient, page.dated, "Ce que vous pouvez faire dès maintenant", "3 Place de Fontenoy"):
        assert words(line) in said
    assert "PROJET" not in said


@pytest.mark.needs("poppler")
def test_marks_stand_on_every_page(tmp_path: Path) -> None:
    pages = pdf_text(made("pdf", letter(to=None, exercise=True, description="Une ligne.\n\n" * 120)), tmp_path).split("\f")[:-1]
    assert len(pages) > 3
    assert all("EXERCICE – PROJET" in page for page in pages)
    assert all(f"Page {number}/{len(pages)}" in page for number, page in enumerate(pages, 1))
    bare = replace(letter(to=None), mark="EXERCICE – PROJET INCOMPLET")
    assert "PROJET INCOMPLET" in pdf_text(made("pdf", bare), tmp_path)
    assert "EXERCICE – PROJET" in pdf_text(made("pdf", notice(exercise=True)), tmp_path)


@pytest.mark.needs("poppler")
def test_the_address_stands_in_the_window_of_the_envelope(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(made("pdf", letter()))
    found = subprocess.run(["pdftotext", "-bbox", "-l", "1", path, "-"], capture_output=True, text=True, check=True).stdout
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(?:Résidence|Lilas|12|57000|l’Église)<'
    boxes = [[float(point) * 25.4 / 72 for point in row] for row in re.findall(pattern, found)]
    block = [box for box in boxes if box[0] > 90 and box[1] < 150]
    assert len(block) >= 4
    assert all(left >= 100 and right <= 190 and top >= 45 and bottom <= 80 for left, top, right, bottom in block)


def test_a_character_that_no_font_has_fails_that_letter_by_name() -> None:
    prepared = Letters().prepare(letter(slotted=True))
    with pytest.raises(InputError) as error:
        prepared.render(Addressee({"greeting": "Madame"}, ("Mme 日本",), "", "1"))
    assert error.value.code == "glyph-missing"
    assert "日 (U+65E5" in str(error.value.params["characters"])
    assert "本 (U+672C" in str(error.value.params["characters"])
    assert prepared.render(Addressee({"greeting": "Madame"}, ("Mme Alpha",), "", "2")).startswith(b"%PDF")


@pytest.mark.needs("poppler")
def test_the_print_shop_gets_many_letters_each_with_its_own_numbers(tmp_path: Path) -> None:
    prepared = Letters().prepare(letter(slotted=True))
    assert isinstance(prepared, PreparedPdf)
    body = prepared.print_shop([Addressee({"greeting": "Madame"}, (f"Mme Numéro {at}",), "", str(at)) for at in range(20)])
    pages = pdf_text(body, tmp_path).split("\f")[:-1]
    assert len(pages) == 40
    assert [page for page in pages if "Numéro 13" in page] == [pages[26]]
    assert all("Page 1/2" in page for page in pages[::2])
    assert all("Page 2/2" in page for page in pages[1::2])
    assert page_validation.validate_pdf_bytes(body, profile="3a").is_compliant
    assert page_validation.validate_pdf_bytes(body, profile="ua1").is_compliant
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert not pdf.attachments


@pytest.mark.needs("poppler")
def test_the_longest_texts_are_not_cut(tmp_path: Path) -> None:
    page = letter(to=replace(NOE, address1="Résidence " + "du très long nom " * 12, address2="x" * 200), description="mot " * 5000 + "FIN-DU-TEXTE")
    said = words(pdf_text(made("pdf", page), tmp_path))
    assert "FIN-DU-TEXTE" in said
    assert said.count("très long nom") == 12
    assert said.replace(" ", "").replace("\u200b", "").count("x" * 200) == 1


# -- DOCX


def opened(body: bytes) -> str:
    document = docx.Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


@pytest.mark.parametrize("paper_id", ["people", "people-minor"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_docx_opens_and_says_all(paper_id: str, lang: str) -> None:
    page = letter(paper_id, lang=lang)
    body = made("docx", page, paper_id=paper_id)
    said = words(opened(body))
    assert "{" not in said
    for block in page.blocks:
        lines = (block.line,) if isinstance(block, Heading) else block.items if isinstance(block, Bullets) else block.lines
        assert all(words(text_of(line)) in said for line in lines)
    document = docx.Document(io.BytesIO(body))
    assert document.core_properties.title == page.subject
    assert document.tables[0].rows[0].cells[1].text.split("\n") == list(page.recipient)
    assert [p.style.name for p in document.paragraphs if p.style is not None and p.style.name.startswith("Heading 1")] == ["Heading 1"]


@pytest.mark.needs("libreoffice", "poppler")
def test_libreoffice_opens_a_docx(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(made("docx", letter(exercise=True, to=None)))
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    words_ = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(words_, env=home, check=True, capture_output=True, timeout=120)
    said = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert all("EXERCICE – PROJET" in page for page in said.split("\f")[:-1])
    assert "Ce que vous pouvez faire dès maintenant" in said


# -- e-mail


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_email_is_read_back_by_the_standard_library(lang: str) -> None:
    page = letter(channel="email", lang=lang, slotted=True)
    message = parsed(made("eml", page, NOE))
    assert message["To"] == "noe@client.example"
    assert message["From"].addresses[0].addr_spec == "dpo@mirabelle.example"
    assert message["From"].addresses[0].display_name == "Atelier Mirabelle SAS"
    assert message["Subject"] == page.subject
    assert message["Date"].datetime == page.now
    body = message.get_body()
    assert body is not None
    text = str(body.get_content())
    assert ("Madame," if lang == "fr" else "Dear Ms Éloïse-Dûrand,") in text
    plain = made("txt", letter(channel="email", lang=lang)).decode()
    assert text.replace("\r\n", "\n").strip() == plain.split("\n\n", 1)[1].strip()
    assert "http" not in text
    assert all(len(line) <= 78 for line in made("eml", page, NOE).split(b"\r\n"))


def test_an_email_has_an_alternative_page_where_asked() -> None:
    page = letter(channel="email", slotted=True)
    message = parsed(eml.prepare(page, html=True).render(Addressee({"greeting": "Madame"}, (), "a@client.example", "1")))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    html = message.get_body(("html",))
    assert html is not None
    assert "<h1>" in str(html.get_content())


def test_each_email_has_an_id_of_its_own_that_never_changes() -> None:
    page = letter(channel="email", slotted=True)
    ids = {str(parsed(made("eml", page, replace(NOE, id=str(at))))["Message-ID"]) for at in range(20)}
    assert len(ids) == 20
    assert parsed(made("eml", page, NOE))["Message-ID"] == parsed(made("eml", page, NOE))["Message-ID"]
    assert all(one.endswith("@mirabelle.example>") for one in ids)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "a",
        "a@",
        "@b.example",
        "a b@c.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "é@b.example",
        "<a@b.example>",
        "a..b@c.example",
    ],
)
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(InputError) as error:
        eml.address(wrong)
    assert error.value.code == "address-wrong"


def test_a_domain_with_accents_takes_its_form_for_the_wire() -> None:
    assert eml.address("contact@société.example") == "contact@xn--socit-esab.example"


def test_an_email_without_a_sender_is_refused_by_name() -> None:
    silent = replace(profile(), dpo=None, contact=None)
    with pytest.raises(InputError) as error:
        made("eml", letter(channel="email", own=silent))
    assert error.value.code == "sender-missing"


# -- hostile texts, in every format


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("fmt", ["pdf", "docx", "eml", "html"])
def test_hostile_texts_come_out_as_text(fmt: str, text: str) -> None:
    channel = "email" if fmt == "eml" else "post"
    page = letter(channel=channel, slotted=True, description=text.replace("\ud800", ""), measures_immediate=text.replace("\ud800", ""))
    body = made(fmt, page, hostile(text))
    if fmt == "eml":
        message = parsed(body)
        assert set(message.keys()) == {
            "From",
            "Date",
            "X-Unsent",
            "MIME-Version",
            "To",
            "Subject",
            "Message-ID",
            "Content-Type",
            "Content-Transfer-Encoding",
        }
        assert not message.is_multipart()
    elif fmt == "docx":
        said = opened(body)
        assert ("{{ 7*7 }}" in said) == ("7*7" in text)
        with zipfile.ZipFile(io.BytesIO(body)) as zipped:
            assert zipped.testzip() is None
    elif fmt == "html":
        assert b"<script" not in body
    else:
        assert body.startswith(b"%PDF")
        assert b"root:x:" not in body


@pytest.mark.needs("poppler")
def test_typst_markup_from_outside_is_literal(tmp_path: Path) -> None:
    said = words(pdf_text(made("pdf", letter(to=hostile(HOSTILE[0]), description=HOSTILE[0])), tmp_path))
    assert '#read("/etc/passwd") *x* $1$ @ref <label> //' in said
    assert "root:" not in said


def test_every_writer_of_a_page_has_its_line() -> None:
    page: Page = letter(channel="email")
    for fmt in writers.FORMATS:
        assert len(made(fmt, page)) > 1000
