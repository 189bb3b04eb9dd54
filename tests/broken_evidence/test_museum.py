"""Every piece of broken evidence is refused with the fault that it is named for; the sound ones are accepted."""

from __future__ import annotations

import json
import zipfile
from functools import cache
from pathlib import Path

import pytest

from breach import i18n
from breach.log.chain import check
from breach.log.pack import verifier_words, verify_archive
from breach.log.verifier import Report, verify_bytes
from tests.broken_evidence import make
from tests.log.sample import FILE, Row, sound

HERE = Path(__file__).resolve().parent
HEAD = (8, sound().head)


def named(ending: str) -> list[str]:
    return sorted(path.name for path in HERE.glob(f"*{ending}") if not path.stem.startswith("sound"))


def told(name: str) -> tuple[int, str]:
    _, entry, fault, _ = name.split(".")
    return int(entry), fault


@cache
def rows(name: str) -> list[Row]:
    held = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [(bytes.fromhex(row["hex"]) if "hex" in row else row["raw"].encode(), row["hash"]) for row in held]


def verified(name: str, head: tuple[int, str] | None = None) -> Report:
    return verify_bytes((HERE / name).read_bytes(), None, head)


def test_the_museum_is_what_its_maker_makes() -> None:
    made = make.museum()
    assert set(made) == {path.name for path in HERE.iterdir() if path.suffix in {".jsonl", ".zip"}}
    assert not [name for name, data in made.items() if (HERE / name).read_bytes() != data]


def test_every_fault_of_a_chain_has_a_piece() -> None:
    shown = {told(name)[1] for name in named(".jsonl")} | {told(name)[1] for name in named(".zip")}
    remarks = {
        "clock-back-declared",
        "texts-absent",
        "not-anchored",
        "not-anchored-since",
        "signed",
        "signatures-unchecked",
        "signer-unknown",
        "signer-revoked",
        "signer-doubted",
        "signer-revoked-later",
        "key-unproved",
        "token-right",
        "token-embedded",
        "token-signed",
        "token-unchecked",
        "token-worthless",
    }
    beyond_a_small_file = {"archive-too-large"}  # tested with a lower limit
    every = {key for key in verifier_words()["fr"] if not key.startswith("tell-")}
    assert every - shown == remarks | beyond_a_small_file


def test_the_sound_chain_is_accepted() -> None:
    chain = check(rows("sound.jsonl"), FILE, sound().texts, HEAD)
    assert chain.ok
    assert (chain.entries, chain.head, chain.remarks) == (*HEAD, ())


def test_the_sound_export_is_accepted() -> None:
    assert verified("sound.zip", HEAD).ok
    alone = verified("sound.zip")
    assert alone.ok
    assert [remark.fault for remark in alone.remarks] == ["not-anchored"]


def test_the_sound_export_that_others_vouch_for_is_accepted() -> None:
    held = verified("sound-attested.zip", (9, json.loads(row)["prev"] if (row := entry_of("sound-attested.zip", 10)) else ""))
    assert held.ok
    assert [(remark.entry, remark.fault) for remark in held.remarks] == [
        (0, "key-unproved"),
        (10, "token-worthless"),
        (0, "signed"),
        (10, "not-anchored-since"),
    ]


def test_the_sound_export_that_a_service_stamped_is_accepted() -> None:
    held = verified("sound-stamped.zip")
    assert held.ok
    assert [(remark.entry, remark.fault) for remark in held.remarks] == [(9, "token-signed"), (0, "signed"), (1, "not-anchored")]


def entry_of(name: str, number: int) -> bytes:
    with zipfile.ZipFile(HERE / name) as held:
        return held.read("entries.jsonl").splitlines()[number - 1]


@pytest.mark.parametrize("name", named(".jsonl"))
def test_a_broken_chain_is_refused_for_its_fault_first(name: str) -> None:
    found = check(rows(name), FILE, sound().texts, HEAD)
    assert (found.faults[0].entry, found.faults[0].fault) == told(name)


@pytest.mark.parametrize("name", named(".jsonl"))
@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_every_fault_of_a_chain_has_words(name: str, lang: str) -> None:
    for fault in check(rows(name), FILE, None, HEAD).faults:
        said = i18n.t(f"faults.{fault.fault}", lang, entry=fault.entry, detail=fault.detail)
        assert str(fault.entry) in said


@pytest.mark.parametrize("name", named(".zip"))
def test_a_broken_export_is_refused_for_its_fault(name: str) -> None:
    report = verified(name, HEAD if name.startswith("anchored-") else None)
    assert told(name) in {(fault.entry, fault.fault) for fault in report.faults}
    if name.startswith("archive-"):
        assert report.faults[0].fault == told(name)[1]


@pytest.mark.parametrize("name", [name for name in named(".zip") if name.startswith("anchored-")])
def test_a_forgery_as_a_whole_is_said_to_be_not_anchored(name: str) -> None:
    report = verified(name)
    assert report.ok
    assert "not-anchored" in {remark.fault for remark in report.remarks}


@pytest.mark.parametrize("name", named(".zip"))
def test_what_is_said_of_a_broken_export_is_safe_to_print(name: str) -> None:
    for lang in i18n.LANGUAGES:
        report = verify_archive(str(HERE / name), lang)
        assert all(c.isprintable() or c in "\u00a0\u202f" for finding in report.faults + report.remarks for c in finding.message)
