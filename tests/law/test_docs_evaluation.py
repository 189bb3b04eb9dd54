"""What docs/evaluation.md says is so: its rule and its case can be added as they stand, its figures are those of the cases."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

from breach import resources
from breach.law.assessment import assess
from breach.law.conditions import TRUE, truth
from breach.law.rules import build, load, merge
from breach.law.view import view_of
from tests.law.facts_files import NOW, cases, facts

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
RULE, CASE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_rule_of_the_guide_is_one_entry() -> None:
    """Added to the shipped rules as it is written, it holds in its examples and changes the version's hash."""
    texts = [resources.read_text(name) for name in resources.names("law/risk", ".toml")]
    made = build(merge([*texts, RULE]))
    rule = made.rule(tomllib.loads(RULE)["rule"][0]["id"])
    assert made.sha256 != load().sha256
    for raw, applies in rule.examples:
        view = view_of(made, facts(raw), NOW)
        assert (truth(rule.node, [atom.state(view.bounds[atom.fact]) for atom in made.atoms]) == TRUE) is applies


def test_the_case_of_the_guide_is_one_file() -> None:
    """It has what every shipped case has, and comes out as it says."""
    case = tomllib.loads(CASE)
    shipped = cases()[0]
    assert set(case) >= {"id", "title_fr", "title_en", "summary_fr", "summary_en", "source", "outcome", "facts"}
    assert set(case["source"]) == set(shipped["source"])
    made = assess(facts(case["facts"]), now=NOW)
    assert {"authority": made.authority.advice, "subjects": made.subjects.duty} == case["outcome"]


def test_the_figures_are_those_of_the_cases() -> None:
    """Each row of the table, counted again."""
    mild = {"autorité": "document", "personnes": "not_required"}
    rows = re.findall(
        r"^\| (.*?), (autorité|personnes) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", PAGE.replace("les mêmes", "CEPD"), re.MULTILINE
    )
    assert len(rows) == 4
    for group, limb, *figures in rows:
        counts = Counter[str]()
        for case in cases():
            made = assess(facts(case["facts"]), now=NOW)
            wanted = case["outcome"]["authority" if limb == "autorité" else "subjects"]
            got = made.authority.advice if limb == "autorité" else made.subjects.duty
            if wanted and ("CEPD" not in group or case["id"].startswith("edpb-2021-")):
                kind = "agree" if got == wanted else got if got == "undetermined" else "miss" if got == mild[limb] else "alarm"
                counts.update(["all", kind])
        assert [int(figure) for figure in figures] == [counts[key] for key in ("all", "agree", "miss", "alarm", "undetermined")]


def test_every_disagreement_is_explained() -> None:
    """Each case that does not agree is named on the page; answering its two questions, 62/2022 comes out as the Belgian authority held."""
    for case in cases():
        made = assess(facts(case["facts"]), now=NOW)
        for wanted, got in ((case["outcome"]["authority"], made.authority.advice), (case["outcome"]["subjects"], made.subjects.duty)):
            if wanted and wanted != got:
                assert "/".join(case["id"].split("-")[-2:]) in PAGE
    raw = next(case["facts"] for case in cases() if case["id"] == "apd-gba-62-2022")
    made = assess(facts({**raw, "people_categories": ["customers"], "context_reveals": False}), now=NOW)
    assert (made.authority.duty, made.subjects.duty) == ("document", "not_required")
