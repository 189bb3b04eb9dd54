"""The risk rules: named, dated, sourced data of ``risk/*.toml``, read once per process.

For each kind of breach (confidentiality, integrity, availability) the level of risk is: none where that kind is not concerned or a *neutral* gate
holds (nobody could read the data, nobody reached them, they were public); high where a floor or an escalator says so; none where a plain gate of
silence holds with all its conditions and no floor stands against it; a risk otherwise, because notification is the principle (GDPR Art. 33(1)) and
silence has to be shown. The level of the breach is the highest of the three.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from breach import resources
from breach.catalogue.compiled import compiled
from breach.domain.risks import RISKS
from breach.errors import InputError
from breach.law.conditions import Atom, FactSpec, Node, Reader, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

KINDS = ("confidentiality", "integrity", "availability")
WORDS = ("negligible", "limited", "significant", "maximal")
"""The CNIL's four words for gravity and for likelihood, mildest first."""
FACTORS = ("type", "nature", "identification", "severity", "individuals", "controller", "number", "general")
"""The eight factors of EDPB 9/2022 section IV; each rule speaks to one."""
EFFECTS = ("raise", "floor", "gate", "exempt")


class Source(NamedTuple):
    """Where a rule comes from: document and paragraph as both languages name them, and the official address."""

    fr: str
    en: str
    url: str

    def short(self, lang: str) -> str:
        """``EDPB 9/2022 v2.0, § 102``."""
        return self.en if lang == "en" else self.fr


class Rule(NamedTuple):
    """One rule. ``node`` is its grave form: for a gate or an exemption it is true where the gate is *closed*.

    ``level``: 1 risk, 2 high risk, 0 for a rule that only weighs on ``gravity`` and ``likelihood`` (indices into WORDS, 0 for none). ``neutral``: a
    gate that stands even against the floors. ``exemption``: the code of Art. 34(3) in results; ``keeps_duty``: it changes the form of the message
    only. ``use``: "base" for the principle behind a risk that no other rule explains, "note" for one that says a duty besides the risk, else "".
    ``examples``: pairs of raw facts and whether the rule applies, beside the rule in the TOML.
    """

    id: str
    effect: str
    factor: str
    kinds: tuple[str, ...]
    node: Node
    facts: tuple[str, ...]
    level: int
    neutral: bool
    exemption: str
    keeps_duty: bool
    use: str
    gravity: int
    likelihood: int
    words: Mapping[str, str]
    sources: tuple[Source, ...]
    checked_on: str
    to_check: bool
    examples: tuple[tuple[Mapping[str, Any], bool], ...]

    @property
    def weighs(self) -> bool:
        """Whether it counts for gravity and likelihood."""
        return self.effect in ("floor", "raise") and not self.use

    def text(self, part: str, lang: str) -> str:
        """The rule's ``title``, ``reason`` or ``counter`` in ``lang``; "" where it has none."""
        return self.words.get(f"{part}_{lang}", "")


class Threshold(NamedTuple):
    """From which level the authority and the people are told, and from which day on. A proposal that is not law applies to nothing."""

    regime: str
    version: str
    valid_from: str
    in_force: bool
    authority_from: int
    subjects_from: int
    hours: int


