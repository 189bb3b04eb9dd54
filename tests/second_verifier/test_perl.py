"""A verifier in Perl, written from docs/format.md alone, comes to the same verdicts: the page is enough to write one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from breach.log.chain import check
from breach.log.verifier import verify_bytes
from tests.broken_evidence.test_museum import HERE as MUSEUM
from tests.broken_evidence.test_museum import rows
from tests.log.sample import FILE, members, sound

VERIFIER = Path(__file__).with_name("verify.pl")
HEAD = (8, sound().head)
CRYPTX = subprocess.run(["perl", "-MCrypt::PK::Ed25519", "-e1"], capture_output=True, check=False).returncode == 0 if which("perl") else False
"""Whether Debian's libcryptx-perl is there (or on ``PERL5LIB``)."""
NEEDS_A_LIBRARY = set() if CRYPTX else {"signature-differs", "key-proof-differs"}
"""What Perl's own modules cannot tell: it says that the signature was not checked."""

pytestmark = pytest.mark.needs("perl")

Said = list[tuple[str, int, str]]


def perl(*words: object) -> tuple[int, Said]:
    ran = subprocess.run(["perl", VERIFIER, *map(str, words)], capture_output=True, text=True, check=False)
    assert not ran.stderr, ran.stderr
    said = [line.split() for line in ran.stdout.splitlines()]
    return ran.returncode, [(what, int(entry), code) for what, entry, code in said]


def exports() -> list[str]:
    return sorted(path.name for path in MUSEUM.glob("*.zip"))


@pytest.mark.parametrize("name", sorted(path.name for path in MUSEUM.glob("*.jsonl")))
def test_every_chain_of_the_museum(name: str) -> None:
    found = check(rows(name), FILE, None, HEAD)
    code, said = perl("--chain", FILE, MUSEUM / name, f"{HEAD[0]}:{HEAD[1]}")
    assert [(entry, fault) for what, entry, fault in said if what == "fault"] == [(fault.entry, fault.fault) for fault in found.faults]
    assert code == (0 if found.ok else 1)


@pytest.mark.parametrize("name", exports())
def test_every_export_of_the_museum(name: str) -> None:
    head = HEAD if name.startswith("anchored-") else None
    report = verify_bytes((MUSEUM / name).read_bytes(), None, head)
    _, said = perl(MUSEUM / name, *([f"{head[0]}:{head[1]}"] if head else []))
    ours = sorted((fault.entry, fault.fault) for fault in report.faults if fault.fault not in NEEDS_A_LIBRARY)
    theirs = sorted((entry, fault) for what, entry, fault in said if what == "fault")
    assert [one for one in theirs if one[1] not in NEEDS_A_LIBRARY] == ours


@pytest.mark.parametrize("name", ["sound-attested.zip", "sound-stamped.zip"])
def test_remarks_are_the_same_but_for_what_needs_a_library(name: str) -> None:
    report = verify_bytes((MUSEUM / name).read_bytes())
    _, said = perl(MUSEUM / name)
    ours = [(fault if CRYPTX or fault != "signed" else "signatures-unchecked") for _, fault, _, _ in report.remarks]
    assert [code for _, _, code in said] == ["token-unchecked" if code.startswith("token-") else code for code in ours]


def test_a_whole_export(tmp_path: Path) -> None:
    from breach.log.pack import build

    path = tmp_path / "e.zip"
    path.write_bytes(build(members(sound())))
    assert perl(path) == (0, [("remark", 1, "not-anchored")])
    assert perl(path, f"8:{sound().head}") == (0, [])


def test_the_example_of_the_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"hash": mark, "raw": raw.decode()}) + "\n" for raw, mark in sound().rows), encoding="utf-8")
    assert perl("--chain", FILE, path) == (0, [])
