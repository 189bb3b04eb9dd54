"""A breach file is what its entries add up to."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from breach.domain.text import Text
from breach.log.entries import Entry, attach
from breach.log.fold import BreachFile, fold
from tests.log.sample import NOE, REF, Chain, sound


def entries(chain: Chain) -> list[Entry]:
    """The entries as the store gives them: texts put back."""
    found = []
    for raw, _ in chain.rows:
        entry = Entry(raw)
        entry.words = {name: chain.texts[mark][1] if mark in chain.texts else None for name, mark in entry.texts.items()}
        entry.body = attach(entry.body, entry.words)
        found.append(entry)
    return found


def opened() -> Chain:
    chain = Chain()
    chain.add("opened", {"title": Text("COQUELICOT"), "text": Text("Alerte"), "ref": REF, "exercise": True})
    return chain


def awareness(chain: Chain, at: str, why: str | None = None) -> int:
    return chain.add("aware", {"at": at, "by": Text("Alix"), "basis": Text("journal"), "why": Text(why) if why else None})


def of(chain: Chain) -> BreachFile:
    return fold(entries(chain))


def test_the_sample() -> None:
    file = of(sound())
    assert (file.ref, file.title, file.exercise, file.entries, file.head) == (REF, "COQUELICOT", True, 8, sound().head)
    assert [line.n for line in file.timeline] == list(range(1, 9))
    assert file.timeline[1].text == "Le compte de service est coupé."
    assert file.timeline[1].actor == NOE
    assert file.retracted == {2: 8}
    assert [line.n for line in file.timeline if line.retracted] == [2]
    assert file.facts["people_count"].body["high"] == 3500
    assert [len(acts) for acts in (file.awareness, file.evidence, file.drafts, file.decisions)] == [1, 1, 1, 1]


def test_no_entries_make_an_empty_file() -> None:
    assert fold([]) == BreachFile()


def test_what_was_erased_is_unknown() -> None:
    chain = sound()
    chain.texts.clear()
    file = of(chain)
    assert (file.title, file.timeline[0].text, file.timeline[1].text) == ("", None, None)
    assert file.awareness[0].body["by"] is None


def test_a_correction_of_awareness_keeps_the_old_one() -> None:
    chain = opened()
    awareness(chain, "2026-11-22T02:00:00Z")
    awareness(chain, "2026-11-22T01:00:00Z", "heure du premier signalement")
    file = of(chain)
    assert [act.body["at"] for act in file.awareness] == ["2026-11-22T02:00:00Z", "2026-11-22T01:00:00Z"]
    assert file.awareness[1].body["why"] == "heure du premier signalement"
    assert file.facts["aware_at"].body["value"] == "2026-11-22T01:00:00Z"
    assert file.facts["aware_at"].entry == 3


def test_a_retracted_correction_brings_the_old_awareness_back() -> None:
    chain = opened()
    awareness(chain, "2026-11-22T02:00:00Z")
    wrong = awareness(chain, "2026-11-22T01:00:00Z", "erreur")
    chain.add("retract", {"entry": wrong, "why": Text("mauvais dossier")})
    file = of(chain)
    assert [act.n for act in file.awareness] == [2]
    assert file.facts["aware_at"].body["value"] == "2026-11-22T02:00:00Z"


def test_a_retraction_of_a_retraction_restores() -> None:
    chain = opened()
    note = chain.add("facts", {"facts": {"people_count": {"state": "known", "value": 3}}})
    first = chain.add("retract", {"entry": note, "why": Text("non")})
    assert "people_count" not in of(chain).facts
    second = chain.add("retract", {"entry": first, "why": Text("si")})
    assert of(chain).facts["people_count"].body["value"] == 3
    assert of(chain).retracted == {first: second}
    third = chain.add("retract", {"entry": second, "why": Text("non, vraiment")})
    assert of(chain).retracted == {second: third, note: first}


def test_a_fact_is_taken_back_and_the_title_follows() -> None:
    chain = opened()
    chain.add("facts", {"facts": {"title": {"state": "known", "value": Text("BLEUET")}, "people_count": {"state": "known", "value": 3}}})
    chain.add("facts", {"facts": {"people_count": None}})
    file = of(chain)
    assert file.title == "BLEUET"
    assert "people_count" not in file.facts


def test_closing_and_reopening() -> None:
    chain = opened()
    chain.add("decision", {"question": "close", "choice": "close", "why": Text("fini")})
    assert of(chain).closed
    again = chain.add("decision", {"question": "close", "choice": "reopen", "why": Text("du neuf")})
    assert not of(chain).closed
    standing = of(chain).decided("close")
    assert standing is not None
    assert standing.n == again
    assert of(chain).decided("notify-authority") is None


def decision(chain: Chain, choice: str, **more: object) -> int:
    return chain.add("decision", {"question": "notify-authority", "choice": choice, "why": Text("raison"), "relied": {}, **more})


def held(chain: Chain) -> int:
    found = of(chain).holding("notify-authority")
    assert found is not None
    return found.n


def test_a_silence_that_waits_for_approval_has_no_effect_yet() -> None:
    chain = opened()
    first = decision(chain, "notify")
    silent = decision(chain, "do-not-notify", approval="required")
    made = of(chain).decided("notify-authority")
    assert made is not None
    assert (held(chain), made.n, of(chain).pending(made)) == (first, silent, True)
    done = chain.add("approved", {"entry": silent, "why": None})
    assert held(chain) == silent
    chain.add("retract", {"entry": done, "why": Text("erreur")})
    assert held(chain) == first


def test_what_was_decided_before_approvals_existed_asks_for_none() -> None:
    chain = opened()
    assert decision(chain, "do-not-notify") == held(chain)


def test_a_duplicate_is_closed_towards_the_other_until_the_link_is_retracted() -> None:
    chain = opened()
    other = {"file": "f", "ref": "2026-0009", "as": "duplicate", "why": None}
    chain.add("linked", {**other, "side": "to"})
    assert not of(chain).closed
    n = chain.add("linked", {**other, "side": "from"})
    assert of(chain).closed
    assert of(chain).duplicate_of() == "2026-0009"
    chain.add("retract", {"entry": n, "why": Text("non")})
    assert not of(chain).closed


def test_the_sealed_notebook_is_counted_and_never_read_out() -> None:
    chain = opened()
    n = chain.add("privileged-note", {"text": Text("analyse du conseil")})
    file = of(chain)
    assert [act.n for act in file.privileged] == [n]
    assert "analyse" not in repr(file)


steps = st.one_of(
    st.tuples(st.just("note"), st.text(max_size=5)),
    st.tuples(st.just("facts"), st.integers(0, 3)),
    st.tuples(st.just("aware"), st.integers(0, 9)),
    st.tuples(st.just("retract"), st.integers(0, 30)),
    st.tuples(st.just("decision"), st.sampled_from(["close", "reopen"])),
)


def told(script: list[tuple[str, Any]]) -> Chain:
    """A file in which ``script`` happened; retractions name an entry before them, never the opening."""
    chain = opened()
    for kind, value in script:
        if kind == "note":
            chain.add(kind, {"text": Text(value)})
        elif kind == "facts":
            chain.add(kind, {"facts": {"people_count": {"state": "known", "value": value}}})
        elif kind == "aware":
            awareness(chain, f"2026-11-22T0{value}:00:00Z")
        elif kind == "decision":
            chain.add(kind, {"question": "close", "choice": value, "why": Text("x")})
        elif len(chain.rows) > 1:
            chain.add(kind, {"entry": 2 + value % (len(chain.rows) - 1), "why": Text("x")})
    return chain


@given(st.lists(steps, max_size=20))
def test_the_fold_is_deterministic_and_leaves_its_entries_alone(script: list[tuple[str, Any]]) -> None:
    rows = entries(told(script))
    before = copy.deepcopy([entry.body for entry in rows])
    assert fold(rows) == fold(rows) == fold(entries(told(script)))
    assert [entry.body for entry in rows] == before


@given(st.lists(steps, max_size=20))
def test_every_entry_keeps_its_line(script: list[tuple[str, Any]]) -> None:
    chain = told(script)
    assert [line.n for line in of(chain).timeline] == list(range(1, len(chain.rows) + 1))


@given(st.lists(steps, max_size=20))
def test_what_counts_is_what_no_standing_retraction_names(script: list[tuple[str, Any]]) -> None:
    """The rule read the other way round: an entry stands when every retraction of it is itself retracted by one that stands."""
    rows = entries(told(script))

    def stands(n: int) -> bool:
        return not any(entry.kind == "retract" and entry.body["entry"] == n and stands(entry.n) for entry in rows)

    assert set(fold(rows).retracted) == {entry.n for entry in rows if not stands(entry.n)}


@given(st.lists(steps, max_size=20))
def test_awareness_and_facts_are_those_of_the_last_standing_entry(script: list[tuple[str, Any]]) -> None:
    rows = entries(told(script))
    file = fold(rows)
    standing = [entry for entry in rows if entry.n not in file.retracted]
    assert [act.n for act in file.awareness] == [entry.n for entry in standing if entry.kind == "aware"]
    counts = [entry.n for entry in standing if entry.kind == "facts"]
    held = file.facts.get("people_count")
    assert (held.entry if held else None) == (counts[-1] if counts else None)


@given(st.lists(steps, max_size=12))
def test_retracting_the_last_entry_undoes_it(script: list[tuple[str, Any]]) -> None:
    chain = told(script)
    before = of(chain)
    number = chain.add("facts", {"facts": {"people_count": {"state": "known", "value": 77}}})
    chain.add("retract", {"entry": number, "why": Text("x")})
    after = of(chain)
    assert (after.facts, after.awareness, after.decisions, after.closed) == (before.facts, before.awareness, before.decisions, before.closed)
