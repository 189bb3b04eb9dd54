"""What the service asks of the outside, as Protocols. The concrete classes are named in ``breach.bootstrap`` alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from breach.domain.actor import Actor
    from breach.domain.clock_rows import DueRow
    from breach.domain.facts import Facts
    from breach.domain.profile import Profile
    from breach.log.entries import Entry
    from breach.service.page import Page


class Written(Protocol):
    """What was appended: number in its chain, hash, instant of recording (UTC text)."""

    n: int
    hash: str
    recorded_at: str


class FileRow(Protocol):
    """What lists show of a breach file; instants are UTC texts."""

    chain: int
    uuid: str
    ref: str
    exercise: bool
    opened_at: str
    state: str
    title: str
    due_stamp: str | None
    due_until: str | None
    next_due: str | None


class Writer(Protocol):
    """One transaction: all of its entries, or none."""

    def append(
        self,
        chain: int,
        kind: str,
        body: Mapping[str, object],
        *,
        actor: str,
        role: str,
        happened_at: str | None = None,
        at: datetime | None = None,
    ) -> Written: ...
    def number_of(self, chain: int) -> int: ...
    def person(self, actor: Actor) -> str: ...
    def open_file(
        self,
        year: int,
        body: Mapping[str, object],
        *,
        exercise: bool,
        actor: str,
        role: str,
        happened_at: str | None,
        at: datetime | None = None,
        ref: str = "",
    ) -> tuple[int, str, str, Written]: ...
    def last_in(self, collection: str) -> int: ...
    def put_blob(self, chain: int, n: int, body: bytes) -> str: ...
    def set_due(self, chain: int, rows: Sequence[DueRow], stamp: str, until: str | None) -> None: ...
    def erase(self, chain: int, n: int, texts: Sequence[str], files: Sequence[str]) -> None: ...
    def forget_person(self, known: str) -> None: ...
    def destroy(self, chain: int, ref: str) -> None: ...
    def set_meta(self, key: str, value: str) -> None: ...
    def set_summary(self, chain: int, state: str, title: str) -> None: ...


class Store(Protocol):
    """The store of entries, texts and summaries. One contract test suite runs against every one of them."""

    path: str
    read_only: bool

    def close(self) -> None: ...
    def writing(self, clock: Callable[[], datetime]) -> AbstractContextManager[Writer]: ...
    def behind_heads(self) -> bool: ...
    def head_beside(self, chain: int) -> tuple[int, str] | None: ...
    def has_heads(self) -> bool: ...
    def uuid(self, chain: int) -> str: ...
    def meta(self, key: str) -> str | None: ...
    def metas(self, prefix: str) -> dict[str, str]: ...
    def find(self, ref: str) -> FileRow: ...
    def files(self, collection: str | None = "") -> Sequence[FileRow]: ...
    def last_seq(self) -> int: ...
    def touched(self, since: int) -> list[int]: ...
    def last_of(self, chain: int) -> int: ...
    def file_of(self, chain: int) -> FileRow | None: ...
    def acted_in(self, actors: Collection[str], since: int, upto: int) -> set[int]: ...
    def collections(self) -> Sequence[str]: ...
    def due(self, chain: int) -> list[DueRow]: ...
    def open_due(self) -> list[tuple[Any, ...]]: ...
    def rows(self, chain: int) -> list[tuple[bytes, str]]: ...
    def texts(self, chain: int, *, judged: bool = False) -> dict[str, tuple[bytes, str]]: ...
    def text_marks(self, chain: int) -> list[tuple[int, str, str]]: ...
    def history(self, chain: int) -> list[Entry]: ...
    def histories(self, files: Sequence[Any]) -> Iterator[tuple[Any, list[Entry]]]: ...
    def of_kinds(self, chain: int, *wanted: str) -> list[Entry]: ...
    def people(self) -> dict[str, str]: ...
    def person(self, known: str) -> tuple[str, str, str] | None: ...
    def blobs(self, chain: int, n: int = 0, *, judged: bool = False) -> list[tuple[int, str, int, bytes]]: ...
    def chains(self) -> list[tuple[int, str]]: ...
    def last_kind(self, kind: str) -> Entry | None: ...
    def size(self) -> int: ...
    def search(self, words: Sequence[str], collection: str = "") -> list[tuple[str, int, str]]: ...
    def texts_holding(self, words: str) -> list[tuple[int, int, str, str]]: ...
    def chains_with(self, kind: str) -> list[int]: ...
    def scrub(self) -> bool: ...
    def forget_typing(self, words: Sequence[str]) -> int: ...
    def copies_beside(self) -> list[tuple[str, str]]: ...
    def strays(self) -> list[tuple[str, int, int, str]]: ...
    def first_hash(self, uuid: str) -> str | None: ...
    def newest(self) -> str | None: ...
    def behind_clock(self, now: datetime) -> int: ...


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


class Signer(Protocol):
    """A person's signing key: its public half in hex."""

    key: str

    def sign(self, said: bytes) -> str: ...


class Judged(Protocol):
    """What a time-stamp proves: ``code`` (``right``, or why nothing), when it was stamped (UTC text), and what its reader complained of."""

    @property
    def code(self) -> str: ...
    @property
    def at(self) -> str | None: ...
    @property
    def said(self) -> str: ...


class Judging(Protocol):
    """Who judges a token of a time-stamp service, without any network."""

    def judge(self, token: bytes, head: str, authority: bytes) -> Judged: ...


class Attesting(Judging, Protocol):
    """Keys that sign, decrypt and verify, and the time-stamp service that is switched on ("" where none is)."""

    service: str
    authority: str

    def signer(self, name: str, key: str) -> Signer | None: ...
    def new_signer(self, name: str) -> Signer: ...
    def verifies(self, key: str, signature: str, said: bytes) -> bool: ...
    def stamp(self, data: bytes) -> bytes: ...
    def new_review_key(self, name: str) -> str: ...
    def review_keys(self) -> list[str]: ...
    def encrypt(self, data: bytes, recipients: Sequence[str]) -> bytes: ...
    def decrypt(self, data: bytes, name: str) -> bytes: ...
