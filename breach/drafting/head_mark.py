"""The head of the file on a draft: one line to be printed, and in HTML a QR code of it, so that the paper anchors the file's history outside.

Added to finished text; the same text and the same head give the same bytes.
"""

from __future__ import annotations

import html

FORMATS = ("md", "html", "txt")
"""The formats that carry it."""
END = "</body>"


def marked(text: str, fmt: str, line: str, code: str) -> str:
    """``text`` (in ``fmt``, one of FORMATS) with the head's ``line`` at its end; ``code``: what the QR code holds."""
    if fmt == "html":
        before, end, after = text.rpartition(END)
        return f"{before}{_block(line, code)}{end}{after}" if end else text
    rule = "---" if fmt == "md" else ""
    parts = [part for part in (rule, line, f"`{code}`" if fmt == "md" else code) if part]
    return text.rstrip("\n") + "\n\n" + "\n\n".join(parts) + "\n"


def _block(line: str, code: str) -> str:
    import segno

    label = html.escape(line, quote=True)
    drawn = segno.make(code, error="m", micro=False).svg_inline(scale=2, svgclass=None, lineclass=None, omitsize=False)
    picture = drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return f"<footer>\n<p>{html.escape(line)}</p>\n{picture}\n<p><small>{html.escape(code)}</small></p>\n</footer>\n"
