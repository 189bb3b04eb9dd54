"""A table as an OpenDocument spreadsheet, written by hand: a zip of two small XML files and one that holds the cells. Every cell is a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from breach.drafting import zipped
from breach.drafting.sheet_xlsx import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.service.drafting_ports import Sheet

MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"'
)
_STYLES = (
    '<office:automatic-styles><style:style style:name="c" style:family="table-column">'
    '<style:table-column-properties style:column-width="6cm"/></style:style>'
    '<style:style style:name="h" style:family="table-cell"><style:table-cell-properties fo:background-color="#eef2f6" fo:wrap-option="wrap"'
    ' style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="t" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    '</style:style><style:style style:name="r" style:family="table-row">'
    '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    '<style:style style:name="hr" style:family="table-row"><style:table-row-properties style:row-height="1.7cm"/></style:style>'
    '<style:style style:name="s" style:family="table" style:master-page-name="wide"/></office:automatic-styles>'
)
_PAGES = (
    f"<office:document-styles {_SPACES}><office:automatic-styles>"
    '<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="42cm" fo:page-height="29.7cm" style:print-orientation="landscape"'
    ' style:scale-to="70%" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="1.5cm" fo:margin-right="1.5cm"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="wide" style:page-layout-name="p"/></office:master-styles>'
    "</office:document-styles>"
)
"""An A3 sheet on its side."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write(sheet: Sheet) -> bytes:
    """``sheet`` as an .ods file: the same content, the same bytes. A cell holds a text of any length."""
    made = [_table(sheet.names[0], sheet.heads, sheet.rows), _table(sheet.names[1], (), sheet.about)]
    body = "".join(made)
    inside = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    content = f"{_HEAD}<office:document-content {_SPACES}>{_STYLES}{inside}</office:document-content>"
    at = f"{sheet.at:%Y-%m-%dT%H:%M:%SZ}"
    meta = (
        f"{_HEAD}<office:document-meta {_SPACES}><office:meta><dc:title>{_text(sheet.title)}</dc:title>"
        f"<meta:initial-creator>{_text(sheet.author)}</meta:initial-creator><meta:creation-date>{at}</meta:creation-date></office:meta></office:document-meta>"
    )
    return zipped.archive(
        [
            zipped.member("mimetype", MEDIA.encode(), stored=True),
            zipped.member("content.xml", content.encode()),
            zipped.member("styles.xml", (_HEAD + _PAGES).encode()),
            zipped.member("meta.xml", meta.encode()),
            zipped.member("META-INF/manifest.xml", (_HEAD + _MANIFEST).encode()),
        ]
    )


def _table(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    columns = max(len(heads), *(len(row) for row in rows[:1]), 1)
    top = f"<table:table-header-rows>{_row(heads, 'h')}</table:table-header-rows>" if heads else ""
    made = "".join(_row(row, "t") for row in rows) or ("" if heads else "<table:table-row><table:table-cell/></table:table-row>")
    more = f'<table:table-column table:style-name="c" table:number-columns-repeated="{columns - 1}"/>' if columns > 1 else ""
    return (
        f'<table:table table:name="{_text(name)}" table:style-name="s">'
        '<table:table-header-columns><table:table-column table:style-name="c"/></table:table-header-columns>'
        f"{more}"
        f"{top}{made}</table:table>"
    )


def _row(cells: Sequence[str], style: str) -> str:
    return (
        f'<table:table-row table:style-name="{"hr" if style == "h" else "r"}">' + "".join(_cell(cell, style) for cell in cells) + "</table:table-row>"
    )


def _cell(text: str, style: str) -> str:
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in clean(text).split("\n"))
    return f'<table:table-cell office:value-type="string" table:style-name="{style}">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    """``line``, its outer and repeated blanks kept: the format would fold them."""
    made = str(escape(line))
    if "  " in made or made[:1] == " " or made[-1:] == " ":
        return "".join("<text:s/>" if char == " " else char for char in made)
    return made


def _text(text: str) -> str:
    return str(escape(clean(" ".join(text.split("\n")))))
