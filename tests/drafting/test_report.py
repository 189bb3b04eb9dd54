"""A report as a document: what its lines become in Markdown and HTML, and that text from outside stays text."""

from __future__ import annotations

import re

from breach.drafting.port import Papers
from breach.drafting.report import report_html, report_md
from breach.service.drafting_ports import ReportRequest, ReportSection

HOSTILE = "<script>alert(1)</script> # titre\n- [x](javascript:y) | \u202e"


def request(*lines: str, table: tuple[str, ...] = ()) -> ReportRequest:
    return ReportRequest("Titre <b>", ("EXERCICE",), (ReportSection("Partie", lines, table),), "fr", {"a": 1})


def test_lists_stay_together_and_tables_keep_their_columns() -> None:
    """Items with what belongs to them, paragraphs apart, a table as it is."""
    made = request("Un paragraphe", "- un", "  détail", "- deux", "La suite", table=("  a   b", "  1   2"))
    assert report_md(made) == (
        "# Titre &lt;b>\n\n> **EXERCICE**\n\n## Partie\n\n      a   b\n      1   2\n\nUn paragraphe\n\n- un\n  - détail\n- deux\n\nLa suite\n"
    )
    page = report_html(made)
    assert "<pre>  a   b\n  1   2</pre>" in page
    assert "<ul>\n<li>un<br>détail</li>\n<li>deux</li>\n</ul>\n<p>La suite</p>" in page
    assert '<p class="mark" role="note">EXERCICE</p>' in page


def test_text_from_outside_stays_text() -> None:
    """In a paragraph, in an item and in what belongs to it: no tag, no heading, no link, no character that acts unseen."""
    made = request(HOSTILE, f"- {HOSTILE}", f"  {HOSTILE}", table=(HOSTILE,))
    page, text = report_html(made), report_md(made)
    assert "<script" not in page
    assert text.count("<script") == text.count("    <script") == 1  # the row of the table, which Markdown takes as it is
    assert "\u202e" not in page + text
    assert len(re.findall(r"(?<!\\)\]\(javascript", text)) == 1


def test_json_has_data_and_no_text() -> None:
    """The three formats of one request."""
    made = request("x")
    assert (Papers.report(made, "json").text, Papers.report(made, "json").data) == ("", {"a": 1})
    assert Papers.report(made, "html").text == report_html(made)
    assert Papers.report(made, "md").text == report_md(made)
