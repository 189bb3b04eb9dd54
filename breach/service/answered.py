"""What the answers of a form become. The terminal UI and linear mode name their answers alike (an unfinished form of one is taken up in the other),
and here they are recorded for both: each function gives the entry and what is to be said of it beside that it is on record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.counts import count_of
from breach.i18n import t
from breach.service import approvals, decisions, happened, record
from breach.service.decisions import SIDES, Argument
from breach.service.sent_text import sendable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from breach.service.desk import Desk
    from breach.service.ports import Written
    from breach.service.record import Attachment

Recorded = tuple["Written", list[str]]
"""The entry, and what is to be said of it, a line each."""


def decided(desk: Desk, ref: str, question: str, values: Mapping[str, str]) -> Recorded:
    """A decision on ``question``; said: that it has no effect before it is approved. Raises as ``decisions.decide``."""
    options, weighed = with_arguments(values["options"])
    row, done = decisions.decide(
        desk,
        ref,
        question,
        values["choice"],
        values["why"],
        options,
        weighed=weighed,
        reopen_if=[line.strip() for line in values["reopen"].splitlines() if line.strip()],
        overrule=values.get("overrule", "").strip(),
    )
    return done, [t("decided.pending")] if decisions.needs_approval(desk, row, done.n) else []


def approved(desk: Desk, ref: str, entry: int, values: Mapping[str, str]) -> Recorded:
    """The approval of the decision ``entry``; said: what the file remarks of who approved. Raises as ``approvals.approve``."""
    _, done, remarks = approvals.approve(desk, ref, entry, values["why"].strip())
    return done, _with_remarks(t("decided.approved", ref=ref, entry=entry, n=done.n), remarks)


def ratified(desk: Desk, ref: str, entry: int, values: Mapping[str, str]) -> Recorded:
    """The filing ``entry`` ratified or disowned; said: what the file remarks of who did. Raises as ``approvals.ratify``."""
    disown = values["choice"] == "disown"
    _, done, remarks = approvals.ratify(desk, ref, entry, values["why"].strip(), disown=disown)
    return done, _with_remarks(t("decided.disowned" if disown else "decided.ratified", ref=ref, entry=entry, n=done.n), remarks)


def _with_remarks(words: str, remarks: list[str]) -> list[str]:
    return [words, *(t(f"decided.remark-{remark}") for remark in remarks)]


def filed(desk: Desk, ref: str, form: str, values: Mapping[str, str], receipt: Attachment | None) -> Recorded:
    """A filing of ``form``; said: how late it came against the clocks that it settled. Raises as ``record.filed``."""
    _, done, settled = record.filed(
        desk,
        ref,
        form=form,
        kind=values["type"],
        at=values["at"],
        reference=values["reference"],
        receipt=receipt,
        late_reason=values.get("late_reason", "").strip(),
        party=values["party"].strip(),
    )
    return done, happened.filed(ref, done.n, settled, desk.past(values["at"]))


def filing_failed(desk: Desk, ref: str, form: str, values: Mapping[str, str], capture: Attachment | None) -> Recorded:
    """An attempt at filing ``form`` that failed. Raises as ``record.filing_failed``."""
    done = record.filing_failed(desk, ref, form=form, at=values["at"].strip(), text=values["text"], capture=capture)[1]
    return done, [t("record.failed", ref=ref, n=done.n)]


def sent(desk: Desk, ref: str, values: Mapping[str, str], message: Attachment | None) -> Recorded:
    """A sending: counts, never names; said: which text was kept with it. Raises as ``record.sent``; InputError ``not-a-count``."""
    _, done, whence = record.sent(
        desk,
        ref,
        template=values["template"],
        count=count_of(values["count"]),
        bounced=count_of(values["bounced"]),
        at=values["at"],
        channel=values["channel"],
        message=message,
    )
    return done, [happened.text_kept(whence, quoted=sendable(desk)[values["template"]])]


def with_arguments(text: str) -> tuple[list[str], list[Argument]]:
    """Options and arguments as they are typed in one field: an option a line; below it, lines that start with ``+`` speak for it, with ``-``
    against it; above the first option they weigh the choice itself.
    """
    options: list[str] = []
    weighed: list[Argument] = []
    for line in (held.strip() for held in text.splitlines()):
        if line[:1] in ("+", "-") and line[1:].strip():
            weighed.append(Argument(len(options) - 1 if options else None, SIDES[line[0] == "-"], line[1:].strip()))
        elif line:
            options.append(line)
    return options, weighed
