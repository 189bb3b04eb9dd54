"""Making the letters: shares add up, a kill loses nothing and doubles nothing, a bad row stops nobody, and the manifest names nobody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from breach.drafting.merge import manifest, port
from breach.drafting.merge.here import fitting
from breach.drafting.merge.journal import NAME as JOURNAL
from breach.errors import InputError
from tests.drafting.merge.jobs import made, merge, person, written
from tests.drafting.papers import profile

TREE = Path(__file__).resolve().parents[3]


def people(count: int) -> list[dict[str, str]]:
    return [person(n) for n in range(1, count + 1)]


def lines(body: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in body.splitlines()]


def test_each_gets_their_own_letter_named_by_its_row(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [*people(6), person(7, email=""), person(1)])
    body = made(merge(path), tmp_path / "out")
    held = lines(body)
    assert [line.get("problem") for line in held[:-1]] == [None] * 6 + ["no-email", "duplicate"]
    assert held[-1]["totals"] == {**held[-1]["totals"], "rows": 8, "letters": 6, "problems": {"no-email": 1, "duplicate": 1}}
    names = sorted(name for name in os.listdir(tmp_path / "out") if name.endswith(".txt"))
    assert names == [f"000000{n}.txt" for n in range(1, 7)]
    letter = (tmp_path / "out" / "0000002.txt").read_text(encoding="utf-8")
    assert "votre mot de passe" in letter
    assert "your password" not in (tmp_path / "out" / "0000004.txt").read_text(encoding="utf-8")
    assert not any(word in body.decode() for word in ("Nom1", "exemple.example", "Lilas"))
    assert {os.stat(tmp_path / "out" / name).st_mode & 0o777 for name in names} == {0o600}


def test_the_same_job_gives_the_same_bytes_on_one_process_or_two(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", people(150))
    one = made(merge(path, fmt="eml"), tmp_path / "one")
    two = made(merge(path, fmt="eml"), tmp_path / "two", processes=2)
    assert one == two
    assert all((tmp_path / "one" / line["file"]).read_bytes() == (tmp_path / "two" / line["file"]).read_bytes() for line in lines(one)[:-1])


@pytest.mark.parametrize("of", [2, 3, 5])
def test_shares_add_up_to_the_whole(tmp_path: Path, of: int) -> None:
    path = written(tmp_path / "r.csv", [*people(40), person(3), person(41, email="x")])
    whole = made(merge(path), tmp_path / "whole")
    parts = [(f"{n}", made(merge(path, part=f"{n}/{of}"), tmp_path / f"part{n}")) for n in range(1, of + 1)]
    assert manifest.joined(reversed(parts))[0] == whole
    assert sum(len([name for name in os.listdir(tmp_path / f"part{n}") if name.endswith(".txt")]) for n in range(1, of + 1)) == 40


def test_what_does_not_add_up_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", people(6))
    one, two = (made(merge(path, part=f"{n}/2"), tmp_path / f"p{n}") for n in (1, 2))
    other = made(merge(path, part="2/2", fmt="md"), tmp_path / "other")
    for parts, code in (
        ([("a", one), ("b", one)], "manifests-overlap"),
        ([("a", one), ("b", other)], "manifests-differ"),
        ([("a", one), ("b", two[:-20])], "manifest-unreadable"),
        ([("a", one), ("b", two.replace(b'"letters":3', b'"letters":4'))], "manifest-unreadable"),
    ):
        with pytest.raises(InputError) as refused:
            manifest.joined(parts)
        assert refused.value.code == code
    for wrong in ("0/2", "3/2", "x", "2", "1/0", "1/2000"):
        with pytest.raises(InputError):
            merge(path, part=wrong)


def test_a_name_that_no_font_writes_costs_one_letter(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [person(1), person(2, last_name="山田", lang="fr"), person(3)])
    for more in ({}, {"print_shop": True}):
        body = made(merge(path, fmt="pdf", channel="post", **more), tmp_path / f"out{len(more)}")
        assert [line.get("problem") for line in lines(body)[:-1]] == [None, "glyph-missing", None]


@pytest.mark.needs("poppler")
def test_the_print_shop_gets_one_file_a_language(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", people(7))
    body = made(merge(path, fmt="pdf", channel="post", print_shop=True), tmp_path / "out")
    assert sorted({line["file"] for line in lines(body)[:-1]}) == ["0000001-0000007.en.pdf", "0000001-0000007.fr.pdf"]
    said = [subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout for path in (tmp_path / "out").glob("*.pdf")]
    assert all(sum(text.count(f"Nom{n}\n") for text in said) == 1 for n in range(1, 8))
    with pytest.raises(InputError):
        merge(path, print_shop=True)


def test_hostile_cells_are_words(tmp_path: Path) -> None:
    hostile = '=cmd|"/c calc"!A1 {{ 7*7 }} <script>alert(1)</script> ../../etc/passwd #read("/etc/passwd")'
    path = written(tmp_path / "r.csv", [person(3, last_name=hostile, lang="en", civility="Mme")])
    for fmt in ("txt", "html", "eml"):
        made(merge(path, fmt=fmt), tmp_path / fmt)
        text = (tmp_path / fmt / f"0000001.{fmt}").read_text(encoding="utf-8")
        assert "7*7" in text
        assert "<script>" not in text or fmt != "html"
        assert os.listdir(tmp_path / fmt).count(f"0000001.{fmt}") == 1


def test_another_job_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", people(3))
    made(merge(path), tmp_path / "out")
    before = {name: (tmp_path / "out" / name).read_bytes() for name in os.listdir(tmp_path / "out")}
    with pytest.raises(InputError) as refused:
        made(merge(path, fmt="md"), tmp_path / "out")
    assert refused.value.code == "merge-other-job"
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        made(merge(path), tmp_path / "full")
    assert refused.value.code == "merge-folder-full"
    assert before == {name: (tmp_path / "out" / name).read_bytes() for name in os.listdir(tmp_path / "out")}


@pytest.mark.parametrize("print_shop", [False, True])
def test_what_is_missing_is_made_again_and_nothing_else(tmp_path: Path, *, print_shop: bool) -> None:
    path = written(tmp_path / "r.csv", people(9))
    job: dict[str, Any] = {"fmt": "pdf", "channel": "post", "print_shop": True} if print_shop else {}
    whole = made(merge(path, **job), tmp_path / "out")
    held = lines(whole)[:-1]
    journal = tmp_path / "out" / ".journal.jsonl"
    (tmp_path / "out" / "manifest.jsonl").unlink()
    journal.write_bytes(b"".join(whole.splitlines(keepends=True)[:4]) + b'{"row":5,"fi')
    os.unlink(tmp_path / "out" / held[1]["file"])
    (tmp_path / "out" / (held[2]["file"] + ".part")).write_bytes(b"half")
    assert made(merge(path, **job), tmp_path / "out") == whole
    names = set(os.listdir(tmp_path / "out"))
    assert names == {"manifest.jsonl", "job.json"} | {line["file"] for line in held}


SCRIPT = """
import json
import sys
from pathlib import Path
from breach.drafting.merge import port
from tests.drafting.merge.jobs import made, merge
port.PRINT_SHOP = 20
if __name__ == "__main__":
    made(merge(Path(sys.argv[1]), **json.loads(sys.argv[3])), Path(sys.argv[2]), processes=2)
