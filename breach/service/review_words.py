"""The review of a file in words: the same on the command line and on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import clock_words, decided_lines
from breach.domain.decided_words import of, waits
from breach.domain.instants import from_z, zone_of
from breach.domain.outside_words import channel_name, form_name, template_name, type_name
from breach.i18n import dates, plural, t
from breach.service.actions import in_words as actions_in_words
from breach.service.afterwards import left_words
from breach.service.awareness_view import in_words
from breach.service.clocks import lines_of, of_file
from breach.service.handover_words import fact_line, piece_line, unknown_lines
from breach.service.known import TYPES
from breach.service.proof_words import ok_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo
    from typing import Any

    from breach.service.desk import Desk

_MOST = 200
"""How much of what an entry says is shown, in characters: the log has the rest."""


def row_line(row: dict[str, Any]) -> str:
    """What waits in one file, on one line; ``row`` as ``breach.service.review.all_files`` gives it."""
    mark = f" {t('clock.exercise')}" if row["exercise"] else ""
    return f"{row['ref']:<13} {row['title']:<16}{mark} {what_waits(row)}"


def what_waits(row: dict[str, Any]) -> str:
    """What is new in one file, and what waits in it."""
    waiting = waits(dict.fromkeys(item["what"] for item in row["waiting"]))
    return plural("review.new", row["new"]) + (f"  ! {waiting}" if waiting else "")


def lines(desk: Desk, told: dict[str, Any]) -> list[str]:
    """The review as lines of text, with what to type next; ``told`` as ``breach.service.review.review`` gives it."""
    said = head(told)
    for heading, items in parts(desk, told):
        said += ["", heading, *(f"  {item}" for item in items)]
    return [*said, "", t("review.opinion-todo", ref=told["ref"])]


def head(told: dict[str, Any]) -> list[str]:
    """Which file, and that it is an exercise."""
    name = f"{told['ref']}  {told['title']}  ({t('files.state-' + told['state'])})"
    return [t("log.exercise"), name] if told["exercise"] else [name]


def _clocks(desk: Desk, ref: str, *, typed: bool) -> list[str]:
    """The clocks; with the ids that a command takes where somebody types them, in words alone elsewhere."""
    clocks = of_file(desk, desk.store.find(ref))
    return lines_of(desk, clocks) if typed else [clock_words.line(clock.row, desk.now(), desk.zone) for clock in clocks]


def parts(desk: Desk, told: dict[str, Any], *, typed: bool = True) -> list[tuple[str, list[str]]]:
    """The review, section by section in the order in which a file is judged: heading and lines; where nothing is, that is said. ``typed``: what waits
    says what to type about it.
    """
    zone, name = zone_of(desk.zone), desk.zone
    sections: list[tuple[str, Iterable[str]]] = [
        ("since", _since(told, zone, name)),
        ("waiting", decided_lines.waiting(told["waiting"], told["ref"], name) if typed else [f"! {of(item, name)}" for item in told["waiting"]]),
        ("clocks", _clocks(desk, told["ref"], typed=typed)),
        ("awareness", _awareness(told, zone, name)),
        ("known", (fact_line(item) for item in told["known"])),
        ("assumed", (fact_line(item) for item in told["assumed"])),
        ("unknown", unknown_lines(told["unknown"], told["ref"], name, typed=typed)),
        ("assessment", told["explanation"]),
        ("decided", decided_lines.decisions(told, zone, name)),
        ("drafts", (_draft(item) for item in told["signed_drafts"])),
        (
            "filings",
            [*decided_lines.filings(told, zone, name), *(t("review.failed", at=_at(act["at"], zone, name)) for act in told["failed_filings"])],
        ),
        ("sendings", (_sending(act, zone, name) for act in told["sendings"])),
        ("after", [*actions_in_words(told["actions"], name), *left_words(told["still_open"])]),
        ("evidence", (piece_line(item) for item in told["evidence_checked"])),
        ("integrity", _integrity(told)),
        ("reopen", (_trigger(item) for item in told["reopen_if"])),
    ]
    found = [(t(f"review.part-{section}"), list(items) or [t("review.nothing")]) for section, items in sections]
    return [*found, (plural("decided.privileged", told["privileged_notes"]), [])] if told["privileged_notes"] else found


def _at(text: str, zone: tzinfo, name: str) -> str:
    return dates.when(from_z(text), zone, name)


def _since(told: dict[str, Any], zone: tzinfo, name: str) -> list[str]:
    first = t("review.looked", at=_at(told["since"]["at"], zone, name), n=told["since"]["entry"]) if told["since"] else t("review.first-look")
    return [
        first,
        *(
            f"{line['n']:>3} {_at(line['recorded_at'], zone, name)} {t('kinds.' + line['kind'])}, {line['actor']} — {_said(line)}"
            for line in told["new"]
        ),
    ]


def _said(line: dict[str, Any]) -> str:
    """What an entry did, and the words that came with it."""
    return " – ".join(_cut(part) for part in (line["gist"], line["text"] or "") if part)


def _cut(text: str) -> str:
    """``text``, cut between two words where it is long; blanks that do not break stay."""
    return text if len(text) <= _MOST else text[:_MOST].rpartition(" ")[0] + " …"


def _awareness(told: dict[str, Any], zone: tzinfo, name: str) -> list[str]:
    """The ladder and the links with their delays, then every awareness on record with what it rested on."""
    lines = in_words(told["awareness"], name)
    for act in told["awareness_decisions"]:
        key = "review.aware" if act["governs"] else "review.aware-superseded"
        lines.append(
            t(key, at=_at(act["at"], zone, name), by=act["by"] or "—", basis=act["basis"] or "—", recorded=_at(act["recorded_at"], zone, name))
        )
        if act["why"]:
            lines.append("  " + t("decided.why", why=act["why"]))
    return lines


def _draft(item: dict[str, Any]) -> str:
    if item.get("form"):
        kind = f" ({type_name(item['type'])})" if item.get("type") in TYPES else ""
        said = [form_name(item["form"]) + kind]
    else:
        said = [template_name(str(item.get("template") or item["what"])), *([channel_name(item["channel"])] if item.get("channel") else [])]
    paper = ", ".join([*said, *([str(item["format"]).upper()] if item.get("format") else [])])
    words = t("review.draft", n=item["n"], paper=paper, sha256=item["sha256"][:16])
    words += "".join(t("review.signed-void" if held["void"] else "review.signed", name=held["name"], n=held["n"]) for held in item["signed"])
    return words + (t("review.replaced", n=item["replaced_by"]) if item["replaced_by"] else "")


def _sending(act: dict[str, Any], zone: tzinfo, name: str) -> str:
    return t(
        "review.sent",
        template=template_name(act["template"]),
        channel=channel_name(act["channel"]),
        at=_at(act["at"], zone, name),
        count=plural("counts.sent", act["count"]),
        bounced=plural("counts.back", act["bounced"]),
    )


def _integrity(told: dict[str, Any]) -> list[str]:
    found = told["integrity"]
    lines = [ok_in_words(found)]
    lines += [f"{fault['file']}{t('verify.entry', n=fault['entry'])} {fault['message']}" for fault in found["faults"]]
    return [*lines, *found["remarks"]] + ([] if found["anchored_to"] else [t("verify.not-anchored")])


def _trigger(item: dict[str, Any]) -> str:
    key = "review.trigger" if item["condition"] else "review.trigger-watched"
    return t(key, n=item["decision"], question=t(f"tui.question-{item['question']}"), text=item["text"] or "—")
