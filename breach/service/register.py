"""The register of Article 33(5): every breach, notified or not, with facts, effects, remedies, and the reasons of each decision.

Exercises stay outside. A value that nobody gave is « non déterminé », never zero and never empty; hours keep their zone.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.showing import show_instant
from breach.catalogue.values import show
from breach.domain.instants import from_z, to_local
from breach.domain.outside_words import form_name
from breach.domain.text import Text
from breach.errors import InputError
from breach.i18n import has, plural, t
from breach.i18n.dates import duration
from breach.log import kinds
from breach.log.fold import fold
from breach.service import actions
from breach.service.cycles import unsearched
from breach.service.drafting_ports import Sheet
from breach.service.files import Opened, profile_of, typed
from breach.service.retention import keeping

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from breach.log.fold import Act, BreachFile
    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Written

FACTS = (
    "description",
    "nature",
    "origin",
    "cause",
    "occurred_from",
    "occurred_to",
    "first_signal_at",
    "aware_at",
    "aware_by",
    "awareness_basis",
    "data_types",
    "data_categories",
    "sensitive",
    "people_categories",
    "people_count",
    "records_count",
    "harms",
    "gravity",
    "measures_before",
    "measures_immediate",
    "measures_after",
    "subjects_informed",
    "not_informing_reason",
    "late_reason",
)
"""What Art. 33(5) and the CNIL's minimum ask for, and what authorities later asked about (law.md §4.5), in the order of the columns."""
DECISIONS = ("is-it-a-breach", "notify-authority", "inform-subjects")


HEADS = ("ref", "title", "state", "opened_at")
ENDS = ("filings", "sendings", "actions", "kept", "kept_until", "retention", "head")
NAMES = (*HEADS, *FACTS, *(f"{part}_{question}" for question in DECISIONS for part in ("decision", "why", "by")), *ENDS)
"""The columns, in order, by the names that other programs know."""
FORMATS = ("xlsx", "ods", "csv", "json", "cnil-open-data")
SHEETS = ("xlsx", "ods")
"""Formats that are no text."""


@dataclass(frozen=True, slots=True)
class Table:
    """The register: one row of texts by column name for each file; ``collection``: whose, "" for the organisation's own."""

    rows: list[dict[str, Any]]
    collection: str = ""


def table(desk: Desk, collection: str = "", form: str = "json", seen: Callable[[int, int], object] | None = None) -> Table:
    """The register of the organisation, or of ``collection``, for the format ``form``: a sheet is read by people and has words where the others have
    codes; ``seen`` as for ``rows``. Raises InputError ``unknown-collection``.
    """
    return Table(rows(desk, collection, seen, spoken=form in SHEETS), collection)


def rows(desk: Desk, collection: str = "", seen: Callable[[int, int], object] | None = None, *, spoken: bool = False) -> list[dict[str, Any]]:
    """One table per breach file that is no exercise and no review of another's, in order of opening; texts in words, nothing left out;
    with ``spoken`` in words too what others read as codes (state, decisions, forms, letters).

    ``seen`` is told before each file how many were read, and how many there are; what it raises breaks the reading off.
    Raises InputError ``unknown-collection``.
    """
    files = desk.store.files(collection) if collection else [row for row in desk.store.files() if not row.exercise]
    if collection and not files:
        raise InputError("unknown-collection", collection=collection[:60], known=", ".join(desk.store.collections()) or "—")
    maker, made = _Maker(desk, spoken=spoken), []
    with unsearched():
        for done, (row, entries) in enumerate(desk.store.histories(files)):
            if seen is not None:
                seen(done, len(files))
            file = fold(entries)
            if file.review_of is None:
                made.append(maker.row(row, file))
    return made


