"""The organisation profile: who is responsible, what it processes, and what it has promised in public.

A profile is asked once and read by the clocks, the notice and the letters. What nobody has said is None (the word ``unknown`` in a file):
never a default, never "no". Values of an activity, a measure or a commitment carry the document and the article that state them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from datetime import date

    from breach.domain.facts import CodeSet

Answer = Literal["yes", "no", "unknown"]
Civility = Literal["Mme", "M."]
Condition = Mapping[str, object]
"""When a promise applies, as plain data: ``{"fact": id, "is": answer}``, ``{"fact": id, "has": code}``, ``{"risk": level}``,
``{"all": [...]}``, ``{"any": [...]}``, ``{"not": {...}}``. Its shape is checked on loading; the law evaluates it with three values."""

CIVILITIES: tuple[Civility, ...] = ("Mme", "M.")
FLAGS = (
    "telecom_operator",
    "nis1_ose",
    "nis2_entity",
    "oiv",
    "financial_entity_dora",
    "health_body",
    "hds_host",
    "trust_service",
    "cra_manufacturer",
    "ai_high_risk_provider",
    "card_merchant",
    "cyber_insured",
    "listed_issuer",
    "critical_entity_cer",
    "no_weekend_dora",
)
"""What an organisation may be under other regimes; each ``yes``, ``no`` or ``unknown``."""
COVERS = ("transit", "rest", "access", "logging", "hosting", "patching", "other")
"""What a security measure protects. ``transit`` is not ``data_encrypted``: it says nothing on data that lie in a store."""
RECIPIENTS = ("authority", "subjects", "clients")
DUTIES = ("notify", "inform", "advise")
ROLES = ("controller", "joint_controller", "processor", "sub_processor")
TOPICS = ("definition", "scope", "recipients", "security", "rights", "complaint", "contact", "minors", "cookies", "sensitive", "liability", "other")
"""What a kept passage of a document is about."""
PARTY_KINDS = ("client_controller", "joint_controller", "processor", "sub_processor", "insurer", "other")
EXERCISE_DPO = "DPO (exercice)"
"""The name under which opinions of an exercise are written: never a real person's."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value is stated: a document's id, its article ("9", "préambule") and, where it matters, the exact sentence."""

    document: str
    article: str
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value with its source. ``value`` None: the documents do not say it."""

    value: T | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who is responsible. Only ``name`` and ``timezone`` (IANA) are required; None is unknown.

    ``no_siren``: it has none (the CNIL form has a box for that), which differs from unknown. ``headcount`` counts people.
    ``naf_section`` is a letter from A to U. ``country`` is an ISO 3166 code. ``retention_years``: how long the
    register keeps a closed file, None for the default. ``sources`` gives the source of a field by its name.
    """

    name: str
    timezone: str
    trade_name: str | None = None
    websites: tuple[str, ...] = ()
    siren: str | None = None
    no_siren: bool = False
    vat_number: str | None = None
    naf_section: str | None = None
    headcount: int | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    controller_kind: str | None = None
    exercise_only: bool = False
    retention_years: int | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the CNIL form: the legal representative (no function, no phone asked there) or the contact of Art. 33(3)(b) GDPR."""

    civility: Civility | None = None
    last_name: str | None = None
    first_name: str | None = None
    email: str | None = None
    function: str | None = None
    phone: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Dpo:
    """The designated data protection officer, who may be a person of another firm (Art. 37(6) GDPR)."""

    name: str | None = None
    firm: str | None = None
    email: str | None = None
    phone: str | None = None
    designation_number: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A public document that states values or promises. ``dated`` None: it bears no date."""

    id: str
    title: str
    dated: date | None = None
    checked_on: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """How long some data are kept, in the document's words.

    One of: ``months`` or ``days`` counted from ``start``; ``until``, an event without a length; ``criteria``, only how the length is found.
    ``data_types`` and ``data_categories`` are codes of what the row is about, empty where it does not say.
    """

    what: str
    source: Source
    months: int | None = None
    days: int | None = None
    start: str | None = None
    until: str | None = None
    criteria: str | None = None
    data_types: frozenset[str] = frozenset()
    data_categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity, each value with its source.

    ``processors`` are named ones; ``processor_kinds`` what a document says without a name. ``retention`` None: not stated.
    ``outside_eea``: data leave the European Economic Area. ``sensitive``: special categories are collected. ``origins``: where data come from.
    """

    id: str
    name_fr: str
    name_en: str
    role: Sourced[str] = Sourced()
    purposes: Sourced[tuple[str, ...]] = Sourced()
    legal_basis: Sourced[str] = Sourced()
    origins: Sourced[tuple[str, ...]] = Sourced()
    data_types: Sourced[CodeSet] = Sourced()
    data_categories: Sourced[CodeSet] = Sourced()
    people_categories: Sourced[CodeSet] = Sourced()
    retention: tuple[RetentionRow, ...] | None = None
    recipients: Sourced[tuple[str, ...]] = Sourced()
    processors: Sourced[tuple[str, ...]] = Sourced()
    processor_kinds: Sourced[tuple[str, ...]] = Sourced()
    hosting: Sourced[str] = Sourced()
    outside_eea: Sourced[Answer] = Sourced()
    sensitive: Sourced[Answer] = Sourced()
    profiling: Sourced[Answer] = Sourced()
    remark_fr: str | None = None
    remark_en: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A security measure that a document says is in place; ``text`` in the document's words, ``covers`` from ``COVERS``."""

    id: str
    text: str
    covers: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Commitment:
    """A public promise about breaches, beside the law.

    ``anchor``: the instant fact that starts it; ``hours`` elapsed hours from there, None without a deadline (then without undue delay).
    ``follows``: the promise repeats a regime ("gdpr") and adds no clock of its own. ``companies_included``: legal persons are told too.
    ``reads_with``: other passages that the promise needs to be read.
    """

    id: str
    source: Source
    sentence: str
    applies_when: Condition
    to: str
    duty: str
    anchor: str | None = None
    hours: int | None = None
    follows: str | None = None
    companies_included: bool = False
    reads_with: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """A delay agreed with another party. ``hours`` None: without undue delay, or not known."""

    id: str
    party: str
    kind: str | None = None
    anchor: str | None = None
    hours: int | None = None
    contact: str | None = None
    sentence: str | None = None
    applies_when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who acts in breach files; ``public_key`` verifies what they sign."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None
    public_key: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Whom to call, when, and why, also in the night."""

    id: str
    who_fr: str
    who_en: str
    phone: str | None = None
    email: str | None = None
    available: str | None = None
    why_fr: str | None = None
    why_en: str | None = None


@dataclass(frozen=True, slots=True)
class Minors:
    """The organisation's own age under which the legal representative takes part, in years."""

    age: int
    source: Source


