"""Makes the Word layout of all letters, ``templates/layouts/letter.docx``. Run as a script after a change; a test compares the two."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from breach.drafting import zipped

if TYPE_CHECKING:
    from docx.document import Document

LAYOUT = Path(__file__).resolve().parents[2] / "templates" / "layouts" / "letter.docx"
RED = RGBColor(0x8A, 0x1C, 0x00)
GREY = RGBColor(0x55, 0x55, 0x55)
FONT = "Times New Roman"  # the one serif whose widths every office program has, under one name or another


def made() -> bytes:
    """The layout, the same bytes each time."""
    document = docx.Document()
    _styles(document)
    _page(document)
    _body(document)
    about = document.core_properties
    about.author, about.comments, about.title, about.revision = "breach", "", "letter", 1
    about.created = about.modified = datetime(2026, 11, 22, tzinfo=UTC)
    out = BytesIO()
    document.save(out)
    parts = zipped.read(out.getvalue(), "layout")
    kept = {name: body for name, body in parts.items() if not name.startswith(("docProps/thumbnail", "customXml/"))}
    types = kept["[Content_Types].xml"].decode()
    kept["[Content_Types].xml"] = _without(types, "customXml", "jpeg").encode()
    kept["_rels/.rels"] = _without(kept["_rels/.rels"].decode(), "thumbnail").encode()
    kept["word/_rels/document.xml.rels"] = _without(kept["word/_rels/document.xml.rels"].decode(), "customXml").encode()
    return zipped.archive([zipped.member(name, body) for name, body in kept.items()])


def _without(xml: str, *words: str) -> str:
    import re

    for word in words:
        xml = re.sub(rf"<(?:Override|Default|Relationship) [^>]*{word}[^>]*/>", "", xml)
    return xml


def _styles(document: Any) -> None:
    styles = document.styles
    fonts = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for lang in fonts.findall(qn("w:lang")):
        fonts.remove(lang)
    lang = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        lang.set(qn(name), "{{ locale }}")
    fonts.append(lang)
    for name, size, before, after in (("Normal", 11, 0, 6), ("Heading 1", 11.5, 0, 12), ("Heading 2", 11.5, 14, 5), ("Heading 3", 11, 10, 4)):
        style = styles[name]
        _font(style)
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.12
        style.paragraph_format.widow_control = True
        if name != "Normal":
            style.font.bold = True
            style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
            style.paragraph_format.keep_with_next = True
    bullets = styles["List Bullet"]
    _font(bullets)
    bullets.paragraph_format.space_after = Pt(4)
    mark = styles.add_style("Mark", WD_STYLE_TYPE.PARAGRAPH)
    mark.base_style = styles["Normal"]
    mark.font.bold, mark.font.color.rgb = True, RED
    _framed(mark)


def _font(style: Any) -> None:
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        if fonts.get(qn(name)) is not None:
            del fonts.attrib[qn(name)]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)


def _framed(style: Any) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "8A1C00")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    style.element.get_or_add_pPr().append(borders)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(24)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.header_distance, section.footer_distance = Mm(8), Mm(10)
    hyphens = OxmlElement("w:autoHyphenation")
    document.settings.element.insert(0, hyphens)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = head.add_run("{{ mark }}")
    run.bold, run.font.color.rgb = True, RED
    _grey(section.footer.paragraphs[0], "{{ contact }}")
    number = section.footer.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(number, "PAGE")
    _grey(number, "/")
    _field(number, "NUMPAGES")
    for paragraph in section.footer.paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)


def _grey(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(8.5), GREY
    return run


def _field(paragraph: Any, code: str) -> None:
    for kind in ("begin", "", "end"):
        run = _grey(paragraph, "")
        part = OxmlElement("w:fldChar") if kind else OxmlElement("w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = f" {code} "
        run._r.append(part)


def _body(document: Any) -> None:
    add = document.add_paragraph
    add("{% if channel == 'post' %}")
    table = document.add_table(1, 2)
    table.autofit = False
    _flush(table)
    row = table.rows[0]
    row.height, row.height_rule = Mm(72), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, column, width in zip(row.cells, table.columns, (78, 87), strict=True):
        cell.width = column.width = Mm(width)  # Word goes by the one, LibreOffice by the other
    _lines(row.cells[0], "sender", 0)
    _lines(row.cells[1], "recipient", 28)
    dated = add("{{ dated }}")
    dated.paragraph_format.left_indent, dated.paragraph_format.space_after = Mm(78), Mm(6)
    add("{% endif %}")
    _loop(document, "mark", "marks", "{{ mark }}", "Mark")
    document.add_heading("{{ subject_line }}", 1)
    add("{% for block in blocks %}")
    add("{% if block.kind == 'heading' and block.level == 2 %}")
    document.add_heading("{{ block.runs }}", 2)
    add("{% elif block.kind == 'heading' %}")
    document.add_heading("{{ block.runs }}", 3)
    add("{% elif block.kind == 'bullets' %}")
    _loop(document, "item", "block.points", "{{ item }}", "List Bullet")
    add("{% else %}")
    add("{{ block.runs }}")
    add("{% endif %}")
    add("{% endfor %}")
    add("{% if foot %}")
    add("{{ foot }}", style="Mark")
    add("{% endif %}")


def _flush(table: Any) -> None:
    """No margin in the cells and no indent: the address stands where the window is."""
    indent = OxmlElement("w:tblInd")
    margins = OxmlElement("w:tblCellMar")
    edges = [OxmlElement(f"w:{side}") for side in ("left", "right")]
    for one in (indent, *edges):
        one.set(qn("w:w"), "0")
        one.set(qn("w:type"), "dxa")
    margins.extend(edges)
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(indent)
    layout.addnext(margins)


def _lines(cell: Any, name: str, before: int) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = Mm(before)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.add_run(f"{{{{ {name} }}}}")


def _loop(document: Any, one: str, many: str, text: str, style: str) -> None:
    document.add_paragraph(f"{{% for {one} in {many} %}}")
    document.add_paragraph(text, style=style)
    document.add_paragraph("{% endfor %}")


if __name__ == "__main__":
    LAYOUT.write_bytes(made())
    sys.stdout.write(f"{LAYOUT}\n")
