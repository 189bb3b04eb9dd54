"""What the service asks of who drafts papers: the requests, and the drafts as Protocols. ``breach.drafting`` answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from breach.domain.facts import Facts
    from breach.domain.profile import Profile
    from breach.service.page import Page


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """What a notice is drafted from: facts as forms see them, profile (None: not given), type, number and lateness, and how to write it;
    ``public``: without what its paper says is confidential; ``known``: what was filed last, by field, in French, and ``known_by`` that filing in
    words (its reference and instant); ``withdrawn``: it turned out to be no breach; ``risk``: what the
    decisions conclude ("high_risk", "risk", "unlikely"; "" before them), with their reasons; ``subjects_message``: what people were told.
    """

    form: str
    kind: str
    facts: Facts
    profile: Profile
    earlier_reference: str | None
    late: bool
    late_reason: str | None
    ref: str
    title: str
    exercise: bool
    lang: str
    zone: str
    now: datetime
    public: bool = False
    known: Mapping[str, str] | None = None
    known_by: str = ""
    withdrawn: bool = False
    risk: str = ""
    risk_reasons: str | None = None
    not_informing_reasons: str | None = None
    subjects_message: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence of the file: its name, size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt at filing that failed: when, what happened, and its capture ("" where there is none)."""

    at: datetime
    text: str
    capture: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A filing that was made."""

    form: str
    type: str
    at: datetime
    reference: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a file holds around a paper. ``party``: the row of the fact ``parties`` that the paper is for; ``due``: when clocks end, by id."""

    ref: str
    evidence: Sequence[Piece] = ()
    attempts: Sequence[Attempt] = ()
    filings: Sequence[FiledPaper] = ()
    party: Mapping[str, Any] | None = None
    due: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """What a letter or another paper is drafted from; ``lang`` is the letter's."""

    template: str
    channel: str
    facts: Facts
    profile: Profile
    exercise: bool
    lang: str
    zone: str
    now: datetime
    around: Around | None = None


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of a report: lines of words (``- `` begins an item, a blank belongs to the item above) and a table of text that keeps its columns."""

    heading: str
    lines: tuple[str, ...]
    table: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is made of, in words already. ``marks`` stand above all; ``data``: the same for other programs."""

    title: str
    marks: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    lang: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """A letter for many. ``letter``: the letter, its ``now`` dating every copy; ``path``: the recipients' file; ``mapping``: column to head of the
    file; ``encoding``: "" to find it; ``key``: of fingerprints; ``part``: ``2/5``, "" for all; ``print_shop``: many letters in one PDF;
    ``facts_mark`` and ``profile_mark``: SHA-256 of what the letters say, in a form that is the same on every machine.
    """

    letter: LetterRequest
    fmt: str
    path: str
    mapping: Mapping[str, str]
    encoding: str
    key: bytes
    part: str
    print_shop: bool
    facts_mark: str
    profile_mark: str


class MergeTotals(Protocol):
    """What a merge counts: rows, letters, rows without a letter by reason, letters by segment."""

    rows: int
    letters: int
    problems: dict[str, int]
    segments: dict[str, int]

    def data(self) -> dict[str, Any]: ...


class MergePlan(Protocol):
    """What a dry run tells. ``mine``: rows of the share."""

    @property
    def totals(self) -> MergeTotals: ...
    @property
    def mine(self) -> int: ...
    @property
    def refused(self) -> Sequence[Any]: ...


class MergeJob(Protocol):
    """A merge over one recipients' file, ready to be planned, looked at and made."""

    @property
    def mark(self) -> str: ...
    @property
    def columns(self) -> dict[str, str]: ...
    @property
    def unused(self) -> Sequence[str]: ...
    @property
    def encoding(self) -> str: ...
    def plan(self) -> Any: ...
    def samples(self, planned: Any) -> list[tuple[str, str]]: ...
    def write_samples(self, planned: Any, folder: str) -> list[str]: ...
    def make(self, folder: str, progress: Callable[[int], None], *, processes: int | None = None, dask: str = "") -> tuple[str, str, Any]: ...


class Draft(Protocol):
    """A drafted paper: its text in the format asked for ("" where that is no text), its file's bytes, its data for other programs, what it
    lacks, and notes for who reviews it.
    """

    @property
    def text(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def data(self) -> object: ...
    @property
    def missing(self) -> Sequence[str]: ...
    @property
    def notes(self) -> Sequence[str]: ...


class PaperName(Protocol):
    """What can be drafted: ``kind`` is "notice", "letter" or "paper"; by which channels; ``per_party``: the kind of party it is made for."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def channels(self) -> tuple[str, ...]: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def per_party(self) -> str: ...
    def title(self, lang: str) -> str: ...


class Linted(Protocol):
    """What the linter found in a message: its data for other programs, the same in words, and whether it found anything."""

    def data(self, lang: str) -> dict[str, Any]: ...
    def lines(self, lang: str) -> list[str]: ...
    @property
    def clean(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of texts to be written as a spreadsheet: ``heads`` over ``rows``; ``about`` says what it is, as pairs, on a sheet of its own.

    ``names``: of the sheets (the table, about, the rest of texts that are too long for a cell). ``rest``: what stands at the end of such a text,
    with ``{number}``. ``at`` (UTC) dates the file.
    """

    title: str
    author: str
    names: tuple[str, str, str]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    about: Sequence[tuple[str, str]]
    rest: str
    at: datetime


class Drafting(Protocol):
    """What ``breach.drafting`` offers; pure functions of what they are given."""

    def notice(self, request: NoticeRequest, fmt: str) -> Draft: ...
    def with_head(self, draft: Draft, fmt: str, line: str, code: str) -> Draft: ...
    def values(self, request: NoticeRequest) -> dict[str, Any]: ...
    def changes(self, request: NoticeRequest) -> list[str]: ...
    def compare(self, body: bytes, name: str, values: Sequence[Mapping[str, str]]) -> list[dict[str, str]]: ...
    def papers(self) -> Sequence[PaperName]: ...
    def letter(self, request: LetterRequest, fmt: str) -> Draft: ...
    def report(self, request: ReportRequest, fmt: str) -> Draft: ...

    def merge(self, request: MergeRequest) -> MergeJob: ...
    def join_manifests(self, parts: Sequence[tuple[str, bytes]]) -> tuple[bytes, MergeTotals]: ...
    def sheet(self, sheet: Sheet, fmt: str) -> bytes: ...
    def lint(self, body: bytes, name: str) -> Linted: ...
    def message(self, body: bytes, name: str) -> str: ...
    def page(self, page: Page) -> bytes: ...
