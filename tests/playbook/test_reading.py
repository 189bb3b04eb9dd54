"""A playbook is read whole or named with its fault; a team's folder changes it without losing a step."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach import i18n
from breach.catalogue.loader import load
from breach.i18n import has, t
from breach.i18n.fr.playbook import WORDS
from breach.law.triggers import holds
from breach.playbook import condition as condition_module
from breach.playbook import reading, scenario
from breach.playbook.condition import Condition
from tests.playbook import folders
from tests.playbook.folders import LEAK, MANIFEST, changed, library

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_a_whole_playbook_is_read() -> None:
    held = library({"leak": LEAK})
    assert not held.faults
    leak = held.playbooks["leak"]
    assert [step.id for step in leak.live()] == ["s1", "s2", "s3", "s4", "s5", "s6", "notify"]
    assert leak.by_id["notify"].minutes == 72 * 60
    assert leak.by_id["notify"].asks == ("people_count",)
    assert leak.by_id["notify"].sources[0].title == "RGPD art. 33"


@pytest.mark.parametrize(
    ("folder", "file", "key", "code"),
    [
        (changed("manifest.toml", 'id = "leak"', 'id = "other"'), "manifest.toml", "id", "other-id"),
        (changed("manifest.toml", "version", "vresion"), "manifest.toml", "vresion", "unknown-key"),
        (changed("manifest.toml", "exfiltrated", "exfiltarted"), "manifest.toml", "when.any.1", "no-such-fact"),
        (changed("manifest.toml", "hacking_malware_phishing", "hacking"), "manifest.toml", "when.any.2", "no-such-code"),
        (changed("manifest.toml", "any", "some"), "manifest.toml", "when", "condition-wanted"),
        (changed("manifest.toml", "people_count", "people"), "manifest.toml", "step.notify.asks", "no-such-fact"),
        (changed("manifest.toml", 'source = ["law"]', ""), "manifest.toml", "step.notify.source", "duty-without-source"),
        (changed("manifest.toml", 'source = ["law"]', 'source = ["lore"]'), "manifest.toml", "step.notify.source", "no-such-source"),
        (changed("manifest.toml", "hours = 72", "hours = 0"), "manifest.toml", "step.notify.hours", "time-wanted"),
        (changed("manifest.toml", "hours = 72", 'anchor = "title"'), "manifest.toml", "step.notify.anchor", "no-such-instant"),
        (changed("manifest.toml", 'phase = "notify"', 'phase = "panic"'), "manifest.toml", "step.notify.phase", "not-one-of"),
        (changed("manifest.toml", 'role = "dpo"', 'role = "boss"'), "manifest.toml", "step.notify.role", "not-one-of"),
        (changed("manifest.toml", 'id = "s2"', 'id = "s1"'), "manifest.toml", "step 2", "id-twice"),
        (changed("manifest.toml", 'id = "s2"', 'id = "Étape 2"'), "manifest.toml", "step 2", "id-wanted"),
        (changed("manifest.toml", 'phase = "first-hour"', 'phase = "learn"'), "manifest.toml", "step", "first-hour-size"),
        (changed("manifest.toml", "[source.law]", "[source.law"), "manifest.toml", "", "broken-toml"),
        (changed("en.toml", 'do = "Notifier la CNIL"', ""), "en.toml", "step.notify.do", "text-wanted"),
        (changed("en.toml", '["Les journaux"]', '["Les journaux", "more"]'), "en.toml", "keep", "lines-differ"),
        (changed("fr.toml", "why = ", 'signs = ["no"]\nwhy = '), "fr.toml", "signs", "signs-wanted"),
        (changed("en.toml", "why = ", 'signs = "leak"\nwhy = '), "en.toml", "signs", "signs-wanted"),
        (changed("fr.toml", "[step.notify]", "[step.notfiy]"), "fr.toml", "step.notfiy", "no-such-step"),
        ({name: text for name, text in LEAK.items() if name != "en.toml"}, "en.toml", "", "missing-file"),
        ({**LEAK, "fr.toml": "# " + "x" * 200_000}, "fr.toml", "", "too-long"),
    ],
)
def test_a_fault_is_named_and_the_others_still_load(folder: dict[str, str], file: str, key: str, code: str) -> None:
    sound = {name: text.replace('id = "leak"', 'id = "sound"') for name, text in LEAK.items()}
    held = library({"leak": folder, "sound": sound})
    assert list(held.playbooks) == ["sound"]
    fault = next(fault for fault in held.faults if fault.code == code)
    assert (fault.id, fault.file, fault.key) == ("leak", file, key)
    for lang in ("fr", "en"):
        i18n.use(lang)
        assert t(f"playbook.fault-{code}", None, **fault.params)


def test_a_file_that_is_missing_is_one_fault_and_not_all_that_it_would_have_said() -> None:
    def faults(folder: dict[str, str]) -> list[tuple[str, str]]:
        return [(fault.file, fault.code) for fault in library({"leak": folder}).faults]

    assert faults({"manifest.toml": MANIFEST, "fr.toml": folders.WORDS}) == [("en.toml", "missing-file")]
    assert faults({"fr.toml": folders.WORDS, "en.toml": folders.WORDS}) == [("manifest.toml", "missing-file")]
    assert faults({**LEAK, "fr.toml": "title = "}) == [("fr.toml", "broken-toml")]
    assert faults({}) == [(name, "missing-file") for name in ("manifest.toml", "fr.toml", "en.toml")]


def test_every_fault_has_words() -> None:
    sources = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (reading, condition_module, scenario))
    codes = {code for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', sources) if has(f"playbook.fault-{code}")}
    assert {"no-such-fact", "duty-without-source", "first-hour-size", "condition-wanted"} <= codes
    words = {key.removeprefix("fault-") for key in WORDS if key.startswith("fault-")}
    assert words == codes, words ^ codes


def test_the_team_changes_a_step_adds_one_and_loses_none() -> None:
    own = {
        "manifest.toml": 'id = "leak"\n[[step]]\nid = "s1"\nminutes = 5\n[[step]]\nid = "ours"\nphase = "contain"\nrole = "lead"\nafter = "s6"\n',
        "fr.toml": '[step.ours]\ndo = "Prévenir le client"\n[step.s2]\ndo = "Autrement"\n',
        "en.toml": '[step.ours]\ndo = "Tell the client"\n[step.s2]\ndo = "Otherwise"\n',
    }
    held = library({"leak": LEAK}, {"leak": own})
    assert not held.faults
    leak = held.playbooks["leak"]
    assert leak.own
    assert [step.id for step in leak.steps] == ["s1", "s2", "s3", "s4", "s5", "s6", "ours", "notify"]
    assert leak.by_id["s1"].minutes == 5
    assert leak.by_id["s1"].line("en") == "Faire 1"
    assert leak.by_id["s2"].line("en") == "Otherwise"
    assert leak.sha256 != library({"leak": LEAK}).playbooks["leak"].sha256


def test_a_step_that_the_team_brings_forward_stands_where_it_is_read() -> None:
    own = {"manifest.toml": 'id = "leak"\n[[step]]\nid = "s4"\nminutes = 15\n', "fr.toml": "", "en.toml": ""}
    leak = library({"leak": LEAK}, {"leak": own}).playbooks["leak"]
    assert [step.id for step in leak.live()][:6] == ["s1", "s4", "s2", "s3", "s5", "s6"]


def test_a_broken_change_of_the_team_leaves_the_shipped_playbook() -> None:
    held = library({"leak": LEAK}, {"leak": {"manifest.toml": 'id = "leak"\nstep = 3\n', "fr.toml": "", "en.toml": ""}})
    assert [fault.code for fault in held.faults] == ["table-wanted"]
    assert not held.playbooks["leak"].own


def test_a_retired_step_stays_and_is_not_proposed() -> None:
    held = library({"leak": changed("manifest.toml", "hours = 72", "hours = 72\nretired = true")})
    leak = held.playbooks["leak"]
    assert "notify" in leak.by_id
    assert "notify" not in [step.id for step in leak.live()]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read_or_named(manifest: str, words: str) -> None:
    held = library({"leak": {"manifest.toml": manifest, "fr.toml": words, "en.toml": words}})
    assert held.faults
    assert not held.playbooks


_ANYTHING = st.none() | st.booleans() | st.text(max_size=9)
_CONDITION = st.recursive(
    _ANYTHING,
    lambda inner: (
        st.dictionaries(st.sampled_from(["all", "any", "not", "fact", "is", "risk", "flag"]), inner, max_size=3) | st.lists(inner, max_size=3)
    ),
)


@given(_CONDITION)
def test_any_condition_is_answered_or_named(condition: object) -> None:
    faults: list[str] = []
    Condition(load().facts.get, lambda key, code, **_said: faults.append(f"{key} {code}")).check(condition, "when")
    if not faults:
        assert isinstance(condition, dict)
        assert holds(condition, {}, NOW) in (True, False, None)


def test_a_step_says_what_on_record_proves_it_and_an_unknown_proof_is_a_fault() -> None:
    proven = changed("manifest.toml", 'role = "dpo"', 'role = "dpo"\nproof = "filed/cnil-2023"')
    assert library({"leak": proven}).playbooks["leak"].by_id["notify"].proof == "filed/cnil-2023"
    assert library({"leak": LEAK}).playbooks["leak"].by_id["notify"].proof == ""
    for wrong in ('"called"', '"call/nobody"', "3", "[]"):
        made = library({"leak": changed("manifest.toml", 'role = "dpo"', f'role = "dpo"\nproof = {wrong}')})
        assert ("manifest.toml", "step.notify.proof", "not-one-of") in {(one.file, one.key, one.code) for one in made.faults}
