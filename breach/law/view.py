"""The facts as the rules see them: for each one the mildest and the gravest value that it may still have.

An estimate gives its range, a set given with "unknown" all larger sets, what is unknown everything. An assumption counts for nothing: it may not
lower a duty, and the duty over all answers already holds its grave side. What other answers settle is not asked again: a set of data types that is
complete settles the categories, a cause that names malice settles the intent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from breach.domain.facts import CodeSet, Fact, Facts, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.law.conditions import Bound, Bounds, FactSpec
    from breach.law.rules import RuleSet

_NONE: frozenset[str] = frozenset()
_MALICE = frozenset({"external_malicious", "internal_malicious"})
_ACCIDENT = frozenset({"external_accidental", "internal_accidental"})
_CONFIDENTIALITY = frozenset({"confidentiality"})
_PASSWORD = frozenset({"password"})
_ACCESS = frozenset({"identification_access"})


class View(NamedTuple):
    """``bounds`` of every fact that the rules read; ``owners``: the fact whose answer settles another one ("" where no single answer does);
    ``closed``: facts that cannot be known, so that asking is no use; ``may_leak``: whether data were taken or published was asked and is not known,
    so that no answer about the kinds of breach rules out confidentiality.
    """

    bounds: Mapping[str, Bounds]
    owners: Mapping[str, str]
    closed: frozenset[str]
    may_leak: bool

    def owner(self, fact_id: str) -> str:
        """The fact to ask in order to settle ``fact_id``; "" where no single answer settles it."""
        return self.owners.get(fact_id, fact_id)

    def nature_open(self) -> frozenset[str]:
        """The kinds of breach that are possible while none is certain; empty once one is."""
        low, high = self.bounds["nature"]
        return high if not low and isinstance(high, frozenset) else _NONE


def view_of(rules: RuleSet, facts: Facts, now: datetime, controller_kind: str | None = None) -> View:
    """The facts at ``now`` (UTC). ``controller_kind``: the profile's, used where the file says nothing."""
    return _Reading(rules, facts, now, controller_kind).view()


