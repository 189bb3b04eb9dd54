"""From a row to a recipient: who is written to, in which language and with which letter, and what stands in the way."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from array import array
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from breach.drafting.eml import address
from breach.drafting.merge.rows import LONGEST_CELL
from breach.drafting.recipient import Recipient
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MINOR = {"people": "people-minor"}
"""The letter that a minor's legal representative gets in place of another."""
PROBLEMS = (
    "no-email",
    "bad-email",
    "no-address",
    "no-phone",
    "no-account",
    "no-name",
    "duplicate",
    "unknown-data-type",
    "bad-birth-date",
    "minor-without-representative",
    "bad-country",
    "bad-postcode",
    "too-long",
    "bad-characters",
    "glyph-missing",
    "not-made",
)
"""Why a row gets no letter. One bad row never stops the others."""
_FRENCH_POSTCODE = re.compile(r"(?:F-?)?\d{5}")
"""A spreadsheet makes 1000 of 01000: such a letter would not arrive."""
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Rules:
    """By what rows are judged. ``languages``: in which the letter exists; ``data_types``, ``countries``: the known codes; ``minor_age``: years
    below which the legal representative is written to; ``on``: the day at which ages are taken; ``home``: the country of an address without one.
    """

    template: str
    channel: str
    lang: str
    languages: Collection[str]
    data_types: Collection[str]
    countries: Collection[str]
    minor_age: int
    on: date
    home: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """A row that gets a letter: its number, the recipient, the letter's template and language."""

    row: int
    recipient: Recipient
    template: str
    lang: str

    @property
    def segment(self) -> str:
        """What the letters of the same text share: template, language, data types (``*``: those of the whole breach)."""
        data = self.recipient.data_types
        return f"{self.template} {self.lang} {'*' if data is None else '+'.join(sorted(data)) or '-'}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that gets none: its number and why, of PROBLEMS."""

    row: int
    problem: str


class Seen:
    """A set of 64-bit numbers in 11 to 16 bytes each, where Python's own takes 80: it is all that a long list costs in memory.

    It lies on many shelves, each of which grows by itself: the whole is never there twice.
    """

    __slots__ = ("_counts", "_shelves")

    def __init__(self) -> None:
        self._shelves = [array("Q", (0,)) * 16 for _ in range(SHELVES)]
        self._counts = [0] * SHELVES

    def add(self, number: int) -> bool:
        """Put ``number`` in; whether it was not there before."""
        rest, at = divmod(number or 1, SHELVES)
        shelf = self._shelves[at]
        if 4 * self._counts[at] >= 3 * len(shelf):
            shelf = self._shelves[at] = _grown(shelf)
        place = _place(shelf, number or 1, rest)
        if shelf[place]:
            return False
        shelf[place] = number or 1
        self._counts[at] += 1
        return True


SHELVES = 64


def _grown(shelf: array[int]) -> array[int]:
    made = array("Q", (0,)) * (len(shelf) * 3 // 2)
    for number in shelf:
        if number:
            made[_place(made, number, number // SHELVES)] = number
    return made


def _place(shelf: array[int], number: int, rest: int) -> int:
    """Where ``number`` lies in ``shelf``, or would."""
    place = rest % len(shelf)
    while shelf[place] and shelf[place] != number:
        place = place + 1 if place + 1 < len(shelf) else 0
    return place


class Judge:
    """Judges rows in their order; remembers fingerprints of those that it let through, nothing else."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._seen = Seen()

    def judge(self, row: int, cells: Mapping[str, str]) -> Addressed | Refused:
        """What becomes of row number ``row``."""
        if any(len(cell) > LONGEST_CELL for cell in cells.values()):
            return Refused(row, "too-long")
        if any(_UNSAFE.search(cell) for cell in cells.values()):
            return Refused(row, "bad-characters")
        made = self._addressed(row, cells)
        if isinstance(made, Refused):
            return made
        return made if self._seen.add(self._key(made)) else Refused(row, "duplicate")

    def _addressed(self, row: int, cells: Mapping[str, str]) -> Addressed | Refused:
        rules = self._rules
        kinds = frozenset(cells["data_types"].split()) if cells.get("data_types") else None
        if kinds is not None and kinds - set(rules.data_types):
            return Refused(row, "unknown-data-type")
        country = cells.get("country", "").upper()
        if country and country not in rules.countries:
            return Refused(row, "bad-country")
        born = _day(cells.get("birth_date", ""))
        if born is False:
            return Refused(row, "bad-birth-date")
        young = isinstance(born, date) and _age(born, rules.on) < rules.minor_age
        template = MINOR.get(rules.template, rules.template) if young else rules.template
        held = {field.name: cells.get(field.name, "") for field in fields(Recipient) if field.name != "data_types"}
        recipient = Recipient(**{**held, "country": country}, data_types=kinds)
        problem = self._reached(recipient, young=young and template != rules.template)
        if problem:
            return Refused(row, problem)
        lang = recipient.lang.lower()[:2] if recipient.lang else rules.lang
        return Addressed(row, recipient, template, lang if lang in rules.languages else rules.lang)

    def _reached(self, to: Recipient, *, young: bool) -> str:
        channel = self._rules.channel
        if channel == "email":
            email = to.representative_email if young else to.email
            if not email:
                return "minor-without-representative" if young else "no-email"
            try:
                address(email)
            except InputError:
                return "bad-email"
        elif channel == "post":
            return self._posted(to, young=young)
        elif channel in ("sms", "phone"):
            return "minor-without-representative" if young else "" if to.phone else "no-phone"  # the telephone is the minor's own
        elif channel == "account_message":
            return "" if to.account or to.id or to.email else "no-account"
        return ""

    def _posted(self, to: Recipient, *, young: bool) -> str:
        if young and not to.representative_name and not to.last_name:
            return "minor-without-representative"
        if not (to.last_name or to.first_name):
            return "no-name"
        if not (to.address1 or to.address2 or to.address3) or not to.city:
            return "no-address"
        if to.postcode and (to.country or self._rules.home) == "FR" and not _FRENCH_POSTCODE.fullmatch(to.postcode.replace(" ", "")):
            return "bad-postcode"
        return ""

    def _key(self, made: Addressed) -> int:
        """Sixty-four bits of what makes two rows the same person on this channel."""
        to, channel = made.recipient, self._rules.channel
        if channel == "email":
            what = [to.representative_email if made.template != self._rules.template else to.email, to.last_name, to.first_name]
        elif channel == "post":
            what = [to.last_name, to.first_name, to.address1, to.address2, to.address3, to.postcode, to.city, to.country]
        else:
            what = [to.phone, to.account, to.id, to.last_name, to.first_name]
        plain = "\0".join(" ".join(part.casefold().split()) for part in what)
        return int.from_bytes(hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def fingerprint(key: bytes, recipient: Recipient) -> str:
    """Who a letter was for, for whoever holds both the key and the list: the first 128 bits of HMAC-SHA-256, in hexadecimal."""
    held = {field.name: sorted(value) if isinstance(value := getattr(recipient, field.name), frozenset) else value for field in fields(recipient)}
    return hmac.new(key, json.dumps(held, sort_keys=True).encode(), hashlib.sha256).hexdigest()[:32]


def _day(text: str) -> date | bool | None:
    """The day in ``text``: ISO, or day/month/year; None where there is none, False where it is no day."""
    text = text.strip()[:10]
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        return False


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
