"""Which playbooks a file calls for, and how far each is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from breach.catalogue.loader import load
from breach.catalogue.reading import read
from breach.log.fold import Act
from breach.playbook import progress as pure
from tests.playbook.folders import LEAK, changed, library

if TYPE_CHECKING:
    from breach.domain.facts import Fact

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LEAKING = library({"leak": LEAK})


def facts(**values: object) -> dict[str, Fact]:
    return {name: read(load().get(name), value, "Europe/Paris") for name, value in values.items()}


def act(step: str, what: str, n: int = 2, **more: object) -> Act:
    body: dict[str, Any] = {"playbook": "leak", "step": step, "act": what, "to": None, "text": None, **more}
    return Act(n, "p", "on_call", "2026-11-24T03:00:00.000000Z", None, body)


@pytest.mark.parametrize(
    ("known", "state", "unknown"),
    [
        ({}, pure.MAY_APPLY, ("exfiltrated", "origin")),
        ({"exfiltrated": True}, pure.APPLIES, ()),
        ({"exfiltrated": False}, pure.MAY_APPLY, ("origin",)),
        ({"exfiltrated": False, "origin": ["wrong_recipient"]}, pure.NO, ()),
        ({"exfiltrated": False, "origin": ["wrong_recipient", "unknown"]}, pure.MAY_APPLY, ()),
    ],
)
def test_a_playbook_is_proposed_where_its_condition_is_true_or_open(known: dict[str, object], state: str, unknown: tuple[str, ...]) -> None:
    (item,) = pure.proposals(LEAKING, facts(**known), {}, [], NOW)
    assert (item.state, item.open_facts) == (state, unknown)


def test_what_was_written_brings_a_playbook_forward_and_makes_nothing_true() -> None:
    other = {
        name: text.replace('id = "leak"', 'id = "zebra"').replace("why = ", 'signs = ["rançon", "chiffr"]\nwhy = ') for name, text in LEAK.items()
    }
    held = library({"leak": LEAK, "zebra": other})
    found = pure.proposals(held, facts(), {}, [], NOW, said="Fichiers CHIFFRÉS, demande de rancon affichée")
    assert [(item.playbook.id, item.state, item.signs) for item in found] == [
        ("zebra", pure.MAY_APPLY, ("rançon", "chiffr")),
        ("leak", pure.MAY_APPLY, ()),
    ]
    shown, more = pure.shortlist(found)
    assert [item.playbook.id for item in shown] == ["zebra"]
    assert [item.playbook.id for item in more] == ["leak"]
    assert not pure.shortlist(pure.proposals(held, facts(), {}, [], NOW, said="un déchiffrage"))[0], "a word begins with the sign, or it is none"
    ruled_out = pure.proposals(held, facts(exfiltrated=False, origin=["wrong_recipient"]), {}, [], NOW, said="rançon")
    assert {(item.state, item.signs) for item in ruled_out} == {(pure.NO, ())}


def test_what_is_followed_stays_on_top_whatever_the_facts_say_later() -> None:
    other = {name: text.replace('id = "leak"', 'id = "other"') for name, text in LEAK.items()}
    held = library({"leak": LEAK, "other": other})
    found = pure.proposals(held, facts(exfiltrated=False, origin=["wrong_recipient"]), {}, [act("s1", "done")], NOW)
    assert [(item.playbook.id, item.state) for item in found] == [("leak", pure.FOLLOWED), ("other", pure.NO)]


def test_the_last_act_settles_a_step_and_taking_it_back_opens_it() -> None:
    leak = LEAKING.playbooks["leak"]
    acts = [act("s1", "assigned", to="M. Durand"), act("s1", "comment", text="vu"), act("s1", "done"), act("s2", "skipped"), act("s2", "reopened")]
    first, second, *_ = pure.progress(leak, acts, {}, NOW)
    assert (first.state, first.owner, len(first.comments)) == ("done", "M. Durand", 1)
    assert second.state == "open"


def test_a_step_is_due_after_its_anchor_and_without_it_has_no_time() -> None:
    leak = LEAKING.playbooks["leak"]
    aware = facts(aware_at="2026-11-24T02:00:00Z")
    assert pure.due_of(leak.by_id["notify"], aware, NOW) == NOW - timedelta(hours=1) + timedelta(hours=72)
    assert pure.due_of(leak.by_id["notify"], {}, NOW) is None
    assert pure.due_of(leak.by_id["notify"], facts(aware_at="unknown"), NOW) is None
    first = pure.progress(leak, [], aware, NOW)[0]
    assert first.late(NOW)
    assert not pure.progress(leak, [act("s1", "done")], aware, NOW)[0].late(NOW)


def test_a_retired_step_shows_only_where_it_is_on_record() -> None:
    leak = library({"leak": changed("manifest.toml", "hours = 72", "hours = 72\nretired = true")}).playbooks["leak"]
    assert "notify" not in [one.step.id for one in pure.progress(leak, [], {}, NOW)]
    assert "notify" in [one.step.id for one in pure.progress(leak, [act("notify", "done")], {}, NOW)]
