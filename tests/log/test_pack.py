"""The export: what it holds, and one content, one archive."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breach.domain.text import Text
from breach.errors import InputError, NotSo
from breach.log import verifier_ground
from breach.log.entries import Entry, canonical, digest
from breach.log.pack import build, verifier_source, verifier_words, verify_archive
from breach.log.verifier import verify_bytes
from tests.broken_evidence.make import erased
from tests.log.sample import ALIX, DRAFT, EVIDENCE, FILE, NOE, Chain, members, small, sound

NAMES = st.from_regex(r"\A[a-z0-9_][a-z0-9._-]{0,9}\Z")


def test_what_an_export_holds() -> None:
    held = members(sound())
    assert sorted(held) == [
        "LISEZMOI.txt",
        "README.txt",
        "drafts/0006-draft.md",
        "entries.jsonl",
        "evidence.json",
        "hashes.txt",
        "manifest.json",
        "people.json",
        "texts.jsonl",
        "verify_breach.py",
    ]
    assert held["entries.jsonl"] == b"".join(raw + b"\n" for raw, _ in sound().rows)
    assert held["drafts/0006-draft.md"] == DRAFT


def test_the_manifest() -> None:
    held = members(sound(), store=("66666666-2222-4333-8444-555555555555", 12, "a" * 64))
    manifest = json.loads(held["manifest.json"])
    marks = manifest.pop("members")
    assert manifest == {
        "format": "breach-export-1",
        "file": FILE,
        "ref": "EX-2026-0001",
        "exercise": True,
        "entries": 8,
        "head": sound().head,
        "store": {"file": "66666666-2222-4333-8444-555555555555", "n": 12, "head": "a" * 64},
        "made_at": "2026-11-22T03:00:00Z",
    }
    assert marks == {name: hashlib.sha256(body).hexdigest() for name, body in held.items() if name != "manifest.json"}


def test_only_those_who_acted_are_named() -> None:
    assert json.loads(members(sound())["people.json"]) == {ALIX: "Alix Martin", NOE: "Noé Durand"}


def test_texts_of_other_files_stay_out_and_erased_ones_are_absent() -> None:
    chain = sound()
    count = len(chain.texts)
    chain.texts["0" * 64] = (b"0" * 32, "un autre dossier")
    gone = Entry(chain.rows[1][0]).texts["text"]
    del chain.texts[gone]
    held = members(chain)
    texts = [json.loads(line) for line in held["texts.jsonl"].splitlines()]
    assert len(texts) == count - 1
    assert not {"0" * 64, gone} & {text["fingerprint"] for text in texts}
    report = verify_bytes(build(held))
    assert report.ok
    assert ("texts-absent", "1") in {(remark.fault, remark.detail) for remark in report.remarks}


def test_the_list_of_evidence_has_its_texts() -> None:
    found = json.loads(members(sound())["evidence.json"])
    assert [(item["n"], item["body"]["name"], item["body"]["sha256"]) for item in found] == [(5, "journal.txt", EVIDENCE)]


def test_facts_come_along_where_they_are_given() -> None:
    held = members(sound(), facts={"people_count": {"known": "estimated", "estimate": [9, 3500]}})
    assert json.loads(held["facts.json"])["people_count"]["estimate"] == [9, 3500]
    assert verify_bytes(build(held)).ok


@pytest.mark.parametrize("name", ["LISEZMOI.txt", "README.txt"])
def test_an_exercise_is_marked_and_a_real_file_is_not(name: str) -> None:
    assert b"EXERCICE" in members(sound())[name]
    assert b"EXERCICE" not in members(sound(exercise=False, ref="2026-0001"))[name]


def test_the_guides_name_every_member_and_the_head() -> None:
    held = members(sound(), facts={})
    for name in ("LISEZMOI.txt", "README.txt"):
        guide = held[name].decode()
        assert f"8:{sound().head}" in guide
        listed = set(held) - {"LISEZMOI.txt", "README.txt", "drafts/0006-draft.md"} | {"drafts/"}
        assert not [member for member in listed if member not in guide]


def test_names_of_kept_files_come_from_numbers_never_from_contents() -> None:
    chain = Chain()
    chain.add("opened", {"title": Text("x"), "text": Text("x"), "ref": "2026-0001", "exercise": False})
    bodies = [b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"autre", b"autre encore"]
    marks = [hashlib.sha256(body).hexdigest() for body in bodies]
    chain.add("filed", {"receipt": {"name": Text("../../x.exe"), "sha256": marks[0]}, "format": "../x"})
    chain.add("../../Odd Kind", {"papers": [{"sha256": mark} for mark in marks[1:]]})
    held = members(chain, blobs=[(2 if i == 0 else 3, marks[i], len(body), body) for i, body in enumerate(bodies)])
    assert [name for name in sorted(held) if name.startswith("drafts/")] == [
        "drafts/0002-filed.pdf",
        "drafts/0003--------dd--ind-2.bin",
        "drafts/0003--------dd--ind.bin",
        "drafts/0003--------dd--ind.png",
    ]
    assert verify_bytes(build(held)).ok


def test_an_entry_with_a_line_end_is_not_exported() -> None:
    chain = sound()
    raw = chain.rows[3][0] + b"\n"
    chain.rows[3] = (raw, digest(raw))
    with pytest.raises(NotSo, match="entry-not-exportable"):
        members(chain)


def test_a_broken_chain_is_exported_as_it_is_and_refused() -> None:
    chain = sound()
    chain.rows[2] = (chain.rows[2][0][:-1], chain.rows[2][1])
    assert (3, "unreadable") in {(fault.entry, fault.fault) for fault in verify_bytes(build(members(chain))).faults}


def test_the_same_file_gives_the_same_bytes() -> None:
    assert build(members(sound())) == build(members(sound()))


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=5))
@settings(max_examples=50)
def test_any_zip_program_reads_the_archive(held: dict[str, bytes]) -> None:
    archive = build(held)
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == held
        assert read.namelist() == sorted(held)
        assert {(i.compress_type, i.date_time, i.external_attr >> 16, i.extra) for i in read.infolist()} <= {
            (0, (1980, 1, 1, 0, 0, 0), 0o100644, b"")
        }
    assert archive == build(dict(reversed(held.items())))


@pytest.mark.parametrize("name", ["", "../x", "/x", "a//b", "a/../b", "a/b/c", ".x", "a\\b", "é", "a\nb", "x" * 101, "a/.b"])
def test_no_name_leads_out_of_the_archive(name: str) -> None:
    with pytest.raises(ValueError):
        build({name: b""})


def test_an_archive_beyond_the_limit_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    held = members(sound())
    size = len(build(held))
    monkeypatch.setattr(verifier_ground, "LARGEST_ARCHIVE", size - 1)
    with pytest.raises(InputError, match="export-too-large"):
        build(held)
    monkeypatch.setattr(verifier_ground, "LARGEST_ARCHIVE", size)
    assert verify_bytes(build(held)).ok


def test_an_archive_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = build(members(sound()))
    monkeypatch.setattr(verifier_ground, "LARGEST_ARCHIVE", len(archive) - 1)
    assert [fault.fault for fault in verify_bytes(archive).faults] == ["archive-too-large"]


def test_more_members_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = build(members(sound()))
    monkeypatch.setattr(verifier_ground, "MOST_MEMBERS", 3)
    assert [fault.fault for fault in verify_bytes(archive).faults] == ["archive-too-large"]


def test_the_verifier_speaks_in_the_words_of_the_tool() -> None:
    source = verifier_source().decode()
    found = [node for node in ast.parse(source).body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "WORDS"]
    assert found[0].value is not None
    assert ast.literal_eval(found[0].value) == verifier_words()


def test_a_member_that_the_verifier_does_not_know_may_be_added_by_later_versions() -> None:
    held = {name: body for name, body in members(sound()).items() if name != "manifest.json"}
    manifest = json.loads(members(sound())["manifest.json"])
    held["later.json"] = b"{}\n"
    manifest["members"]["later.json"] = hashlib.sha256(b"{}\n").hexdigest()
    assert verify_bytes(build({**held, "manifest.json": canonical(manifest)})).ok


def test_the_report_names_the_file(tmp_path: object) -> None:
    report = verify_bytes(build(small(members(sound()))))
    assert (report.file, report.ref, report.exercise, report.entries, report.head) == (FILE, "EX-2026-0001", True, 8, sound().head)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_cannot_be_opened_is_wrong_input(lang: str) -> None:
    for path in ("/nonexistent/x.zip", "/dev/null", "/", "a\0b"):
        with pytest.raises(InputError, match="archive-not-read"):
            verify_archive(path, lang)


def test_an_export_after_an_erasure_is_sound_and_says_that_a_text_is_absent() -> None:
    report = verify_bytes(build(small(members(erased()))))
    assert report.ok
    assert [(remark.fault, remark.detail) for remark in report.remarks] == [("texts-absent", "1"), ("not-anchored", "")]