"""


@pytest.mark.parametrize(("count", "job"), [(1_500, {"fmt": "eml"}), (160, {"fmt": "pdf", "channel": "post", "print_shop": True})])
def test_a_kill_leaves_no_double_and_no_gap(count: int, job: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "PRINT_SHOP", 20)
    path = written(tmp_path / "r.csv", people(count))
    whole = made(merge(path, **job), tmp_path / "whole")
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(script), str(path), str(tmp_path / "out"), json.dumps(job)]
    environment = {**os.environ, "PYTHONPATH": str(TREE)}
    killed = 0
    for _ in range(4):
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
        journal = tmp_path / "out" / ".journal.jsonl"
        size = journal.stat().st_size if journal.exists() else 0
        while process.poll() is None and not (journal.exists() and journal.stat().st_size > size + 20 * count // 3):
            time.sleep(0.005)
        if process.poll() is None:
            killed += 1
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert killed
    subprocess.run(command, env=environment, check=True)
    assert (tmp_path / "out" / "manifest.jsonl").read_bytes() == whole
    assert [line["row"] for line in lines(whole)[:-1]] == [*range(1, count + 1)]
    for name in {*os.listdir(tmp_path / "out"), *os.listdir(tmp_path / "whole")}:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


# -- what a long list costs


def test_counting_a_list_keeps_nothing_of_it_but_some_bytes_a_row(tmp_path: Path) -> None:
    peaks = []
    for count in (300, 6_300):
        job = merge(written(tmp_path / f"{count}.csv", people(count)))
        job.plan()
        tracemalloc.start()
        job.plan()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 6_000 * 24


def test_the_journal_goes_to_the_disk_once_a_block_and_not_once_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    made(merge(written(tmp_path / "r.csv", people(256))), tmp_path / "out")
    assert 0 < len(synced) <= 6


def test_letters_and_manifest_are_on_the_disk_before_anybody_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[set[str]] = []
    monkeypatch.setattr(os, "sync", lambda: there.append(set(os.listdir(tmp_path / "out"))))
    made(merge(written(tmp_path / "r.csv", people(3))), tmp_path / "out")
    (held,) = there
    assert set(os.listdir(tmp_path / "out")) == held - {JOURNAL}
    assert JOURNAL in held


@pytest.mark.parametrize(
    ("per_file", "free", "wanted"),
    [(1, 1, 8), (500, None, 8), (500, 40_000_000_000, 8), (500, 2_500_000_000, 2), (500, 1_000_000, 1)],
)
def test_no_more_processes_set_large_files_than_memory_has_room_for(per_file: int, free: int | None, wanted: int) -> None:
    assert fitting(8, per_file, lambda: free) == wanted


@pytest.mark.needs("poppler")
def test_each_company_client_gets_its_own_letter_ready_to_go(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("Raison sociale;address1;postcode;city\nLibrairie Une;1 rue A;57000;Metz\nLibrairie Deux;2 rue B;54000;Nancy\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        merge(path, template="client-promise", channel="post")
    assert refused.value.params["proposed"] == "--map last_name='Raison sociale'"
    made(merge(path, template="client-promise", channel="post", fmt="pdf", mapping={"last_name": "Raison sociale"}), tmp_path / "out")
    letter = str(tmp_path / "out" / "0000002.pdf")
    text = subprocess.run(["pdftotext", "-layout", letter, "-"], capture_output=True, text=True, check=True).stdout
    assert "Librairie Deux" in text
    assert "2 rue B" in text
    assert "Librairie Une" not in text
    assert "PROJET" not in text


@pytest.mark.parametrize(
    ("template", "channel", "code"),
    [
        ("controller-33-2", "email", "merge-per-party"),
        ("complaint-police", "post", "merge-not-for-people"),
        ("public-notice", "press", "merge-not-for-people"),
    ],
)
def test_what_is_not_written_to_a_list_says_what_to_do_instead(tmp_path: Path, template: str, channel: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        merge(written(tmp_path / "r.csv", people(1)), template=template, channel=channel)
    assert refused.value.code == code


def test_a_paper_with_a_place_to_complete_is_written_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.drafting.merge.jobs.profile", lambda: replace(profile(), commitments=()))
    with pytest.raises(InputError) as refused:
        merge(written(tmp_path / "r.csv", people(2)), template="client-promise", channel="post")
    assert refused.value.code == "merge-open-ends"