class RuleSet(NamedTuple):
    """All rules, the facts that they read, and the trees of the two limbs.

    ``places``: the atoms of each fact; ``affected``: for each kind of breach, that it is concerned; ``live``: and no neutral gate stands;
    ``kind_levels``: at least a risk, high risk, for each kind; ``levels``: the same over all kinds; ``people_levels``: after Art. 34(3).
    """

    version: str
    sha256: str
    specs: Mapping[str, FactSpec]
    atoms: tuple[Atom, ...]
    rules: tuple[Rule, ...]
    thresholds: tuple[Threshold, ...]
    places: Mapping[str, tuple[int, ...]]
    derive: Mapping[str, Any]
    controller: Node
    processor: Node
    is_breach: Node
    affected: Mapping[str, Node]
    live: Mapping[str, Node]
    kind_levels: Mapping[str, tuple[Node, Node]]
    levels: tuple[Node, Node]
    people_levels: tuple[Node, Node]

    def rule(self, rule_id: str) -> Rule:
        """The rule ``rule_id``. Raises KeyError."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def threshold(self, day: date) -> Threshold:
        """The thresholds in force on ``day``: a later amendment is one more row, an earlier case keeps its own."""
        return max(
            (t for t in self.thresholds if t.in_force and t.valid_from <= day.isoformat()), key=lambda t: t.valid_from, default=self.thresholds[0]
        )


@functools.cache
def load() -> RuleSet:
    """The rules that this version ships. Raises InputError ``data-files-missing`` or ``risk-rule-broken``."""
    data = compiled("risk-rules", resources.stamp("law/risk", ".toml"), _raw)
    return build(data)


def _raw() -> dict[str, Any]:
    texts = [resources.read_text(name) for name in resources.names("law/risk", ".toml")]
    return merge(texts)


def merge(texts: Sequence[str]) -> dict[str, Any]:
    """The parsed TOML ``texts`` as one table, JSON-able, with the SHA-256 of the texts. Raises InputError ``risk-rule-broken``."""
    import hashlib
    import tomllib

    merged: dict[str, Any] = {"rule": [], "threshold": [], "facts": {}, "derive": {}, "document": {}, "paragraph_en": {}}
    for text in texts:
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError("risk-rule-broken", rule="*.toml", why=str(error)) from error
        for key in ("rule", "threshold"):
            merged[key] += table.get(key, [])
        for key in ("facts", "derive", "document", "paragraph_en"):
            merged[key].update(table.get(key, {}))
        merged["version"] = table.get("version", merged.get("version", ""))
    merged["sha256"] = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    return merged


def build(data: Any) -> RuleSet:
    """The rule set of ``data`` as ``merge`` gives it. Raises InputError ``risk-rule-broken``."""
    specs = {fact: FactSpec(fact, row["kind"], tuple(row.get("codes", ()))) for fact, row in data["facts"].items()}
    reader = Reader(specs)
    rules = tuple(_rule(reader, row, data) for row in data["rule"])
    if len({rule.id for rule in rules}) != len(rules):
        raise InputError("risk-rule-broken", rule="*", why="two rules with one id")
    role = {"fact": "role", "has_any": ["controller", "joint_controller"]}
    chain = {"fact": "role", "has_any": ["processor", "sub_processor"]}
    affected = {kind: reader.read("nature", {"fact": "nature", "has_any": [kind]}, negate=False) for kind in KINDS}
    trees: dict[str, Node] = {
        "controller": reader.read("role", role, negate=False),
        "processor": reader.read("role", chain, negate=False),
        "is_breach": reader.read("breach", {"fact": "is_personal_data_breach", "is": "yes"}, negate=False),
    }
    plain = [_levels_of(kind, affected[kind], rules, ()) for kind in KINDS]
    exempts = tuple(rule for rule in rules if rule.effect == "exempt" and not rule.keeps_duty)
    people = [_levels_of(kind, affected[kind], rules, exempts) for kind in KINDS]
    return RuleSet(
        version=data["version"],
        sha256=data["sha256"],
        specs=specs,
        atoms=tuple(reader.atoms),
        rules=rules,
        thresholds=tuple(_threshold(row) for row in data["threshold"]),
        places={fact: tuple(i for i, atom in enumerate(reader.atoms) if atom.fact == fact) for fact in specs},
        derive=data["derive"],
        affected=affected,
        kind_levels=dict(zip(KINDS, plain, strict=True)),
        live={kind: _live(kind, affected[kind], rules) for kind in KINDS},
        levels=(any_of(*(low for low, _ in plain)), any_of(*(high for _, high in plain))),
        people_levels=(any_of(*(low for low, _ in people)), any_of(*(high for _, high in people))),
        **trees,
    )


def _live(kind: str, affected: Node, rules: tuple[Rule, ...]) -> Node:
    return all_of(affected, *(r.node for r in rules if kind in r.kinds and r.effect == "gate" and r.neutral))


def _levels_of(kind: str, affected: Node, rules: tuple[Rule, ...], exempts: tuple[Rule, ...]) -> tuple[Node, Node]:
    """The trees "at least a risk" and "high risk" for one kind of breach. ``exempts``: what lifts the duty towards people."""
    own = [rule for rule in rules if kind in rule.kinds]
    readable = _live(kind, affected, rules)
    shown = all_of(*(r.node for r in own if r.effect == "gate" and not r.neutral and not r.use))
    high = any_of(*(r.node for r in own if r.level == 2 and r.effect in ("raise", "floor")))
    some = any_of(*(r.node for r in own if r.level == 1 and r.effect in ("raise", "floor")))
    lifted = tuple(rule.node for rule in exempts if kind in rule.kinds)
    return all_of(readable, any_of(high, some, shown), *lifted), all_of(readable, high, *lifted)


def _rule(reader: Reader, row: Mapping[str, Any], data: Mapping[str, Any]) -> Rule:
    rule_id = str(row.get("id", "?"))
    effect = row.get("effect")
    if effect not in EFFECTS or not row.get("source") or not row.get("title_fr") or not row.get("title_en") or not row.get("checked_on"):
        raise InputError("risk-rule-broken", rule=rule_id, why="effect, title, source and checked_on are required")
    if row.get("factor") not in FACTORS:
        raise InputError("risk-rule-broken", rule=rule_id, why=f"factor is one of {', '.join(FACTORS)}")
    unnamed = [source["document"] for source in row["source"] if source["document"] not in data["document"]]
    if unnamed:
        raise InputError("risk-rule-broken", rule=rule_id, why=f"no such document: {unnamed}")
    node = reader.read(rule_id, row["when"], negate=effect in ("gate", "exempt"))
    return Rule(
        id=rule_id,
        effect=effect,
        factor=row["factor"],
        kinds=tuple(row.get("kinds", KINDS)),
        node=node,
        facts=tuple(dict.fromkeys(_facts_in(row["when"]))),
        level=RISKS.index(row.get("level", "unlikely")),
        neutral=bool(row.get("neutral", False)),
        exemption=row.get("exemption", ""),
        keeps_duty=bool(row.get("keeps_duty", False)),
        use="base" if row.get("base") else "note" if row.get("note") else "",
        gravity=WORDS.index(row.get("gravity", "negligible")),
        likelihood=WORDS.index(row.get("likelihood", "negligible")),
        words={key: value for key, value in row.items() if key.endswith(("_fr", "_en"))},
        sources=tuple(_source(source, data) for source in row["source"]),
        checked_on=row["checked_on"],
        to_check=bool(row.get("to_check", False)),
        examples=tuple((example["facts"], bool(example["applies"])) for example in row.get("example", ())),
    )


def _source(source: Mapping[str, str], data: Mapping[str, Any]) -> Source:
    document, paragraph = data["document"][source["document"]], source.get("paragraph", "")
    english = data["paragraph_en"].get(paragraph, paragraph)
    return Source(", ".join(filter(None, (document["name_fr"], paragraph))), ", ".join(filter(None, (document["name_en"], english))), document["url"])


def _facts_in(condition: Mapping[str, Any]) -> list[str]:
    if "fact" in condition:
        return [condition["fact"]]
    if "not" in condition:
        return _facts_in(condition["not"])
    return [fact for part in (*condition.get("all", ()), *condition.get("any", ())) for fact in _facts_in(part)]


def _threshold(row: Mapping[str, Any]) -> Threshold:
    return Threshold(
        regime=row["regime"],
        version=row["version"],
        valid_from=row.get("valid_from", ""),
        in_force=row["status"] == "in_force",
        authority_from=RISKS.index(row["authority_from"]),
        subjects_from=RISKS.index(row["subjects_from"]),
        hours=row["hours"],
    )