class _Maker:
    """Makes rows; what is alike for all files is read once."""

    def __init__(self, desk: Desk, *, spoken: bool = False) -> None:
        self._spoken = spoken
        self._desk, self._now, self._zone, self._lang = desk, desk.now(), desk.zone, desk.lang
        self._people = desk.store.people()
        self._profile = profile_of(desk)
        self._catalogue = load()
        self._facts = [(fact_id, self._catalogue.get(fact_id)) for fact_id in FACTS]
        self._unknown = t("register.unknown")

    def _word(self, key: str, code: str) -> str:
        """The words of ``code``, where they are wanted and there are any."""
        return t(f"{key}-{code}") if self._spoken and has(f"{key}-{code}") else code

    def _local(self, instant: str) -> str:
        """``instant`` as clocks here show it, with its offset: in words, or as ISO 8601."""
        return self._at(from_z(instant))

    def _at(self, instant: datetime) -> str:
        return show_instant(instant, self._lang, self._zone) if self._spoken else to_local(instant, self._zone)

    def row(self, about: FileRow, file: BreachFile) -> dict[str, Any]:
        """The row of one file."""
        opened = Opened(about, file, typed(file, self._catalogue), self._profile)
        seen = opened.seen(self._now)
        row: dict[str, Any] = {
            "ref": about.ref,
            "title": file.title,
            "state": self._word("files.state", "closed" if file.closed else "open"),
            "opened_at": self._local(file.opened_at),
        }
        for fact_id, definition in self._facts:
            fact = seen.get(fact_id)
            row[fact_id] = show(definition, fact, self._lang, self._zone) if fact else self._unknown
        for question in DECISIONS:
            row[f"decision_{question}"], row[f"why_{question}"], row[f"by_{question}"] = self._decision(file, question)
        row["filings"] = "\n".join(self._filing(act, row["late_reason"]) for act in file.filings) or t("register.none")
        row["sendings"] = "\n".join(map(self._sending, file.sendings)) or t("register.none")
        row["actions"] = "\n".join(_action(item, self._local) for item in actions.told(self._desk, opened, self._now)) or t("register.none")
        row["kept"] = _kept(file)
        keep = keeping(self._desk, file)
        row["kept_until"] = self._at(keep.until) if keep.until else t("register.while-open")
        row["retention"] = t("register.on-hold" if keep.hold else "register.period-over" if keep.passed else "register.period-runs")
        row["head"] = f"{file.entries}:{file.head}"
        return row

    def _decision(self, file: BreachFile, question: str) -> tuple[str, str, str]:
        act = file.decided(question)
        if act is None:
            return t("register.undecided"), "", ""
        by, done = self._who(act), file.approval(act)
        if done is not None:
            by += "; " + t("decided.approved-by", who=self._who(done), mandate="")
        return self._word("tui.choice", act.body["choice"]), act.body["why"] or "", by + (f"; {t('decided.pending')}" if file.pending(act) else "")

    def _who(self, act: Act) -> str:
        return f"{self._people.get(act.actor, act.actor)} ({self._word('tui.role', act.role)}), {self._local(act.recorded_at)}"

    def _filing(self, act: Act, since: str) -> str:
        """One filing; ``since``: the reasons for delay as the file gives them, which may have come after it."""
        late = max((held["late_by"] for held in act.body["lateness"]), default=0)
        form, kind = self._form(act.body["form"]), self._word("outside.type", act.body["type"])
        words = f"{form} {kind} {self._local(act.body['at'])} {act.body['reference']}"
        reason = act.body["late_reason"] or (t("register.no-reason") if since == self._unknown else since)
        return f"{words} ({t('register.late', late=duration(late))}{t('clock.colon')} {reason})" if late else words

    def _form(self, form: str) -> str:
        return form_name(form) if self._spoken else form

    def _sending(self, act: Act) -> str:
        body = act.body
        count = t("register.count", count=plural("counts.sent", body["count"]), bounced=plural("counts.back", body["bounced"]))
        letter, channel = self._word("outside.template", body["template"]), self._word("outside.channel", body["channel"])
        return f"{letter} {channel} {self._local(body['at'])} {count}"


def _kept(file: BreachFile) -> str:
    """What an old register said that no fact has a home for, as it stood there."""
    if file.imported is None:
        return ""
    return "\n".join(t("register.kept-line", column=column or "", value=value or "") for column, value in file.imported.body["homeless"])


def written(desk: Desk, found: Table, form: str) -> bytes:
    """``found`` as a file in ``form``: "xlsx", "ods", "csv" or "json"."""
    if form == "json":
        return (json.dumps(found.rows, ensure_ascii=False, indent=1) + "\n").encode()
    if form == "csv":
        return as_csv(found.rows).encode()
    now = desk.now()
    heads = [head(desk, name) for name in NAMES]
    name = found.collection or desk.store.meta("organisation") or t("drafts.organisation-unknown")
    about = [
        (t("register.about.organisation"), name),
        (t("register.about.made"), show_instant(now, desk.lang, desk.zone)),
        (t("register.about.files"), str(len(found.rows))),
        (t("register.about.law"), t("register.about.law-text")),
        (t("register.about.head"), t("register.about.head-text")),
    ]
    sheet = Sheet(
        title=t("register.title", name=name),
        author=name,
        names=(t("register.sheet.table"), t("register.sheet.about"), t("register.sheet.rest")),
        heads=heads,
        rows=[[str(row[name]) for name in NAMES] for row in found.rows],
        about=about,
        rest=t("register.rest"),
        at=now,
    )
    with unsearched():
        return desk.drafting().sheet(sheet, form)


def head(desk: Desk, name: str) -> str:
    """What the column ``name`` is called in the desk's language."""
    if name not in FACTS:
        return t(f"register.head.{name}")
    definition = load().get(name)
    return question_of(definition, desk.lang)


def _action(item: dict[str, Any], local: Callable[[str], str]) -> str:
    due = local(item["due_at"]) if item["due_at"] else t("action.no-date")
    words = f"{t('action.about-' + item['about'])}: {item['text'] or '—'} ({item['owner'] or t('action.no-owner')}, {due})"
    return f"{words} → {t('action.state-' + item['state'])}" + (f": {item['result']}" if item["result"] else "")


def exported(desk: Desk, form: str, body: bytes, path: str = "") -> Written:
    """Record in the store's chain that the register was exported: its format, hash and size, and where to (``path``, "" unknown)."""
    held = {"format": form, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "path": Text(path) if path else None}
    with desk.acting() as act:
        return act.append_store(kinds.REGISTER_EXPORTED, held)


def as_csv(found: list[dict[str, Any]]) -> str:
    """``found`` as CSV: separator ``;``, a byte-order mark so that spreadsheets read UTF-8, CRLF; nothing can be taken for a formula."""
    out = io.StringIO()
    names = list(found[0]) if found else list(NAMES)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerows([[harmless(str(row[name])) for name in names] for row in found])
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """``text`` as no spreadsheet will run it: a beginning that makes a formula is kept from its edge by an apostrophe."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") or text.lstrip()[:1] in ("=", "+", "-", "@") else text
