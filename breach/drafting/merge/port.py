"""What the service sees of the merge: a job opened, planned, looked at, made."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from breach.catalogue.loader import load
from breach.domain.instants import to_z, zone_of
from breach.drafting.letter import check_format, draft_letter, draft_page, minor_rule, with_open_ends
from breach.drafting.merge import rows, run
from breach.drafting.merge.here import Here
from breach.drafting.merge.people import MINOR, Rules
from breach.drafting.merge.work import Job, put, render
from breach.drafting.papers import paper, sound, template_of
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.drafting.merge.manifest import Totals
    from breach.service.drafting_ports import MergeRequest

SAMPLE_FOLDER = "samples"
PUBLIC = ("publication", "press")
"""Channels that reach nobody in particular."""
PRINT_SHOP = 500
"""Letters in one PDF for the print shop."""


class Merge:
    """One merge job over one recipients' file.

    Raises InputError: what reading the table raises, ``unknown-template``, ``letter-channel``, ``letter-format``, ``letter-language``,
    ``merge-not-for-people``, ``merge-per-party``, ``merge-open-ends``, ``print-shop-pdf``, ``bad-share``; RuleError
    ``letters-are-the-controllers``, ``channel-compromised``.
    """

    def __init__(self, request: MergeRequest) -> None:
        letter = request.letter
        check_format(letter.template, request.fmt, letter.channel)
        _one_by_one(letter.template, letter.channel)
        if request.print_shop and request.fmt != "pdf":
            raise InputError("print-shop-pdf", format=request.fmt)
        self._request = request
        # Refused now, not at the first row: a letter that must not be sent, a channel that is read by others, facts that allow no letter.
        drafted = draft_page(
            letter.template,
            letter.channel,
            letter.facts,
            letter.profile,
            load(),
            lang=letter.lang,
            exercise=letter.exercise,
            now=letter.now,
            zone=letter.zone,
        )
        if paper(letter.template).kind == "paper" and with_open_ends(drafted.page.markdown):
            raise InputError("merge-open-ends", template=letter.template)
        self._table = rows.open_table(request.path, dict(request.mapping), request.encoding)
        self._rules = self._judging()
        per_file = PRINT_SHOP if request.print_shop else 1
        self._share = run.share(request.part, per_file) if request.part else run.Share(size=per_file)
        self._job = Job(
            channel=letter.channel,
            fmt=request.fmt,
            facts=letter.facts,
            profile=letter.profile,
            exercise=letter.exercise,
            made_at=letter.now,
            zone=letter.zone,
            key=request.key,
            per_file=per_file,
            mark=self._mark(per_file),
        )

    def _judging(self) -> Rules:
        letter = self._request.letter
        rule = minor_rule(letter.profile)
        known = load().get("data_types")
        languages = set(paper(letter.template).languages)
        if letter.template in MINOR:
            languages &= set(paper(MINOR[letter.template]).languages)
        return Rules(
            template=letter.template,
            channel=letter.channel,
            lang=letter.lang,
            languages=frozenset(languages),
            data_types=frozenset(code.id for code in known.codes),
            countries=frozenset(code.id for code in load().get("people_countries").codes),
            minor_age=rule.age,
            home=letter.profile.organisation.country or "FR",
            on=letter.now.astimezone(zone_of(letter.zone)).date(),
        )

    def _mark(self, per_file: int) -> str:
        """The SHA-256 of what every letter of the job is made from: the same job has the same mark wherever it runs."""
        letter = self._request.letter
        held = hashlib.sha256()
        parts = [
            letter.template,
            letter.channel,
            self._request.fmt,
            letter.lang,
            letter.zone,
            to_z(letter.now),
            str(letter.exercise),
            str(per_file),
            self._table.sha256,
            repr(sorted(self._table.columns.items())),
            self._request.facts_mark,
            self._request.profile_mark,
            template_of(letter.template, letter.lang, letter.channel, "md")[0],
        ]
        for part in parts:
            held.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return held.hexdigest()

    @property
    def mark(self) -> str:
        """The mark of the job."""
        return self._job.mark

    @property
    def columns(self) -> dict[str, str]:
        """Which head of the file each column was taken from."""
        return {name: self._table.heads[at] for name, at in self._table.columns.items()}

    @property
    def encoding(self) -> str:
        """How the file is encoded."""
        return self._table.encoding.replace("utf-8-sig", "utf-8")

    @property
    def unused(self) -> tuple[str, ...]:
        """The heads of the file that nothing is taken from."""
        return tuple(head for at, head in enumerate(self._table.heads) if head and at not in self._table.columns.values())

    def plan(self) -> run.Planned:
        """Judge and count every row, writing nothing."""
        return run.plan(self._table, self._rules, self._share)

    def samples(self, planned: run.Planned) -> list[tuple[str, str]]:
        """The first letter of each of the first segments, as text: its segment and the letter."""
        letter = self._request.letter
        return [
            (
                to.segment,
                draft_letter(
                    to.template,
                    letter.channel,
                    letter.facts,
                    letter.profile,
                    load(),
                    lang=to.lang,
                    exercise=letter.exercise,
                    recipient=to.recipient,
                    now=letter.now,
                    zone=letter.zone,
                    formats=("txt",),
                ).texts["txt"],
            )
            for to in planned.samples
        ]

    def write_samples(self, planned: run.Planned, folder: str) -> list[str]:
        """Write those letters, in the format of the job, into ``folder``/samples; their paths."""
        place = os.path.join(folder, SAMPLE_FOLDER)
        os.makedirs(place, mode=0o700, exist_ok=True)
        job = Job(**{**{name: getattr(self._job, name) for name in Job.__dataclass_fields__}, "per_file": 1, "mark": f"{self._job.mark} samples"})
        found = []
        for made in render(job, planned.samples):
            if made.body:
                found.append(os.path.join(place, made.name))
                put(found[-1], made.body)
        return found

    def make(self, folder: str, progress: Callable[[int], None], *, processes: int | None = None, dask: str = "") -> tuple[str, str, Totals]:
        """Make the letters of the share in ``folder``: the manifest's name, its SHA-256, its totals. Raises what ``run.run`` raises."""
        executor: run.Executor = Here(processes)
        if dask:
            from breach.drafting.merge.elsewhere import Elsewhere

            executor = Elsewhere(dask)
        sha256, totals = run.run(self._job, self._table, self._rules, self._share, folder, executor, progress)
        return self._share.manifest, sha256, totals


def _one_by_one(template: str, channel: str) -> None:
    """Refuse what is not written to people, or to companies, one by one: a paper to an authority, to a party of the file, a text for the public."""
    found = paper(template)
    if found.per_party:
        raise InputError("merge-per-party", template=template, channel=channel)
    if (found.kind == "paper" and not found.listed) or (found.kind == "letter" and channel in PUBLIC):
        papers = (known for known in sound() if known.listed or known.kind == "letter")
        letters = (known for known in papers if set(known.channels) - {*PUBLIC, "phone"})
        raise InputError("merge-not-for-people", template=template, channel=channel, letters=", ".join(known.id for known in letters))
