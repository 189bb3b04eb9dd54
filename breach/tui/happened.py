"""What happened outside, in words: filings with their frozen lateness, failed attempts, sendings, answers of the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import clock_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, has, t

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from breach.log.fold import Act
    from breach.tui.state import FileState


def form_name(form: str) -> str:
    """What a form that can be filed is called; a contract by its id."""
    if form.startswith("contract:"):
        return t("outside.filing-contract", id=form.removeprefix("contract:"))
    return t(f"outside.filing-{form}") if has(f"outside.filing-{form}") else form


def template_name(template: str) -> str:
    """What a text that can be sent is called."""
    return t(f"outside.template-{template}") if has(f"outside.template-{template}") else template


def filings(state: FileState) -> list[str]:
    """Every attempt that failed and every filing, each in one line, with how late it came."""
    file = state.opened.file
    acts = sorted([*file.failed_filings, *file.filings], key=lambda act: act.n)
    return [_filing(state, act) if "reference" in act.body else _failed(state, act) for act in acts]


def _filing(state: FileState, act: Act) -> str:
    body = act.body
    words = t(
        "outside.happened-filed",
        form=form_name(body["form"]),
        type=t(f"outside.type-{body['type']}"),
        at=_at(state, body["at"]),
        reference=body["reference"] or "—",
    )
    late = [held for held in body.get("lateness", ()) if held["late_by"]]
    words += "".join(t("outside.happened-late", clock=_recipient(state, held["clock"]), late=dates.duration(held["late_by"])) for held in late)
    if body.get("lateness") and not late:
        words += t("outside.happened-in-time")
    if body.get("late_reason"):
        words += "\n   " + t("outside.happened-why", why=body["late_reason"])
    return _marked(act, words)


def _failed(state: FileState, act: Act) -> str:
    return _marked(act, t("outside.happened-failed", form=form_name(act.body["form"]), at=_at(state, act.body["at"]), text=act.body["text"] or "—"))


def sendings(state: FileState) -> list[str]:
    """Every sending, each in one line."""
    return [
        _marked(
            act,
            t(
                "outside.happened-sent",
                template=template_name(act.body["template"] or "—"),
                count=act.body["count"],
                bounced=act.body["bounced"],
                at=_at(state, act.body["at"]),
            ),
        )
        for act in state.opened.file.sendings
    ]


def answers(state: FileState) -> list[str]:
    """Every answer of the authority, each in one line."""
    return [_marked(act, _answer(state, act)) for act in state.opened.file.authority]


def _answer(state: FileState, act: Act) -> str:
    due = t("outside.happened-due", at=_at(state, act.body["due"])) if act.body["due"] else ""
    return t("outside.happened-authority", kind=t(f"outside.authority-{act.body['kind']}"), at=_at(state, act.body["at"])) + due


def asked(body: Mapping[str, Any], zone: str) -> str:
    """Of whom a question was asked, and by when its answer is wanted; ``body``: of its entry."""
    due = t("desk.asked-due", at=dates.when(from_z(body["due_at"]), zone_of(zone), zone)) if body["due_at"] else ""
    return t("desk.asked-mark", to=body["to"] or "—", due=due)


def _recipient(state: FileState, clock: str) -> str:
    return next((clock_words.recipient(held.row) for held in state.clocks if held.row.clock == clock), clock)


def _at(state: FileState, instant: str) -> str:
    return dates.when(from_z(instant), zone_of(state.zone), state.zone)


def _marked(act: Act, words: str) -> str:
    return t("outside.happened-simulated", words=words) if act.body.get("simulated") else words
