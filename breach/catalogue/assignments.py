"""Facts on the command line: ``ID=VALUE``."""

from __future__ import annotations

import re
from decimal import Decimal

from breach.catalogue.labels import code_of
from breach.catalogue.model import Catalogue, FactDef, shown
from breach.catalogue.parsing import parse_json
from breach.catalogue.reading import KEYS, MAIN_KEYS, read
from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.domain.facts import Fact

SAID_UNKNOWN = ("unknown", "inconnu", "inconnue")
"""How people say that a fact is unknown, in small letters."""
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.][0-9]*)?(?:[eE][+-]?[0-9]{1,6})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_RANGE = re.compile(r"(?P<low>[^.]*(?:[.][^.]+)?)[.][.](?P<high>[^.]*(?:[.][^.]+)?)")
_BETWEEN = re.compile(r"(?:entre|between|de|from) (?P<low>[^.]+?) (?:et|and|\u00e0|to) (?P<high>[^.]+)", re.IGNORECASE)
"""A range as a person says it: « entre 9 et 3 500 »."""
_WORDS = {"oui": True, "yes": True, "true": True, "vrai": True, "non": False, "no": False, "false": False, "faux": False}
_NONE = ("none", "aucun", "aucune")
_DIGITS = 40


def read_assignment(catalogue: Catalogue, text: str, zone: str | None) -> tuple[str, Fact]:
    """The fact that ``ID=VALUE`` says, and its id.

    Beside the forms of ``reading.read`` (JSON where the value starts with ``{`` or ``[``): yes no unknown oui non inconnu true false; a set as
    codes parted by commas or blanks, ``none`` or ``[]`` for an empty one; a range as ``9..3500``, ``100..``, ``..3500`` or in words
    (« entre 9 et 3500 »); ``FR:10,BE:2`` for numbers by country; for a code also its label in French or English (« disponibilité ») or another
    word for it (« courriel »). Raises InputError ``fact-assignment``,
    ``unknown-fact``, ``fact-empty`` or what ``reading.read`` raises.
    """
    fact_id, equals, raw = text.partition("=")
    if not equals or not fact_id.strip():
        raise InputError("fact-assignment", given=shown(text))
    definition = catalogue.get(fact_id.strip())
    if not raw.strip():
        raise InputError("fact-empty", fact=definition.id)
    return definition.id, read(definition, _raw(definition, raw), zone)


def _raw(definition: FactDef, text: str) -> object:
    """The value of the command line as a file would hold it."""
    word = text.strip()
    if definition.type == "text":
        return _text(text)
    if word[0] in "{[":
        return parse_json(word)
    if word.lower() in SAID_UNKNOWN:
        return "unknown"
    reader = _READERS.get(definition.type)
    return word if reader is None else reader(definition, word)


def _text(text: str) -> object:
    """A text as typed; a JSON table is read as one only where it is one of the forms of a fact."""
    word = text.strip()
    if word.lower() in ("unknown", "inconnu"):
        return "unknown"
    if not word.startswith("{"):
        return text
    try:
        table = parse_json(word)
    except InputError:
        return text
    main = [key for key in MAIN_KEYS if isinstance(table, dict) and key in table]
    return table if len(main) == 1 and isinstance(table, dict) and set(table) <= set(KEYS[main[0]]) else text


def _codes(definition: FactDef, word: str) -> list[str]:
    if word.lower() in _NONE:
        return []
    whole = code_of(definition, word)
    if whole is not None:
        return [whole]
    parts = [said for part in re.split("[,;]", word) if part.strip() for said in _said(definition, part.strip())]
    return list(dict.fromkeys(parts))


def _said(definition: FactDef, part: str) -> list[str]:
    """What stands between two commas: one label, ids parted by blanks, or labels of one word. Ids and labels are not mixed there, nor is a word
    that is neither left out: « France et Belgique » would say Ethiopia too, « la France » Laos. That is handed on whole, to be refused.
    """
    one = _code(definition, part)
    words = [(word.lower(), _code(definition, word)) for word in part.split()]
    found = [(word, code) for word, code in words if _is_code(definition, code)]
    by_label = {word != code.lower() for word, code in found if code != "unknown"}
    if _is_code(definition, one) or len(by_label) != 1 or (True in by_label and len(found) < len(words)):
        return [one]
    return [code for _, code in words]


def _code(definition: FactDef, word: str) -> str:
    """The code of a word or label; what is none is handed on, to be refused."""
    if word.lower() in SAID_UNKNOWN:
        return "unknown"
    found = code_of(definition, word)
    return found or (word.upper() if definition.type in ("countries", "country") else word)


def _is_code(definition: FactDef, word: str) -> bool:
    return word == "unknown" or definition.code(word) is not None


def _number_or_range(definition: FactDef, word: str) -> object:
    ends = _RANGE.fullmatch(word) or _BETWEEN.fullmatch(word)
    if ends is None:
        return _number(definition, word)
    return {"estimate": [_number(definition, end.strip()) if end.strip() else "unknown" for end in ends.group("low", "high")]}


def _number(definition: FactDef, word: str) -> object:
    """A number as a person types it (``1 200``, ``5,5`` for a decimal); what is no number is handed on, to be refused."""
    if _GROUPED.fullmatch(word):
        word = re.sub(r"\D", "", word)
    if definition.type == "decimal":
        word = word.replace(",", ".", 1)
    if not _NUMBER.fullmatch(word):
        return word
    return int(word) if word.lstrip("+-").isdigit() and len(word) <= _DIGITS else Decimal(word)


def _counts(definition: FactDef, word: str) -> object:
    counts: dict[str, object] = {}
    for part in re.split(r"[,;\s]+", word):
        country, colon, count = part.partition(":")
        if not colon or country.upper() in counts:
            raise InputError("fact-not-country-counts", fact=definition.id, given=shown(word))
        counts[country.upper()] = _number(definition, count)
    return counts


def _names(definition: FactDef, word: str) -> list[str]:
    del definition
    return [] if word.lower() in _NONE else [part.strip() for part in re.split("[,;]", word) if part.strip()]


def _yes_no(definition: FactDef, word: str) -> object:
    if word.lower() in _WORDS and (definition.type == "yes_no" or definition.code("yes")):
        return _WORDS[word.lower()]
    return _code(definition, word)


_READERS: dict[str, Callable[[FactDef, str], object]] = {
    "count": _number_or_range,
    "decimal": _number_or_range,
    "set_of": _codes,
    "countries": _codes,
    "text_set": _names,
    "country_counts": _counts,
    "country": _code,
    "yes_no": _yes_no,
    "one_of": _yes_no,
}