@dataclass(frozen=True, slots=True)
class Passage:
    """Another passage of a document that is worth showing, on one of ``TOPICS``."""

    id: str
    topic: str
    source: Source
    sentence: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The whole profile. ``dpo`` None with ``dpo_state`` "none" (none designated) or "unknown".

    ``exercise_dpo_name`` signs the opinions of exercises, so that none is put in a real person's name.
    """

    organisation: Organisation
    legal_representative: Contact | None = None
    contact: Contact | None = None
    dpo: Dpo | None = None
    dpo_state: Literal["designated", "none", "unknown"] = "none"
    exercise_dpo_name: str = EXERCISE_DPO
    flags: Mapping[str, Answer] = field(default_factory=lambda: dict.fromkeys(FLAGS, "unknown"))
    documents: tuple[Document, ...] = ()
    activities: tuple[Activity, ...] = ()
    measures: tuple[Measure, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    contracts: tuple[Contract, ...] = ()
    people: tuple[Person, ...] = ()
    cards: tuple[Card, ...] = ()
    minors: Minors | None = None
    passages: tuple[Passage, ...] = ()

    @property
    def exercise_only(self) -> bool:
        """Whether this profile opens exercises alone."""
        return self.organisation.exercise_only

    @property
    def zone(self) -> str:
        """The organisation's IANA zone, in which instants are shown."""
        return self.organisation.timezone

    def document(self, document_id: str) -> Document | None:
        """The document ``document_id``, or None."""
        return next((document for document in self.documents if document.id == document_id), None)


def luhn(digits: str) -> bool:
    """Whether ``digits`` (ASCII) satisfy the Luhn check that a SIREN must pass."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
