"""Decisions and what waits for them: heard, made, judged by the DPO, approved, ratified, signed; and what is done afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import decided_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.linear import question as q
from breach.linear.form import filled
from breach.linear.forms.afterwards import ActionForm, ResultForm
from breach.linear.forms.decided import ApproveForm, DecisionForm, OpinionForm, RatifyForm, RetractForm, SignForm
from breach.linear.menu import Entry, entry, menu
from breach.linear.saying import shortened
from breach.linear.within import within
from breach.service import actions, afterwards, happened
from breach.service.approvals import replaced_by
from breach.service.decisions import QUESTIONS
from breach.service.files import read
from breach.service.gist import on_one_line
from breach.service.papers import FORM, LETTER, NOTICE, Paper
from breach.service.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.linear.form import Form
    from breach.linear.question import Conversation
    from breach.linear.room import Room
    from breach.log.fold import Act
    from breach.service.files import Opened


_MOST = 80
"""How much of an entry is said where one is chosen, in characters."""


def decisions(room: Room, ref: str) -> Conversation[None]:
    """The menu of the decisions."""

    def head() -> list[str]:
        waits = [decided_words.of(item.data(), room.desk.zone) for item in waiting(read(room.desk, ref), room.desk.now())]
        return ["", *room.happened(), t("linear.decisions-head", ref=ref), room.clock(ref), *(t("linear.waits-line", what=line) for line in waits)]

    yield from menu(head, lambda: [*entries(room, ref), *within(room, ref)])


def entries(room: Room, ref: str, *, quiet: bool = False) -> list[Entry]:
    """What can be decided and done."""
    made = [
        ("decide", "tui.decide.help", lambda: _on_question(room, ref, DecisionForm)),
        ("decided", "linear.do-decided", lambda: heard(room, ref)),
        ("opinion", "tui.opinion.help", lambda: _on_question(room, ref, OpinionForm)),
        ("approve", "tui.approve.help", lambda: _approve(room, ref)),
        ("sign", "linear.do-sign", lambda: _sign(room, ref)),
        ("action", "tui.measure.help", lambda: filled(ActionForm(room, ref))),
        ("result", "tui.result.help", lambda: _result(room, ref)),
        ("retract", "tui.retract.help", lambda: _retract(room, ref)),
    ]
    return [entry(ident, words, run, quiet=quiet) for ident, words, run in made]


def _on_question(room: Room, ref: str, make: Callable[[Room, str, str], Form]) -> Conversation[None]:
    """Ask on which question; then about it."""
    options = tuple(q.Option(question, t(f"tui.question-{question}")) for question in QUESTIONS)
    answer = yield from q.ask(q.Question("question", t("tui.decide-question"), q.ONE, options))
    if answer.how == q.GIVEN:
        yield from filled(make(room, ref, answer.value))


def _one_of(asked: str, options: list[tuple[str, str]], none: str) -> Conversation[str]:
    """Which of ``options``: its id, "" for none; where there is one it is that."""
    if not options:
        yield from q.tell(none)
        return ""
    if len(options) == 1:
        return options[0][0]
    answer = yield from q.ask(q.Question("which", asked, q.ONE, tuple(q.Option(ident, words) for ident, words in options)))
    return answer.value if answer.how == q.GIVEN else ""


def _approve(room: Room, ref: str) -> Conversation[None]:
    """Approve or ratify what waits; where several things wait, first which."""
    kinds = {"approval": "approve", "ratification": "ratify"}
    items = [item for item in waiting(read(room.desk, ref), room.desk.now()) if item.what in kinds]
    options = [(f"{kinds[item.what]}:{item.entry}", decided_words.of(item.data(), room.desk.zone)) for item in items]
    chosen = yield from _one_of(t("tui.approve-which"), options, t("tui.approve-nothing"))
    kind, _, number = chosen.partition(":")
    if kind:
        yield from filled(ApproveForm(room, ref, int(number)) if kind == "approve" else RatifyForm(room, ref, int(number)))


def _sign(room: Room, ref: str) -> Conversation[None]:
    """Sign a saved draft: these bytes, and no others."""
    opened = read(room.desk, ref)
    options = [(str(act.n), _draft(act)) for act in opened.file.drafts if replaced_by(opened, act) is None and not _signed(room, opened, act)]
    chosen = yield from _one_of(t("linear.sign-which"), options, t("linear.sign-none"))
    if chosen:
        yield from filled(SignForm(room, ref, int(chosen)))


def _signed(room: Room, opened: Opened, draft: Act) -> bool:
    """Whether who acts signed these bytes already."""
    people = room.desk.store.people()
    held = [act for act in opened.file.signatures if act.body["sha256"] == draft.body["sha256"]]
    return any(people.get(act.actor) == room.desk.actor.name for act in held)


def _draft(act: Act) -> str:
    body = act.body
    parts = [str(body[part]) for part in ("what", "form", "type", "template", "channel") if body.get(part)]
    if body["what"] == NOTICE and body.get("form") == FORM:
        parts = [Paper(NOTICE, body["type"]).name]
    elif body["what"] == LETTER and body.get("channel"):
        parts = [Paper(LETTER, body["template"], body["channel"]).name]
    return t("linear.draft-line", n=act.n, name=" ".join(parts), format=body.get("format") or "")


def _result(room: Room, ref: str) -> Conversation[None]:
    """Record what came of an action: first of which."""
    file = read(room.desk, ref).file
    options = [(str(act.n), act.body["text"] or "—") for act in file.actions if file.result_of(act.n) is None]
    chosen = yield from _one_of(t("tui.result-question"), options, t("tui.result-none"))
    if chosen:
        yield from filled(ResultForm(room, ref, int(chosen)))


def _retract(room: Room, ref: str) -> Conversation[None]:
    """Retract an entry: first which, by its number in the timeline."""
    lines = [line for line in read(room.desk, ref).file.timeline if line.n > 1 and not line.retracted]
    told = {line.n: shortened(on_one_line(line, room.desk.lang, room.desk.zone), _MOST) for line in lines}
    options = [(f"n{line.n}", t("linear.entry-line", n=line.n, kind=t(f"kinds.{line.kind}"), text=told[line.n])) for line in lines]
    chosen = yield from _one_of(t("linear.retract-which"), options, t("linear.retract-none"))
    if chosen:
        yield from filled(RetractForm(room, ref, int(chosen[1:])))


def heard(room: Room, ref: str) -> Conversation[None]:
    """Every question with its standing decision, then the opinions, the authority's answers and the actions."""
    opened, desk = read(room.desk, ref), room.desk
    lines: list[str] = []
    for question in QUESTIONS:
        act = opened.file.decided(question)
        words = _decided(room, opened, act) if act else [t("tui.not-decided")]
        lines += [t(f"tui.question-{question}") + " " + words[0], *words[1:]]
    for act in opened.file.opinions:
        stance = t("tui.decided", choice=t(f"tui.stance-{act.body['stance']}"), **_who(room, act))
        lines += [t("tui.opinion-heading", question=t(f"tui.question-{act.body['question']}")) + " " + stance, act.body["why"] or ""]
    found = actions.in_words(actions.told(desk, opened, desk.now()), desk.zone)
    left = [item.words(desk.lang) for item in afterwards.still_open(opened, desk.now(), desk.lang)]
    lines += [*happened.answers(opened, desk.zone), t("action.heading"), *(found or [t("action.none")]), *([t("action.left"), *left] if left else [])]
    yield from q.tell(*(line for line in lines if line))


