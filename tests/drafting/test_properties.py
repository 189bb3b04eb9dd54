"""Any facts make drafts: without an error, without a character that acts unseen, with all their rubrics."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import event, given, settings
from hypothesis import strategies as st

from breach.catalogue.forms import load_form
from breach.catalogue.loader import load
from breach.catalogue.profiles import parse_profile
from breach.domain.facts import CodeSet, Fact
from breach.drafting.letter import draft_letter
from breach.drafting.notice import Filing, notice_fields, notice_json
from breach.drafting.notice_render import NoticeMeta, render_notice
from breach.errors import RuleError

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef

NOW = datetime(2026, 11, 22, 16, tzinfo=UTC)
FORM = load_form("cnil-2023")
PROFILE = parse_profile('[organisation]\nname = "Atelier"\ntimezone = "Europe/Paris"\n', "p.toml")
INSTANTS = st.datetimes(datetime(1971, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))
TEXTS = st.text(max_size=60)


def values(definition: FactDef) -> st.SearchStrategy[object]:
    codes = st.sampled_from([code.id for code in definition.codes] or ["x"])
    made: dict[str, st.SearchStrategy[object]] = {
        "text": TEXTS,
        "yes_no": st.booleans(),
        "one_of": codes,
        "country": codes,
        "set_of": st.builds(CodeSet, st.frozensets(codes), st.booleans()),
        "countries": st.builds(CodeSet, st.frozensets(codes), st.booleans()),
        "text_set": st.builds(CodeSet, st.frozensets(TEXTS), st.booleans()),
        "count": st.integers(0, 10**15),
        "decimal": st.decimals(0, 10**6, places=2),
        "instant": INSTANTS,
        "country_counts": st.dictionaries(codes, st.integers(0, 10**9), max_size=3),
        "tables": st.lists(st.fixed_dictionaries({c.id: values(c) | st.none() for c in definition.columns if c.type != "tables"}), max_size=2).map(
            tuple
        ),
    }
    return made[definition.type]


def a_fact(definition: FactDef) -> st.SearchStrategy[Fact]:
    states = [
        st.builds(Fact, st.just("known"), values(definition)),
        st.builds(Fact, st.just("assumed"), values(definition), because=TEXTS, until=st.sampled_from([NOW, NOW + timedelta(hours=1), None])),
        st.builds(Fact, st.just("cannot_be_known"), because=TEXTS | st.none()),
        st.just(Fact("unknown")),
    ]
    if definition.type in {"count", "decimal"}:
        ends = st.integers(0, 10**9) | st.none()
        states.append(st.builds(lambda low, high, why: Fact("estimated", low=low, high=high, because=why), ends, ends, TEXTS | st.none()))
    return st.one_of(states)


ANY = st.fixed_dictionaries({}, optional={fact_id: a_fact(definition) for fact_id, definition in load().facts.items()})


def harmless(text: str) -> None:
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c != "\n"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", text)
    text.encode("utf-8")


@settings(max_examples=60)
@given(ANY, st.sampled_from(FORM.types), st.sampled_from(["fr", "en"]), st.booleans())
def test_any_facts_make_a_notice(facts: dict[str, Fact], kind: str, lang: str, late: bool) -> None:
    fields = notice_fields(FORM, facts, PROFILE, Filing(kind, late=late), lang=lang, zone="Europe/Paris", now=NOW)
    assert list(dict.fromkeys(field.rubric for field in fields)) == [f"R{n}" for n in range(1, 15)]
    assert all(field.value.strip() for field in fields)
    assert notice_json(fields, FORM.id, kind)["fields"]
    for fmt in ("md", "html"):
        harmless(render_notice(fields, NoticeMeta(FORM, kind, "Atelier", lang, "Europe/Paris", NOW), fmt))


@settings(max_examples=60)
@given(ANY, st.sampled_from(["people", "people-minor"]), st.sampled_from(["email", "post"]), st.sampled_from(["fr", "en"]), st.booleans())
def test_any_facts_make_a_letter(facts: dict[str, Fact], template: str, channel: str, lang: str, exercise: bool) -> None:
    try:
        letter = draft_letter(template, channel, facts, PROFILE, load(), lang=lang, exercise=exercise, now=NOW, zone="Europe/Paris")
    except RuleError as refusal:
        event(refusal.code)
        return
    assert "contact" in letter.missing
    for text in letter.texts.values():
        harmless(text)
        assert ("PROJET INCOMPLET" if lang == "fr" else "INCOMPLETE DRAFT") in text
        assert ("EXERCICE" in text) or not exercise
