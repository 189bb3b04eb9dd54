"""ENISA's 2013 severity score beside the rules: SE = DPC x EI + CB, as an interval, every step shown.

A second opinion only. It has no likelihood, no unknown state, no weight for the number of people and no threshold; practice reads 2 as "tell the
authority" and 3 as "tell the people", which ENISA does not say. So it may raise a warning where it is above the rules' result and never lowers one.
Source: ENISA, Recommendations for a methodology of the assessment of severity of personal data breaches, v1.0, December 2013 (restated; to check).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from breach.law.view import View

BANDS = ("low", "medium", "high", "very_high")
AUTHORITY_FROM, PEOPLE_FROM = Decimal(2), Decimal(3)
"""The convention of practice, not ENISA's."""

_SENSITIVE, _FINANCIAL, _BEHAVIOURAL, _SIMPLE = 4, 3, 2, 1
_TYPES = {
    _FINANCIAL: frozenset({"iban", "card_number", "card_security_code", "income", "transactions", "debts", "tax_data", "insurance_contract"}),
    _BEHAVIOURAL: frozenset({"purchases", "location", "connection_logs", "browsing", "profile", "messages_content"}),
}
_CATEGORIES = {_FINANCIAL: frozenset({"financial"}), _BEHAVIOURAL: frozenset({"location"})}
_ACCESS = frozenset({"password", "auth_token", "security_answer", "username"})
_EI = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))
_MANY = 100
_HALF, _QUARTER, _ZERO = Decimal("0.5"), Decimal("0.25"), Decimal(0)


class Enisa(NamedTuple):
    """``low`` and ``high`` of the score, and the steps: DPC, EI and the four parts of CB as (name, low, high). ``flags``: ENISA's two
    remarks beside the score, each "yes", "no" or "unknown"; they change nothing in it.
    """

    low: Decimal
    high: Decimal
    steps: tuple[tuple[str, Decimal, Decimal], ...]
    flags: tuple[tuple[str, str], ...] = ()

    def bands(self) -> tuple[str, str]:
        """The bands of both ends."""
        return _band(self.low), _band(self.high)

    def beside(self, limb: str, duty: str) -> str:
        """How the convention of practice stands beside the rules' ``duty`` for ``limb``: "same", "higher", "lower", or "open"."""
        least, told = (AUTHORITY_FROM, "notify") if limb == "authority" else (PEOPLE_FROM, "inform")
        if duty in ("undetermined", "not_concerned") or self.low < least <= self.high:
            return "open"
        score_tells = self.low >= least
        return "same" if score_tells == (duty == told) else "higher" if score_tells else "lower"

    def working(self) -> str:
        """The arithmetic in one line, such as ``DPC 3 × EI 0.50..1 + CB (C 0.50 + I 0 + A 0 + M 0.50) = 2.50..4.00``."""
        parts = {name: _span(low, high) for name, low, high in self.steps}
        circumstances = " + ".join(f"{name} {parts[name]}" for name in ("C", "I", "A", "M"))
        return f"DPC {parts['DPC']} × EI {parts['EI']} + CB ({circumstances}) = {_span(self.low, self.high)}"


def score(view: View) -> Enisa:
    """The score over all answers that are still possible. Base scores, with two of ENISA's own steps: a harmless sensitive item counts 1, simple
    data that reveal something sensitive by their context count 3.
    """
    steps = (("DPC", *_context(view)), ("EI", *_identification(view)), *_circumstances(view))
    values = {name: (low, high) for name, low, high in steps}
    low, high = (values["DPC"][end] * values["EI"][end] + sum((values[part][end] for part in "CIAM"), _ZERO) for end in (0, 1))
    return Enisa(low, high, steps, _flags(view))


