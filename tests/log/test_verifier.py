"""The stand-alone verifier, run from a copy kept apart on a bare interpreter, as an inspector would."""

from __future__ import annotations

import ast
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breach.log import verifier
from breach.log.pack import build, verifier_source
from breach.log.verifier import verify_bytes
from tests.log.sample import members, small, sound

TREE = Path(__file__).resolve().parents[2]
ARCHIVE = build(members(sound()))
HEAD = f"8:{sound().head}"


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the export, and the verifier taken out of it; nothing else."""
    folder = tmp_path_factory.mktemp("apart")
    (folder / "export.zip").write_bytes(ARCHIVE)
    with zipfile.ZipFile(folder / "export.zip") as archive:
        (folder / "copy.py").write_bytes(archive.read("verify_breach.py"))
    return folder


def run(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "copy.py", *words],
        cwd=folder,
        env={"LC_ALL": "C.UTF-8", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert not done.stderr
    return done


def test_it_accepts_a_sound_export_in_french(apart: Path) -> None:
    done = run(apart, "export.zip")
    assert done.returncode == 0
    assert "EX-2026-0001" in done.stdout
    assert "EXERCICE" in done.stdout
    assert HEAD in done.stdout
    assert "Non ancré" in done.stdout
    assert done.stdout.endswith("CONFORME\u00a0: aucun défaut trouvé.\n")
    assert sorted(os.listdir(apart)) == ["copy.py", "export.zip"]


def test_it_speaks_english(apart: Path) -> None:
    done = run(apart, "--lang", "en", "export.zip", "--head", HEAD)
    assert done.returncode == 0
    assert done.stdout.endswith("SOUND: no fault was found.\n")
    assert "anchored" not in done.stdout


def test_a_head_noted_elsewhere_anchors(apart: Path) -> None:
    assert "Non ancré" not in run(apart, "export.zip", "--head", HEAD).stdout
    wrong = run(apart, "export.zip", "--head", "7:" + "0" * 64)
    assert wrong.returncode == 1
    assert "Entrée 7" in wrong.stdout
    longer = run(apart, "export.zip", "--head", "9:" + "0" * 64)
    assert longer.returncode == 1
    assert "La fin manque" in longer.stdout


@pytest.mark.parametrize(
    "words",
    [(), ("a", "b"), ("export.zip", "--lang"), ("export.zip", "--lang", "de"), ("export.zip", "--head", "8"), ("--help",), ("-h", "export.zip")],
)
def test_a_wrong_command_line_gives_the_usage(apart: Path, words: tuple[str, ...]) -> None:
    done = run(apart, *words)
    assert done.returncode == 2
    assert done.stdout.startswith("Usage")


@pytest.mark.parametrize("name", ["absent.zip", ".", "/dev/zero", "\x1b[31mred"])
def test_what_cannot_be_read_is_said(apart: Path, name: str) -> None:
    done = run(apart, name)
    assert done.returncode == 2
    assert "n’a pas pu être lu" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_pipe_is_no_export(apart: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert run(apart, str(tmp_path / "pipe")).returncode == 2


def test_it_speaks_on_a_terminal_without_accents(apart: Path) -> None:
    done = subprocess.run(
        [sys.executable, "copy.py", "export.zip"],
        cwd=apart,
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"CONFORME : aucun defaut trouve." in done.stdout


def test_what_lies_beside_it_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(ARCHIVE)
    (tmp_path / "verify_breach.py").write_bytes(verifier_source())
    (tmp_path / "json.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "verify_breach.py", "export.zip"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "CONFORME" in done.stdout


def test_a_fault_is_named_with_its_entry(apart: Path, tmp_path: Path) -> None:
    """As an administrator would: entries changed, the archive put in order by another program, the verifier in it replaced."""
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(apart / "export.zip") as old, zipfile.ZipFile(forged, "w") as new:
        for item in old.infolist():
            body = old.read(item)
            if item.filename == "entries.jsonl":
                body = body.replace(b"3500", b"4500")
            new.writestr(item, b"print('CONFORME')" if item.filename == "verify_breach.py" else body)
    done = run(apart, str(forged))
    assert done.returncode == 1
    assert "Entrée 3\u00a0: ses octets ne donnent pas l’empreinte enregistrée" in done.stdout
    assert "« verify_breach.py » n’a pas l’empreinte" in done.stdout.replace("\u00a0", " ")


def test_headers_put_in_order_by_another_program_are_those_of_the_format(apart: Path, tmp_path: Path) -> None:
    """So that of such a forgery the contents alone are at fault, and are named."""
    same = tmp_path / "same.zip"
    with zipfile.ZipFile(apart / "export.zip") as old, zipfile.ZipFile(same, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item))
    assert same.read_bytes() == ARCHIVE


def test_a_long_list_of_faults_is_cut(apart: Path, tmp_path: Path) -> None:
    chain = sound()
    for n in range(40):
        chain.add("note", {"n": n})
    held = members(chain)
    held["hashes.txt"] = b"0\n" * 48
    (tmp_path / "x.zip").write_bytes(build(held))
    done = run(apart, str(tmp_path / "x.zip"))
    assert done.returncode == 1
    assert done.stdout.count("\n- ") < 30
    assert "de plus" in done.stdout


def test_a_sample_of_single_bytes_changed_anywhere() -> None:
    """The whole archive, every byte: bench/flip_every_byte.py."""
    draw = random.Random(7)
    for at in [*draw.sample(range(len(ARCHIVE)), 400), 0, len(ARCHIVE) - 1]:
        changed = bytearray(ARCHIVE)
        changed[at] ^= draw.randrange(1, 256)
        assert not verify_bytes(bytes(changed)).ok, at


def test_a_byte_taken_out_or_put_in_anywhere() -> None:
    draw = random.Random(8)
    for at in draw.sample(range(len(ARCHIVE)), 100):
        assert not verify_bytes(ARCHIVE[:at] + ARCHIVE[at + 1 :]).ok
        assert not verify_bytes(ARCHIVE[:at] + b"\0" + ARCHIVE[at:]).ok
        assert not verify_bytes(ARCHIVE[:at]).ok


SMALL = small(members(sound()))


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes_are_refused_quietly(data: bytes) -> None:
    assert not verify_bytes(data).ok
    assert not verify_bytes(b"PK\3\4" + data).ok


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
lines = st.lists(json_values.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=30), max_size=4).map(b"\n".join)


@given(st.sampled_from(sorted(SMALL)), lines)
@settings(max_examples=300)
def test_any_member_of_any_content_is_refused_quietly(name: str, body: bytes) -> None:
    if body != SMALL[name]:
        assert not verify_bytes(build({**SMALL, name: body})).ok


@given(st.sampled_from(sorted(json.loads(SMALL["manifest.json"]))), json_values)
@settings(max_examples=300)
def test_any_field_of_the_manifest_of_any_kind_is_read_quietly(key: str, value: object) -> None:
    manifest = json.loads(SMALL["manifest.json"])
    verify_bytes(build({**SMALL, "manifest.json": json.dumps({**manifest, key: value}).encode()}))


@pytest.mark.parametrize("name", ["manifest.json", "texts.jsonl", "evidence.json", "people.json", "entries.jsonl"])
@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 200_000, b"9" * 200_000, b"\xff\xfe", b"1e999", b'"\\ud800"'])
def test_hostile_json_is_refused_quietly(name: str, body: bytes) -> None:
    assert not verify_bytes(build({**SMALL, name: body})).ok


# -- it stands alone


def test_it_needs_nothing_but_the_standard_library() -> None:
    source = verifier_source().decode()
    imported = set()
    whole = ast.parse(source)
    optional = [node for tried in ast.walk(whole) if isinstance(tried, ast.Try) for part in tried.body for node in ast.walk(part)]
    for node in [node for node in ast.walk(whole) if node not in optional]:
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= sys.stdlib_module_names
    tried = {(node.module or "").split(".")[0] for node in optional if isinstance(node, ast.ImportFrom)}
    assert tried == {"cryptography"}, "signatures are checked where that library is there, and said to be unchecked elsewhere"
    assert "zipfile" not in imported, "a zip library would be trusted with hostile bytes"


def test_no_name_of_one_part_hides_that_of_another() -> None:
    made = [node.name for node in ast.parse(verifier_source()).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    made += [
        name.id
        for node in ast.parse(verifier_source()).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    ]
    again = {name for name in made if made.count(name) > 1}
    assert again == {"TYPE_CHECKING"}


def test_its_parts_are_written_into_one_file() -> None:
    source = verifier_source().decode()
    assert "from breach" not in source
    assert source.count("from __future__") == 1


def test_it_is_written_in_the_python_of_3_9() -> None:
    source = verifier_source().decode()
    ast.parse(source, feature_version=(3, 9))
    # What is evaluated when the module runs; annotations are not (PEP 563).
    assert "from __future__ import annotations" in source
    later = re.compile(r"slots=True|kw_only|strict=|datetime\.UTC|\bmatch \w+:|ExceptionGroup|tomllib|\bSelf\b|isinstance\([^)]*\|")
    assert not later.findall(source)


def test_it_opens_one_file_and_writes_none() -> None:
    tree = ast.parse(verifier_source().decode())
    called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    assert not called & {"write_text", "write_bytes", "mkdir", "unlink", "extract", "extractall", "system", "popen", "run", "exec", "eval"}


def test_it_knows_its_own_line_for_words() -> None:
    assert (TREE / "breach/log/verifier.py").read_text(encoding="utf-8").count('{"fr": {}, "en": {}}') == 1
    assert verifier.WORDS == {"fr": {}, "en": {}}
    assert "hash-differs" in verify_bytes(build({**SMALL, "hashes.txt": b"0\n" * 8})).faults[1].message
