"""The worked cases: facts that authorities judged, and what the rules make of them. Misses and false alarms are counted apart."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from breach.catalogue import files
from breach.catalogue.derive import derived
from breach.law.assessment import assess
from breach.law.rules import load
from breach.law.view import view_of
from tests.law.facts_files import NOW, cases, facts

CASES = cases()
EDPB = [case for case in CASES if case["id"].startswith("edpb-2021-")]
LENIENT = {"apd-gba-52-2024", "apd-gba-62-2022"}
"""Decisions that a stricter one answers: the strict side is the default (docs name both)."""


def results(case: dict[str, Any]) -> dict[str, str]:
    """Advice for the authority and duty for the people."""
    made = assess(facts(case["facts"]), now=NOW)
    return {"authority": made.authority.advice, "subjects": made.subjects.duty}


@pytest.mark.parametrize("case", EDPB, ids=[case["id"] for case in EDPB])
def test_edpb_case(case: dict[str, Any]) -> None:
    """The 18 examples of EDPB 01/2021 agree in both limbs."""
    assert results(case) == case["outcome"]


def test_there_are_18_and_43() -> None:
    """All are there, each with its source and how it was checked."""
    assert len(EDPB) == 18
    assert len(CASES) == 43
    for case in CASES:
        assert case["source"]["url"].startswith("https://")
        assert case["source"]["to_check"] == ("memory" in case["source"]["facts_checked"])
        assert case["title_fr"]
        assert case["summary_fr"]
        assert case["summary_en"]


def test_misses_and_false_alarms() -> None:
    """No miss in either limb; the only disagreements are the two lenient decisions, which err on the side of telling."""
    found: Counter[tuple[str, str]] = Counter()
    apart = set()
    mild = {"authority": "document", "subjects": "not_required"}
    for case in CASES:
        for limb, got in results(case).items():
            wanted = case["outcome"][limb]
            if not wanted:
                continue
            kind = "agree" if got == wanted else "undetermined" if got == "undetermined" else "miss" if got == mild[limb] else "false alarm"
            found[limb, kind] += 1
            if kind != "agree":
                apart.add(case["id"])
    assert apart == LENIENT
    assert not found["authority", "miss"]
    assert not found["subjects", "miss"]
    assert found["authority", "agree"] == 40
    assert found["subjects", "agree"] == 29


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_catalogue_reads_the_same(case: dict[str, Any]) -> None:
    """The facts of a case are a valid facts file, and mean the same to the rules when the catalogue reads them."""
    read = files.read_facts(json.dumps(case["facts"]), "case.json", "Europe/Paris")
    assert view_of(load(), read, NOW).bounds == view_of(load(), facts(case["facts"]), NOW).bounds


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_derived_facts_change_nothing(case: dict[str, Any]) -> None:
    """The rules read raw facts and the catalogue's derived ones alike."""
    raw = facts(case["facts"])
    made = assess(derived(raw, NOW, {}), now=NOW)
    assert (made.authority.advice, made.subjects.duty) == tuple(results(case).values())