class _Reading:
    """One reading of one file's facts."""

    def __init__(self, rules: RuleSet, facts: Facts, now: datetime, controller_kind: str | None) -> None:
        self._rules, self._facts, self._now = rules, facts, now
        self._derive = rules.derive
        self._unknown = frozenset(self._derive["unknown_codes"])
        self._bounds: dict[str, Bounds] = {fact: self._read(spec) for fact, spec in rules.specs.items()}
        self._owners: dict[str, str] = {}
        self._may_leak = False
        if controller_kind and not self._said("controller_kind"):
            self._bounds["controller_kind"] = (frozenset({controller_kind}), frozenset({controller_kind}))

    def view(self) -> View:
        self._data()
        self._intent()
        self._context()
        self._role_and_nature()
        self._passwords()
        self._publication()
        self._loss()
        for fact, code in self._derive["presumed"].items():
            if not self._said(fact):
                self._set(fact, code)
        closed = frozenset(fact for fact, given in self._facts.items() if given.state == "cannot_be_known")
        return View(self._bounds, self._owners, closed, self._may_leak)

    def _said(self, fact_id: str) -> bool:
        """Whether somebody answered, be it "unknown". An assumption is no answer."""
        fact = self._facts.get(fact_id)
        return fact is not None and fact.state != "assumed"

    def _value(self, fact_id: str) -> Value | None:
        fact = self._facts.get(fact_id)
        return fact.value if fact is not None and fact.state == "known" else None

    def _set(self, fact_id: str, code: str) -> None:
        rank = self._rules.specs[fact_id].codes.index(code)
        self._bounds[fact_id] = (rank, rank)

    def _is(self, fact_id: str, code: str) -> bool:
        rank = self._rules.specs[fact_id].codes.index(code)
        return self._bounds[fact_id] == (rank, rank)

    def _read(self, spec: FactSpec) -> Bounds:
        fact = self._facts.get(spec.id)
        if fact is None or fact.state not in ("known", "estimated"):
            return spec.full()
        if spec.kind == "number":
            return _number(fact)
        if spec.kind == "ordered":
            code = "yes" if fact.value is True else "no" if fact.value is False else fact.value
            if not isinstance(code, str) or code not in spec.codes:
                return spec.full()
            rank = spec.codes.index(code)
            return rank, rank
        return self._codes(spec, fact)

    def _codes(self, spec: FactSpec, fact: Fact) -> Bounds:
        given = CodeSet(frozenset({fact.value})) if isinstance(fact.value, str) else fact.value
        if not isinstance(given, CodeSet):
            return spec.full()
        low = given.codes - self._unknown
        return low, frozenset(spec.codes) | low if given.at_least or given.codes & self._unknown else low

    def _pair(self, fact_id: str) -> tuple[frozenset[str], frozenset[str]]:
        low, high = self._bounds[fact_id]
        return (low, high) if isinstance(low, frozenset) and isinstance(high, frozenset) else (_NONE, _NONE)

    def _complete(self, fact_id: str) -> bool:
        low, high = self._bounds[fact_id]
        return self._value(fact_id) is not None and low == high

    def _data(self) -> None:
        """Types, categories and kinds of sensitive data add up; a complete set of types settles what nobody said apart."""
        category, kind = self._derive["category"], self._derive["sensitive_kind"]
        types, types_high = self._pair("data_types")
        given, given_high = self._pair("data_categories")
        sensitive, sensitive_high = self._pair("sensitive")
        categories = given | {category[t] for t in types if t in category}
        if self._complete("data_types"):
            rest = (given_high if self._said("data_categories") else _NONE) - {category[t] for t in types if t in category}
            types_high = types | {t for t in types_high | frozenset(category) if category.get(t) in rest}
            categories_high = categories | rest
            sensitive_high = sensitive_high if self._said("sensitive") else _NONE
        else:
            categories_high = given_high | categories
            if self._complete("data_categories"):
                types_high = types | {t for t in types_high if category.get(t, "") in given_high or t in kind}
            if self._said("data_categories") or self._said("sensitive"):
                self._owners["sensitive"] = "sensitive"
            else:
                self._owners["sensitive"] = "data_types"
            self._owners["data_categories"] = "" if self._said("data_categories") else "data_types"
            if self._said("data_categories"):
                self._owners["data_types"] = ""
        sensitive = sensitive | {kind[t] for t in types if t in kind}
        sensitive_high = sensitive_high | sensitive
        types_high = frozenset(t for t in types_high if t in types or t not in kind or kind[t] in sensitive_high)
        self._bounds["data_types"] = (types, types_high)
        self._bounds["data_categories"] = (categories, frozenset(categories_high))
        self._bounds["sensitive"] = (sensitive, sensitive_high)

    def _intent(self) -> None:
        """Malice as the cause says it, where nobody said it apart (a cause that may also be another one stays open)."""
        if self._said("malicious"):
            return
        cause = self._value("cause")
        given = cause if isinstance(cause, CodeSet) else CodeSet(frozenset({cause}) if isinstance(cause, str) else _NONE)
        if given.codes & _MALICE:
            self._set("malicious", "yes")
        elif given.codes and given.codes <= _ACCIDENT and not given.at_least:
            self._set("malicious", "no")

    def _context(self) -> None:
        """Members of a party, a union or a church: being in the file reveals it, unless somebody answered that question."""
        members, _ = self._pair("people_categories")
        if not self._said("context_reveals") and self._pair("controller_kind")[0] == {"party_union_belief"} and "members" in members:
            self._set("context_reveals", "yes")

    def _role_and_nature(self) -> None:
        """Nobody said which role: the controller's. Data taken or published are a breach of confidentiality, whatever else was said; data of which
        this is not known may be.
        """
        if not self._said("role"):
            self._bounds["role"] = (frozenset({"controller"}), frozenset({"controller"}))
        low, high = self._pair("nature")
        whole = self._complete("nature")
        asked: list[str] = []
        for fact in ("exfiltrated", "published"):
            if self._is(fact, "yes"):
                low |= _CONFIDENTIALITY
            elif self._said(fact) and not self._is(fact, "no"):
                self._may_leak = True
                high |= _CONFIDENTIALITY if high else _NONE
                asked.append(fact)
        if whole and not low & _CONFIDENTIALITY and asked:
            self._owners["nature"] = asked[0] if len(asked) == 1 else ""
        self._bounds["nature"] = (low, (high or frozenset(self._rules.specs["nature"].codes)) | low)

    def _passwords(self) -> None:
        """Without passwords among the data there are no stored ones to judge; strong hashes make no valid pairs."""
        low, high = self._pair("data_types")
        if not self._said("passwords_stored") and "password" not in high:
            self._set("passwords_stored", "not_concerned")
        mildest, gravest = self._ranks("passwords_stored")
        types = (low | _PASSWORD if mildest > 1 else low, high | _PASSWORD if gravest > 1 else high)
        self._bounds["data_types"] = types
        if mildest > 1:
            given, given_high = self._pair("data_categories")
            self._bounds["data_categories"] = (given | _ACCESS, given_high | _ACCESS)
        if not self._said("valid_credentials_count") and gravest <= 1:
            self._bounds["valid_credentials_count"] = (0, 0)

    def _ranks(self, fact_id: str) -> tuple[int, int]:
        low, high = self._bounds[fact_id]
        return (low, high) if isinstance(low, int) and isinstance(high, int) else (0, len(self._rules.specs[fact_id].codes) - 1)

    def _publication(self) -> None:
        """Data that nobody saw or took have no holder, and data that reached nobody or only people who are known are not published, as long as
        nobody says so.
        """
        untouched = self._is("accessed", "no") and self._is("exfiltrated", "no")
        if untouched and not self._said("recipient") and (not self._said("published") or self._is("published", "no")):
            self._set("recipient", "none")
        known_holder = self._ranks("recipient")[1] <= self._rules.specs["recipient"].codes.index("identified")
        if not self._said("published") and (known_holder or untouched):
            self._set("published", "no")

    def _loss(self) -> None:
        """What came back was lost for a time only, and altered to no effect, unless somebody said otherwise."""
        if not self._said("availability_loss") and self._said("restored") and self._is("restored", "yes"):
            self._set("availability_loss", "temporary")
        if not self._said("altered_data_used") and self._came_back_from_a_copy():
            self._set("altered_data_used", "no")

    def _came_back_from_a_copy(self) -> bool:
        """Data out of reach until they were put back from a copy were not acted upon meanwhile (EDPB 01/2021 case 1)."""
        return "availability" in self._pair("nature")[0] and all(
            self._said(fact) and self._is(fact, "yes") for fact in ("restored", "backup_available")
        )


def _number(fact: Fact) -> Bounds:
    if fact.state == "estimated":
        low: Bound = fact.low if fact.low is not None else 0
        return low, fact.high if fact.high is not None else float("inf")
    if isinstance(fact.value, (int, Decimal)) and not isinstance(fact.value, bool):
        return fact.value, fact.value
    return 0, float("inf")
