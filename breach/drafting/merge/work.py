"""What one worker does: renders a block of recipients, and writes the letters where it is given a folder. A pure function of job and block."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breach import i18n
from breach.catalogue.loader import load
from breach.drafting import writers
from breach.drafting.letter import addressee, draft_page
from breach.drafting.merge.people import Addressed, fingerprint
from breach.drafting.pdf import PreparedPdf
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from breach.domain.facts import Facts
    from breach.domain.profile import Profile
    from breach.drafting.slots import Addressee


PART = ".part"
"""The ending of a file that is being written."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs. ``made_at`` (UTC) dates every letter; ``key``: of fingerprints; ``per_file``: letters in one PDF for the print
    shop, 1 for a file each; ``mark``: the SHA-256 of what the job is made from, the same wherever it runs.
    """

    channel: str
    fmt: str
    facts: Facts
    profile: Profile
    exercise: bool
    made_at: datetime
    zone: str
    key: bytes
    per_file: int
    mark: str


@dataclass(frozen=True, slots=True)
class Made:
    """One file and the manifest's lines of its letters; ``body`` is None where the worker wrote it itself."""

    name: str
    body: bytes | None
    lines: tuple[dict[str, Any], ...]


def render(job: Job, block: Sequence[Addressed], folder: str = "") -> list[Made]:
    """The letters to ``block``: written into ``folder``, or handed back where that is "". A letter that cannot be made is a line with its problem."""
    maker = _maker(job)
    found = maker.together(block) if job.per_file > 1 else [maker.one(to) for to in block]
    return [_put(made, folder) for made in found]


_makers: dict[str, _Maker] = {}


def _maker(job: Job) -> _Maker:
    """The one maker of this process for ``job``: letters are prepared once a process."""
    if job.mark not in _makers:
        _makers.clear()
        _makers[job.mark] = _Maker(job)
    return _makers[job.mark]


class _Maker:
    """Makes letters of one job. Each segment's letter is prepared once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._prepared: dict[tuple[object, ...], writers.Prepared] = {}
        self._writers: dict[tuple[str, str], writers.Writer] = {}

    def one(self, to: Addressed) -> Made:
        """The letter to ``to``, in a file of its own."""
        name = f"{to.row:07d}.{self._job.fmt}"
        try:
            body = self._letter(to).render(self._to(to))
        except InputError as error:
            return Made(name, b"", (_refused(to, error),))
        return Made(name, body, (self._line(to, name, body),))

    def together(self, block: Sequence[Addressed]) -> list[Made]:
        """The letters to ``block`` in one PDF a language; one that cannot be set is left out and named."""
        found: list[Made] = []
        for lang in sorted({to.lang for to in block}):
            mine = [to for to in block if to.lang == lang]
            name = f"{block[0].row:07d}-{block[-1].row:07d}.{lang}.{self._job.fmt}"
            found += self._bundle(name, mine)
        return found

    def _bundle(self, name: str, block: Sequence[Addressed]) -> list[Made]:
        refused: list[dict[str, Any]] = []
        good = list(block)
        try:
            body = self._set(good)
        except InputError:  # one of them at least: each is tried alone, the others are set again
            good = []
            for to in block:
                try:
                    self._letter(to).render(self._to(to))
                    good.append(to)
                except InputError as error:
                    refused.append(_refused(to, error))
            body = self._set(good) if good else b""
        lines = [self._line(to, name, body) for to in good]
        return [Made(name, body, tuple(sorted([*lines, *refused], key=lambda line: int(line["row"]))))]

    def _set(self, block: Sequence[Addressed]) -> bytes:
        from breach.drafting.pdf import print_shop

        letters = []
        for to in block:
            prepared = self._letter(to)
            assert isinstance(prepared, PreparedPdf)
            letters.append((prepared, self._to(to)))
        return print_shop(letters[0][0].setter, letters)

    def _to(self, to: Addressed) -> Addressee:
        return addressee(to.template, to.recipient, self._job.profile, load(), to.lang, str(to.row))

    def _letter(self, to: Addressed) -> writers.Prepared:
        recipient = to.recipient
        given = (bool(recipient.last_name), bool(recipient.first_name), recipient.civility if recipient.civility in ("Mme", "M.") else "")
        key = (to.template, to.lang, recipient.data_types, given, bool(recipient.representative_name))
        found = self._prepared.get(key)
        if found is None:
            job = self._job
            i18n.use(to.lang if to.lang in i18n.LANGUAGES else "fr")
            drafted = draft_page(
                to.template,
                job.channel,
                job.facts,
                job.profile,
                load(),
                lang=to.lang,
                exercise=job.exercise,
                recipient=recipient,
                now=job.made_at,
                zone=job.zone,
                slotted=True,
            )
            if len(self._prepared) > 2000:  # as many texts as that are no segments any more
                self._prepared.clear()
            found = self._prepared[key] = self._writer(to).prepare(drafted.page)
        return found

    def _writer(self, to: Addressed) -> writers.Writer:
        key = (to.template, to.lang)
        if key not in self._writers:
            self._writers[key] = writers.writer(self._job.fmt, to.template, self._job.channel, to.lang)
        return self._writers[key]

    def _line(self, to: Addressed, name: str, body: bytes) -> dict[str, Any]:
        return {
            "row": to.row,
            "file": name,
            "sha256": hashlib.sha256(body).hexdigest(),
            "size": len(body),
            "segment": to.segment,
            "recipient": fingerprint(self._job.key, to.recipient),
        }


def _refused(to: Addressed, error: InputError) -> dict[str, Any]:
    problem = error.code if error.code == "glyph-missing" else "bad-email" if error.code == "address-wrong" else "not-made"
    return {"row": to.row, "problem": problem}


def _put(made: Made, folder: str) -> Made:
    if not folder:
        return made
    if made.body:
        put(os.path.join(folder, made.name), made.body)
    return Made(made.name, None, made.lines)


def put(path: str, body: bytes | Iterable[bytes]) -> str:
    """Write ``body`` to ``path`` (0600) by way of a file beside it, and give its SHA-256: a kill leaves the whole file or none."""
    part = path + PART
    held = hashlib.sha256()
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as file:
        for chunk in (body,) if isinstance(body, bytes) else body:
            held.update(chunk)
            file.write(chunk)
    os.replace(part, path)
    return held.hexdigest()
