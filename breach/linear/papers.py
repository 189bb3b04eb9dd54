"""The notice and the letters: read, what is missing, read over, saved to a file; and what became of them outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.complement_words import complement_words
from breach.domain.outside_words import channel_name, form_name, template_name
from breach.i18n import plural, t
from breach.linear import question as q
from breach.linear.form import filled
from breach.linear.forms.outside import FailedForm, FiledForm, SentForm
from breach.linear.forms.saved import ExportForm
from breach.linear.menu import Entry, entry, menu
from breach.linear.within import within
from breach.service import drafts, happened, linting
from breach.service.clocks import of_file
from breach.service.complement import complement
from breach.service.files import read
from breach.service.known import TYPES
from breach.service.papers import LETTER, NOTICE, Paper
from breach.service.record import forms_of

if TYPE_CHECKING:
    from breach.linear.question import Conversation
    from breach.linear.room import Room


def notices(room: Room, ref: str) -> Conversation[None]:
    """The notice in its three types, and what was filed."""

    def head() -> list[str]:
        opened = read(room.desk, ref)
        found = complement(room.desk, opened) if opened.file.filings else None
        wanted = complement_words(ref, found) if found else []
        filed = [line for lines in happened.filings(opened, of_file(room.desk, opened.row), room.desk.zone) for line in lines]
        return ["", *room.happened(), t("linear.notice-head", ref=ref), room.clock(ref), *filed, *wanted]

    def entries() -> list[Entry]:
        return [*types(room, ref), *filing(room, ref), *within(room, ref)]

    yield from menu(head, entries)


def types(room: Room, ref: str, *, quiet: bool = False) -> list[Entry]:
    """The notice, by its type."""
    return [entry(kind, f"linear.do-{kind}", _opening(room, ref, Paper(NOTICE, kind)), quiet=quiet) for kind in TYPES]


def filing(room: Room, ref: str, *, quiet: bool = False) -> list[Entry]:
    """What became of notices outside."""
    return [
        entry("filed", "tui.filed.help", lambda: _about_form(room, ref, FiledForm, "outside.filed-question"), quiet=quiet),
        entry("filing-failed", "tui.filing-failed.help", lambda: _about_form(room, ref, FailedForm, "outside.filing-failed-question"), quiet=quiet),
    ]


def _about_form(room: Room, ref: str, make: type[FiledForm | FailedForm], asked: str) -> Conversation[None]:
    """Ask which form was meant, where there are several; then about it."""
    forms = forms_of(read(room.desk, ref), room.desk.now())
    chosen = forms[0]
    if len(forms) > 1:
        options = tuple(q.Option(form, form_name(form)) for form in forms)
        answer = yield from q.ask(q.Question("form", t(asked), q.ONE, options, required=True))
        if answer.how != q.GIVEN:
            return
        chosen = answer.value
    yield from filled(make(room, ref, chosen))


def _opening(room: Room, ref: str, paper: Paper) -> Any:
    return lambda: one(room, ref, paper)


def letters(room: Room, ref: str) -> Conversation[None]:
    """Which text, by which channel; then what to do with it."""
    rows = drafts.letters(room.desk)
    lines = [*happened.sendings(read(room.desk, ref), room.desk.zone), room.clock(ref)]
    options = tuple(q.Option(row.id, template_name(row.id)) for row in rows)
    answer = yield from q.ask(q.Question("template", t("linear.ask-template"), q.ONE, options, ("", *lines)))
    if answer.how != q.GIVEN:
        return
    channels = next(tuple(row.channels) for row in rows if row.id == answer.value)
    channel = channels[0]
    if len(channels) > 1:
        choices = tuple(q.Option(held, channel_name(held)) for held in channels)
        which = yield from q.ask(q.Question("channel", t("linear.ask-channel"), q.ONE, choices, start=channel))
        if which.how == q.BACK:
            return
        channel = which.value
    yield from one(room, ref, Paper(LETTER, answer.value, channel))


def one(room: Room, ref: str, paper: Paper) -> Conversation[None]:
    """The menu of one paper."""
    letter = paper.kind == LETTER

    def head() -> list[str]:
        draft = paper.make(room.desk, ref, "txt")[1]
        missing = plural("outside.paper-missing", len(draft.missing)) if draft.missing else t("outside.paper-whole")
        return ["", *room.happened(), t("linear.paper-head", name=paper.name, missing=missing), room.clock(ref)]

    def entries() -> list[Entry]:
        return [
            entry("read", "linear.do-read", lambda: _read(room, ref, paper)),
            entry("missing", "linear.do-missing", lambda: _missing(room, ref, paper)),
            *([entry("lint", "linear.do-lint", lambda: _lint(room, ref, paper))] if letter else []),
            *([] if letter else [entry("rubrics", "linear.do-rubrics", lambda: _rubrics(room, ref, paper))]),
            entry("save", "tui.export.help", lambda: filled(ExportForm(room, ref, paper))),
            *([entry("sent", "tui.sent.help", lambda: filled(SentForm(room, ref, paper)))] if letter else filing(room, ref)),
            *within(room, ref),
        ]

    yield from menu(head, entries)


def _read(room: Room, ref: str, paper: Paper) -> Conversation[None]:
    """The draft from the facts as they stand; nothing is recorded."""
    draft = paper.make(room.desk, ref, "txt")[1]
    yield from q.tell("", *draft.text.replace("\r\n", "\n").split("\n"), *draft.notes, *([t("drafts.reread")] if paper.kind == LETTER else []))


def _missing(room: Room, ref: str, paper: Paper) -> Conversation[None]:
    draft = paper.make(room.desk, ref, "txt")[1]
    yield from q.tell(*([t("outside.paper-missing-list"), *draft.missing] if draft.missing else [t("outside.paper-whole")]))


def _lint(room: Room, ref: str, paper: Paper) -> Conversation[None]:
    """Read the letter over as it would be drafted now."""
    found = linting.of_letter(room.desk, ref, paper.which, paper.channel)
    yield from q.tell(*found.lines(room.desk.lang), status=0 if found.clean else 1)


def _rubrics(room: Room, ref: str, paper: Paper) -> Conversation[None]:
    """The fields of the authority's form, one of its screens at a time, to be copied over there."""
    data: Any = paper.make(room.desk, ref, "json")[1].data
    fields: list[dict[str, Any]] = data["fields"]
    titles = {str(field["rubric"]): str(field["rubric_title"]) for field in fields}
    options = tuple(q.Option(rubric, f"{rubric}. {title}") for rubric, title in titles.items())
    start = options[0].id
    while True:
        answer = yield from q.ask(q.Question("rubric", t("linear.ask-rubric"), q.ONE, options, start=start))
        if answer.how == q.BACK:
            return
        here = [field for field in fields if field["rubric"] == answer.value]
        lines = [line for field in here for line in (t("linear.rubric-field", label=field["label"]), *str(field["value"]).split("\n"))]
        yield from q.tell(titles[answer.value], *lines)
        place = [option.id for option in options].index(answer.value) + 1
        if place == len(options):
            yield from q.tell(t("linear.rubrics-end"))
            return
        start = options[place].id
