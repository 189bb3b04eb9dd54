"""A letter as one HTML page: complete, printable on A4 for a window envelope, without script and without anything from elsewhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from breach.drafting.blocks import Block, Bullets, Heading, Line
from breach.drafting.slots import Cut

if TYPE_CHECKING:
    from breach.drafting.letter_page import Page

STYLE = """\
@page { size: A4; margin: 20mm 20mm 22mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 172mm; padding: 1.5rem 1rem 3rem; background: #fff; color: #1a1a1a; }
body { font: 11.5pt/1.5 Georgia, "Liberation Serif", serif; }
h1 { font-size: 1.2em; line-height: 1.35; margin: 1.4em 0 1em; }
h2, h3 { line-height: 1.3; margin: 1.6em 0 .4em; break-after: avoid; }
h2 { font-size: 1.12em; }
h3 { font-size: 1em; }
p { margin: .5em 0; }
ul { margin: .4em 0; padding-left: 1.3em; }
li { margin: .3em 0; }
p, li, address { overflow-wrap: anywhere; }
address { font-style: normal; }
.mark { border: 2px solid #8a1c00; color: #8a1c00; background: #fff4f0; padding: .5em .8em; font-weight: bold; }
.each-page { display: none; }
.sender { min-height: 22mm; }
.recipient { margin: 4mm 0 14mm 90mm; min-height: 35mm; max-width: 82mm; }
.dated { margin-left: 90mm; }
@media print {
  body { max-width: none; padding: 0; }
  p, li { orphans: 3; widows: 3; }
  .each-page { display: block; position: fixed; top: -14mm; right: 0; color: #8a1c00; font-weight: bold; }
}
@media (max-width: 120mm) { .recipient, .dated { margin-left: 0; } }
"""


def write(page: Page) -> str:
    """``page`` as HTML, ending in one line end."""
    marks = [f'<p class="mark" role="note">{_text(mark)}</p>' for mark in page.marks]
    subject = f"<h1>{_text(page.subject_line)}</h1>"
    if page.channel == "post":
        head = [
            *marks,
            f'<address class="sender">{_rows(page.sender)}</address>',
            f'<address class="recipient">{_rows(page.recipient)}</address>',
            f'<p class="dated">{_text(page.dated)}</p>',
            subject,
        ]
    else:
        head = [subject, *marks]
    parts = any(isinstance(block, Heading) and block.level == 1 for block in page.blocks)
    foot = [f'<p class="mark" role="note">{_text(page.foot)}</p>'] if page.foot else []
    each = [f'<div class="each-page" aria-hidden="true">{_text(page.foot)}</div>'] if page.foot else []
    body = "\n".join([*each, "<main>", *head, *(_block(block, 1 if parts else 0) for block in page.blocks), *foot, "</main>"])
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(page.lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_text(page.subject)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def prepare(page: Page) -> Cut:
    """``page``, with slots, made ready for many recipients."""
    return Cut(write(page), _text, _rows)


def _text(text: str) -> str:
    return escape(text, quote=True)


def _rows(rows: tuple[str, ...]) -> str:
    return "<br>\n".join(map(_text, rows))


def _line(line: Line) -> str:
    return "".join(f"<strong>{_text(span.text)}</strong>" if span.bold else _text(span.text) for span in line)


def _block(block: Block, shift: int) -> str:
    if isinstance(block, Heading):
        level = min(max(block.level + shift, 2), 6)
        return f"<h{level}>{_line(block.line)}</h{level}>"
    if isinstance(block, Bullets):
        items = "\n".join(f"<li>{_line(item)}</li>" for item in block.items)
        return f"<ul>\n{items}\n</ul>"
    return "<p>" + "<br>\n".join(map(_line, block.lines)) + "</p>"
