"""The score sheet written out: as text for a terminal, as Markdown for a report, as data for programs."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from breach.domain.instants import to_z, zone_of
from breach.domain.plain import line as plain
from breach.domain.plain import markdown
from breach.i18n import dates, t

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.drill_lines import Line
    from breach.service.drill_score import Sheet

FORMATS = ("text", "md", "json")
WIDTH = 78
"""How wide the text is, in characters: a terminal of 80."""
_HAPPENED = 1
"""Which of the sentences of a line its details stand below: what was done."""
_MARKS = {True: "x", False: " ", None: "~"}


def data(sheet: Sheet, lang: str) -> dict[str, Any]:
    """What ``breach drill --score --json`` prints."""
    return {
        "exercise": True,
        "id": sheet.drill.scenario.id,
        "title": sheet.drill.scenario.title[lang],
        "seed": sheet.drill.seed,
        "ref": sheet.ref or None,
        "at": to_z(sheet.at),
        "over": sheet.over,
        "kept": sheet.kept,
        "of": sheet.judged,
        "open": len(sheet.lines) - sheet.judged,
        "lines": [_data(line) for line in sheet.lines],
    }


def _data(line: Line) -> dict[str, Any]:
    said = {"title": line.title, "expected": line.expected, "happened": line.happened, "improve": line.improve or None, "source": line.source}
    return {"id": line.id, "ok": line.ok, **said, "details": list(line.details), **line.data}


def text(sheet: Sheet, desk: Desk) -> str:
    """The sheet for a terminal of 80 columns."""
    out = [*(row for said in _head(sheet, desk) for row in _wrapped("", said)), ""]
    for line in sheet.lines:
        out += _wrapped(f"[{_MARKS[line.ok]}] ", plain(line.title))
        for place, (label, said) in enumerate(_said(line)):
            out += _wrapped("    ", f"{label} {plain(said)}")
            for detail in line.details if place == _HAPPENED else ():
                out += _wrapped("    - ", plain(detail))
        out.append("")
    return "\n".join([*out, *_wrapped("", t("drill.legend"))])


def markdown_of(sheet: Sheet, desk: Desk) -> str:
    """The sheet as Markdown: what was typed in the drill is shown as it was typed, never obeyed."""
    title, *rest = _head(sheet, desk)
    out = [f"# {markdown(title)}", "", *(markdown(one) for one in rest), ""]
    for line in sheet.lines:
        out.append(f"- [{_MARKS[line.ok]}] **{markdown(line.title)}**")
        for place, (label, said) in enumerate(_said(line)):
            out.append(f"  - {label} {markdown(said)}")
            out += [f"    - {markdown(detail)}" for detail in line.details] if place == _HAPPENED else []
    return "\n".join([*out, "", t("drill.legend")])


def _head(sheet: Sheet, desk: Desk) -> list[str]:
    scenario, lang = sheet.drill.scenario, desk.lang
    at = dates.when(sheet.at, zone_of(desk.zone), desk.zone)
    told = t("drill.sheet-file", ref=sheet.ref, at=at) if sheet.ref else t("drill.sheet-none", at=at)
    left = len(sheet.lines) - sheet.judged
    score = t("drill.sheet-score", kept=sheet.kept, count=sheet.judged)
    return [
        t("drill.sheet", title=scenario.title[lang], seed=sheet.drill.seed),
        f"{told} {score}" + (f" {t('drill.sheet-open', count=left)}" if left else ""),
    ]


def _said(line: Line) -> list[tuple[str, str]]:
    found = [(t("drill.label-expected"), line.expected), (t("drill.label-happened"), line.happened)]
    if line.improve:
        found.append((t("drill.label-improve"), line.improve))
    return [*found, (t("drill.label-source"), line.source)]


def _wrapped(lead: str, said: str) -> list[str]:
    return textwrap.wrap(said, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False) or [lead.rstrip()]
