"""The same letters by Dask workers, one of which is killed midway."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from breach.errors import InputError
from tests.drafting.merge.jobs import made, merge, person, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("distributed")
QUIET = {"DASK_DISTRIBUTED__WORKER__MEMORY__SPILL": "False", "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "False"}


def _started(words: list[str], tmp_path: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with (tmp_path / "dask.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]], cwd=tmp_path, env={**os.environ, **environment}, stdout=log, stderr=log
        )


@pytest.fixture
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    scheduler = _started(
        ["dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter", "--scheduler-file", "s.json"], tmp_path, {}
    )
    running = [scheduler]
    try:
        for _ in range(600):
            if (tmp_path / "s.json").exists():
                break
            time.sleep(0.05)
        import json

        address = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["address"]
        workers = [
            _started(
                ["dask_worker", address, "--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"],
                tmp_path,
                request.param,
            )
            for _ in range(2)
        ]
        running += workers
        yield address, workers
    finally:
        for process in running:
            process.kill()
            process.wait()


@pytest.mark.loopback
@pytest.mark.parametrize("cluster", [QUIET], indirect=True)
def test_a_killed_worker_changes_no_letter(tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, workers = cluster
    path = written(tmp_path / "r.csv", [person(n) for n in range(1, 1_501)])
    whole = made(merge(path, fmt="eml"), tmp_path / "whole")
    killed: list[int] = []

    def progress(settled: int) -> None:
        if settled > 200 and not killed:
            killed.append(workers[0].pid)
            os.kill(workers[0].pid, signal.SIGKILL)

    (tmp_path / "out").mkdir()
    merge(path, fmt="eml").make(str(tmp_path / "out"), progress, dask=address)
    assert killed
    assert (tmp_path / "out" / "manifest.jsonl").read_bytes() == whole
    assert all((tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes() for name in os.listdir(tmp_path / "whole"))


@pytest.mark.loopback
@pytest.mark.parametrize("cluster", [{}], indirect=True)
def test_workers_that_would_write_to_a_disk_are_refused(tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    path = written(tmp_path / "r.csv", [person(1)])
    (tmp_path / "out").mkdir()
    for _ in range(100):
        if (tmp_path / "dask.log").read_bytes().count(b"Registered to") >= 2:
            break
        time.sleep(0.05)
    with pytest.raises(InputError) as refused:
        merge(path, fmt="eml").make(str(tmp_path / "out"), lambda _settled: None, dask=cluster[0])
    assert refused.value.code == "dask-spills"


@pytest.mark.parametrize(("address", "code"), [("tcp://192.0.2.7:8786", "dask-not-tls"), ("192.0.2.7:8786", "dask-not-tls")])
def test_beyond_this_machine_only_tls(tmp_path: Path, address: str, code: str) -> None:
    path = written(tmp_path / "r.csv", [person(1)])
    with pytest.raises(InputError) as refused:
        merge(path).make(str(tmp_path / "out"), lambda _settled: None, dask=address)
    assert refused.value.code == code
