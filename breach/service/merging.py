"""Letters to many people: planned, looked at, made, and put on record by counts and hashes. The list itself is read and never kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.instants import from_z, to_z
from breach.errors import InputError
from breach.log import kinds
from breach.service.drafting_ports import MergeRequest
from breach.service.drafts import LETTER_FORMATS, letter_request
from breach.service.facts import bodies
from breach.service.files import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.log.fold import Act, BreachFile
    from breach.service.desk import Desk
    from breach.service.drafting_ports import MergeJob, MergeTotals
    from breach.service.ports import FileRow, Written


@dataclass(frozen=True, slots=True)
class Asked:
    """A merge as it is asked for. ``made_at`` (UTC): the instant that dates the letters, None for now; the rest as in ``MergeRequest``."""

    template: str
    channel: str
    fmt: str
    path: str
    mapping: Mapping[str, str]
    encoding: str
    part: str
    print_shop: bool
    key: bytes
    made_at: datetime | None = None


def job(desk: Desk, ref: str, asked: Asked) -> tuple[FileRow, MergeJob, datetime]:
    """The merge ``asked`` for the file ``ref``, and the instant (UTC) that dates its letters. Raises InputError, RuleError."""
    if asked.fmt not in LETTER_FORMATS:
        raise InputError("unknown-format", format=asked.fmt[:40], formats=", ".join(LETTER_FORMATS))
    opened = read(desk, ref)
    letter = letter_request(desk, opened, asked.template, asked.channel, asked.made_at)
    held = json.dumps(bodies(letter.facts), sort_keys=True, ensure_ascii=True, default=str)
    request = MergeRequest(
        letter=letter,
        fmt=asked.fmt,
        path=asked.path,
        mapping=asked.mapping,
        encoding=asked.encoding,
        key=asked.key,
        part=asked.part,
        print_shop=asked.print_shop,
        facts_mark=hashlib.sha256(held.encode()).hexdigest(),
        profile_mark=hashlib.sha256((desk.store.meta("profile_text") or "").encode()).hexdigest(),
    )
    return opened.row, desk.drafting().merge(request), letter.now


def record(desk: Desk, row: FileRow, asked: Asked, made_at: datetime, mark: str, sha256: str, totals: MergeTotals) -> Written:
    """Put a finished merge on record: which letter, counts, and the hash of its manifest. No recipient is named."""
    body: dict[str, object] = {
        "what": "letters",
        "template": asked.template,
        "channel": asked.channel,
        "format": asked.fmt,
        "part": asked.part or None,
        "made_at": to_z(made_at),
        "job": mark,
        "manifest_sha256": sha256,
        "rows": totals.rows,
        "letters": totals.letters,
        "problems": [{"problem": name, "count": count} for name, count in sorted(totals.problems.items())],
        "segments": [{"segment": name, "count": count} for name, count in sorted(totals.segments.items())],
    }
    with desk.acting() as act:
        return act.append(row, kinds.MERGED, body)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the record proves of one letter by one channel: ``made`` and ``refused`` (rows without a letter), ``sent``, ``bounced`` and the
    ``remainder``: letters made and not sent, or sent and bounced.
    """

    template: str
    channel: str
    made: int
    refused: int
    sent: int
    bounced: int

    @property
    def remainder(self) -> int:
        """Letters that did not reach anybody, as far as the record says; never below zero."""
        return max(0, self.made - self.sent + self.bounced)

    def data(self) -> dict[str, object]:
        """As ``show --json`` has it."""
        return {
            "template": self.template,
            "channel": self.channel,
            "made": self.made,
            "refused": self.refused,
            "sent": self.sent,
            "bounced": self.bounced,
            "remainder": self.remainder,
        }


def proofs(file: BreachFile) -> list[Proof]:
    """The proof of sending for each letter and channel of ``file``. A job that was made again counts once."""
    merges: dict[tuple[str, str], dict[tuple[str, str], Act]] = {}
    for act in file.merges:
        merges.setdefault((act.body["template"], act.body["channel"]), {})[act.body["job"], act.body["part"] or ""] = act
    found = []
    for (template, channel), jobs in merges.items():
        last = list(jobs.values())[-1].body["job"]
        whole = jobs.get((last, ""))
        mine = [whole.body] if whole else [act.body for (job_mark, _), act in jobs.items() if job_mark == last]
        sent = [act.body for act in file.sendings if (act.body["template"], act.body["channel"]) == (template, channel)]
        found.append(
            Proof(
                template,
                channel,
                sum(body["letters"] for body in mine),
                sum(body["rows"] - body["letters"] for body in mine),
                sum(body["count"] for body in sent),
                sum(body["bounced"] for body in sent),
            )
        )
    return found


def dated(text: str, desk: Desk) -> datetime | None:
    """``--made-at`` as an instant; None where it was not given. Raises InputError, RuleError."""
    return from_z(to_z(desk.past(text))) if text else None