def _decided(room: Room, opened: Opened, act: Act) -> list[str]:
    file = opened.file
    lines = [t("tui.decided", choice=t(f"tui.choice-{act.body['choice']}"), **_who(room, act)), act.body["why"] or ""]
    lines += decided_words.arguments(act.body)
    lines += [t("decided.reopen-if", text=item["text"] or "—") for item in act.body.get("reopen_if", ())]
    for held in (act, *(held for held in file.upheld if held.body["entry"] == act.n)):
        if held is not act:
            lines.append(t("decided.upheld", n=held.n, who=t("decided.who", **_who(room, held)), why=held.body["why"] or "—"))
        done = file.approval(held)
        if file.pending(held):
            lines.append(t("decided.pending"))
        elif done is not None:
            mandate = t(f"decided.mandate-{done.body['mandate']}")
            lines.append(t("decided.approved-by", who=t("decided.who", **_who(room, done)), mandate=mandate))
            lines += [t(f"decided.remark-{remark}") for remark in done.body["remarks"]]
    return lines


def _who(room: Room, act: Act) -> dict[str, str]:
    at = dates.when(from_z(act.recorded_at), zone_of(room.desk.zone), room.desk.zone)
    return {"name": room.desk.store.people().get(act.actor, act.actor), "role": t(f"tui.role-{act.role}"), "at": at}