def _flags(view: View) -> tuple[tuple[str, str], ...]:
    """More than 100 people; unintelligible data (ENISA 2013, after the score)."""
    low, high = view.bounds["people_count"]
    many = "unknown" if isinstance(low, frozenset) or isinstance(high, frozenset) else _said(low > _MANY, high > _MANY)
    ranks = [[_rank(view, fact, end) for fact in ("data_encrypted", "encryption_state_of_art", "key_safe")] for end in (0, 1)]
    return ("more-than-100", many), ("unintelligible", _said(not any(ranks[1]), not any(ranks[0])))


def _said(sure: object, possible: object) -> str:
    return "yes" if sure else "unknown" if possible else "no"


def _context(view: View) -> tuple[Decimal, Decimal]:
    return Decimal(_context_at(view, 0)), Decimal(_context_at(view, 1))


def _context_at(view: View, end: int) -> int:
    types, categories, sensitive = (_set(view, fact, end) for fact in ("data_types", "data_categories", "sensitive"))
    best = _SIMPLE
    for points in (_BEHAVIOURAL, _FINANCIAL):
        if types & _TYPES[points] or (end and categories & _CATEGORIES[points] and not _settled(view, "data_types")):
            best = points
    if types & _ACCESS and "bank_insurance" in _set(view, "controller_kind", end):
        best = max(best, _FINANCIAL)
    if sensitive:
        best = max(best, _SENSITIVE if _rank(view, "sensitive_trivial", end) else _SIMPLE)
    if _rank(view, "context_reveals", end):
        best = max(best, _FINANCIAL)
    return best


def _identification(view: View) -> tuple[Decimal, Decimal]:
    """Known identifiability; else 1 for a name with contact data or birth date, the whole scale otherwise."""
    low, high = _rank(view, "identifiability", 0), _rank(view, "identifiability", 1)
    types = _set(view, "data_types", 0)
    if (low, high) == (0, len(_EI) - 1) and "name" in types and types & {"email", "postal_address", "birth_date", "phone"}:
        return _EI[-1], _EI[-1]
    return _EI[low], _EI[high]


def _circumstances(view: View) -> tuple[tuple[str, Decimal, Decimal], ...]:
    ends = [_circumstances_at(view, end) for end in (0, 1)]
    return tuple((name, ends[0][name], ends[1][name]) for name in "CIAM")


def _circumstances_at(view: View, end: int) -> dict[str, Decimal]:
    nature = _set(view, "nature", end)
    spread = _rank(view, "recipient", end)
    out = any(_rank(view, fact, end) for fact in ("accessed", "exfiltrated", "published"))
    unknown_holder = 3
    confidentiality = (
        _HALF if spread >= unknown_holder and (out or spread > unknown_holder) else _QUARTER if spread and spread < unknown_holder else _ZERO
    )
    altered, reversible = _rank(view, "altered_data_used", end), not _rank(view, "alteration_reversible", end)
    lost, rebuilt = _rank(view, "availability_loss", end), not _rank(view, "backup_available", end)
    return {
        "C": confidentiality if "confidentiality" in nature else _ZERO,
        "I": (_QUARTER if reversible else _HALF) if "integrity" in nature and altered else _ZERO,
        "A": _ZERO if "availability" not in nature or (rebuilt and not lost) else (_QUARTER if not lost else _HALF),
        "M": _HALF if _rank(view, "malicious", end) else _ZERO,
    }


def _set(view: View, fact: str, end: int) -> frozenset[str]:
    value = view.bounds[fact][end]
    return value if isinstance(value, frozenset) else frozenset()


def _rank(view: View, fact: str, end: int) -> int:
    value = view.bounds[fact][end]
    return value if isinstance(value, int) else 0


def _settled(view: View, fact: str) -> bool:
    low, high = view.bounds[fact]
    return low == high


def _band(value: Decimal) -> str:
    return BANDS[min(max(int(value) - 1, 0), len(BANDS) - 1)]


def _span(low: Decimal, high: Decimal) -> str:
    return f"{low}" if low == high else f"{low}..{high}"
