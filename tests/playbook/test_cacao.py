"""CACAO 2.0: every playbook goes out as the standard asks, comes back whole, and what comes from elsewhere is taken with care."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from breach.catalogue.loader import load
from breach.errors import InputError
from breach.playbook.cacao import graph, ids
from breach.playbook.cacao.parsing import DEEPEST, LONGEST, parse
from breach.playbook.cacao.reading import CARD, take
from breach.playbook.cacao.toml import dump
from breach.playbook.library import load as load_library
from breach.playbook.library import shipped_texts
from breach.playbook.reading import COMMON, read
from breach.service.cacao import written

if TYPE_CHECKING:
    from breach.playbook.model import Playbook

FACTS = load().facts.get
HELD = load_library(FACTS, {})
BOOKS = list(HELD.playbooks.values())
SCHEMA = json.loads(Path(__file__).with_name("cacao-schema.json").read_text(encoding="utf-8"))
DAY = "2026-11-25"
START, ACT, END = (f"{kind}--00000000-0000-4000-8000-00000000000{n}" for n, kind in enumerate(("start", "action", "end")))


def by_id(playbook: Playbook) -> str:
    return playbook.id


def back(document: dict[str, Any], wanted: str = "back") -> Playbook:
    """The playbook that ``document`` gives when it is taken in; it must have no fault."""
    taken = take(parse(json.dumps(document).encode(), "p.json"), "p.json", wanted, DAY)
    texts = {"manifest.toml": dump(taken.manifest), **{f"{lang}.toml": dump(words) for lang, words in taken.words.items()}}
    common, _ = read(COMMON, shipped_texts()[COMMON], facts=FACTS)
    found, faults = read(wanted, texts, facts=FACTS, common=common)
    assert not faults
    assert found is not None
    return found


def foreign(**changes: Any) -> dict[str, Any]:
    """A document that another tool wrote."""
    return {
        "type": "playbook",
        "spec_version": "cacao-2.0",
        "id": "playbook--a0777575-5c4c-4710-9f01-15776103837f",
        "name": "Block the address",
        "created_by": "identity--5abe695c-7bd5-4c31-8824-2528696cdbf1",
        "created": "2024-03-06T16:25:47.493Z",
        "modified": "2024-03-06T16:25:47.493Z",
        "workflow_start": START,
        "workflow": {
            START: {"type": "start", "on_completion": ACT},
            ACT: {
                "type": "action",
                "name": "Block",
                "commands": [{"type": "manual", "command": "Block it at the firewall"}, {"type": "bash", "command": "rm -rf /"}],
                "agent": "individual--a3ef2d6c-50b4-4b2a-9d36-5e17a1a3b8a6",
                "timeout": 3000,
                "on_completion": END,
            },
            END: {"type": "end"},
        },
        **changes,
    }


def with_step(step: dict[str, Any]) -> dict[str, Any]:
    held = foreign()
    return {**held, "workflow": {**held["workflow"], ACT: {**held["workflow"][ACT], **step}}}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("playbook", BOOKS, ids=by_id)
def test_every_playbook_is_written_as_the_standard_asks(playbook: Playbook, lang: str) -> None:
    held = written(playbook, lang)
    Draft202012Validator(SCHEMA).validate(held)
    assert held == written(playbook, lang)
    assert held["created"] <= held["modified"]
    assert held["created"] != held["modified"]
    workflow = held["workflow"]
    assert not graph.absent(workflow)
    order, loop = graph.in_order(workflow, held["workflow_start"])
    assert not loop
    assert set(order) == set(workflow)
    assert {step["agent"] for step in workflow.values() if "agent" in step} == set(held["agent_definitions"])
    named = {command["playbook_activity"] for step in workflow.values() for command in step.get("commands", ()) if "playbook_activity" in command}
    assert named == set(held["playbook_activities"])
    assert {name for step in workflow.values() for name in step.get("out_args", ())} == set(held.get("playbook_variables", {}))
    assert all(one in held["external_references"] for step in workflow.values() for one in step.get("external_references", ()))


def test_no_identifier_stands_for_two_things() -> None:
    documents = [written(playbook, lang) for playbook in BOOKS for lang in ("fr", "en")]
    uuids = [name.partition("--")[2] for held in documents for name in (held["id"], *held["workflow"])]
    assert len(uuids) == len(set(uuids))
    assert not set(uuids) & {name.partition("--")[2] for held in documents for name in (ids.IDENTITY, ids.EXTENSION, *held["agent_definitions"])}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("playbook", BOOKS, ids=by_id)
def test_what_we_wrote_comes_back_whole(playbook: Playbook, lang: str) -> None:
    found = back(written(playbook, lang))
    assert found.live() == playbook.live()
    for part in ("version", "checked_on", "to_check", "when", "title", "summary", "why", "avoid", "keep", "signs"):
        assert getattr(found, part) == getattr(playbook, part), part
    assert {source.id for source in playbook.sources} <= {source.id for source in found.sources}


def test_a_step_put_behind_another_stands_there_when_it_comes_back() -> None:
    shipped = HELD.playbooks["ransomware"]
    first, second = (step for step in shipped.live() if step.phase == "first-hour" and step.id in ("call-lead", "isolate-network"))
    own = replace(second, id="call-broker", minutes=240, after=first.id)
    found = replace(shipped, steps=(*shipped.steps, own))
    order = [step.id for step in found.live()]
    assert order.index("call-broker") > order.index(first.id)
    assert [step.id for step in back(written(found, "fr")).live()] == order


def test_one_from_elsewhere_is_taken_behind_the_common_card_and_what_is_lost_is_named() -> None:
    held = foreign(playbook_variables={"__ip__": {"type": "ipv4-addr"}}, severity=70)
    taken = take(parse(json.dumps(held).encode(), "p.json"), "p.json", "", DAY)
    assert taken.manifest["id"] == "block-the-address"
    assert not taken.translated
    assert set(taken.homeless) == {"playbook_variables", "severity", f"workflow/{ACT}/timeout", f"workflow/{ACT}/commands/1 (bash)"}
    found = back(held)
    assert [step.id for step in found.steps] == [*CARD, "block"]
    assert found.by_id["block"].words("fr") == "Block it at the firewall"
    assert "rm -rf" not in repr(found)
    assert found.to_check
    assert found.when == {"not": {}}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (with_step({"on_completion": END.replace("2", "9")}), "cacao-absent-step"),
        (foreign(workflow_start=END.replace("2", "9")), "cacao-absent-step"),
        (with_step({"on_completion": ACT}), "cacao-loop"),
        (with_step({"on_completion": START}), "cacao-loop"),
        (foreign(workflow={START: {"type": "start", "on_completion": END}, END: {"type": "end"}}), "cacao-no-steps"),
        (foreign(workflow={f"{ACT}{n}": {"type": "end"} for n in range(400)}), "cacao-too-many-steps"),
        (foreign(type="bundle"), "cacao-not-a-playbook"),
        (foreign(spec_version="1.1"), "cacao-not-a-playbook"),
    ],
)
def test_a_document_that_cannot_be_followed_is_refused_whole(document: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as refused:
        take(parse(json.dumps(document).encode(), "p.json"), "p.json", "", DAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[" * 200_000, "cacao-too-deep"),
        (b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1), "cacao-too-deep"),
        (b" " * (LONGEST + 1), "cacao-too-large"),
        (b'{"type": "playbook", "type": "x"}', "cacao-key-twice"),
        (b'{"type": NaN}', "cacao-not-json"),
        (b"{", "cacao-not-json"),
        (b"[]", "cacao-not-a-playbook"),
        (b"\xff\xfe", "not-utf8"),
    ],
)
def test_hostile_json_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse(body, "p.json")
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["../x", "/etc", "a/b", ".", "..", "x" * 60, "common", "A B", "a\n"])
def test_an_id_that_is_no_folder_is_refused(name: str) -> None:
    document = written(BOOKS[0], "fr")
    document["playbook_extensions"][ids.EXTENSION]["playbook_name"] = name
    with pytest.raises(InputError) as refused:
        take(document, "p.json", "", DAY)
    assert refused.value.code == "bad-playbook-id"
    with pytest.raises(InputError):
        take(foreign(), "p.json", name, DAY)


def test_what_a_terminal_would_obey_is_made_visible() -> None:
    found = back(with_step({"name": "\x1b[2J\u202eBlock", "commands": [{"type": "manual", "command": 'say "a"\n[step.x]\\'}]}))
    step = found.steps[-1]
    assert step.line("fr") == "\\x1b[2J\\u202eBlock"
    assert step.words("en") == 'say "a"\n[step.x]\\'


def test_branches_come_in_one_after_the_other() -> None:
    branch = "if-condition--00000000-0000-4000-8000-000000000003"
    second = "action--00000000-0000-4000-8000-000000000004"
    held = with_step({})
    held["workflow"] |= {
        START: {"type": "start", "on_completion": branch},
        branch: {"type": "if-condition", "condition": "x", "on_true": ACT, "on_false": second, "on_completion": END},
        second: {**held["workflow"][ACT], "name": "Wait"},
    }
    taken = take(parse(json.dumps(held).encode(), "p.json"), "p.json", "", DAY)
    assert [row["id"] for row in taken.manifest["step"]][-2:] == ["block", "wait"]
    assert f"workflow/{branch} (if-condition)" in taken.homeless


def places(held: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in ``held``."""
    inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    return [*([path] if path else []), *(one for key, value in inner for one in places(value, (*path, key)))]


def test_a_value_of_the_wrong_kind_anywhere_is_taken_or_refused_never_a_fault_of_ours() -> None:
    document = written(BOOKS[0], "fr")
    chosen = [("workflow",), ("workflow_start",), *random.Random(7).sample(places(document), 40)]
    odds: tuple[Any, ...] = (None, 3, [{}], {"x": []}, "x")
    taken = 0
    for path in chosen:
        for odd in odds:
            held = copy.deepcopy(document)
            inner = held
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = odd
            try:
                found = take(parse(json.dumps(held).encode(), "p.json"), "p.json", "odd", DAY)
                dump(found.manifest)
                taken += 1
            except InputError:
                continue
    assert 0 < taken < len(chosen) * 5
