"""The guards of tests/conftest.py hold: no network, no user's folder, no silent skip."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]


def test_no_socket_leaves_this_machine() -> None:
    with socket.socket() as client, pytest.raises(AssertionError, match="opens no socket"):
        client.connect(("192.0.2.1", 80))


def test_no_name_is_looked_up() -> None:
    with pytest.raises(AssertionError, match="opens no socket"):
        socket.getaddrinfo("example.invalid", 443)


def test_loopback_needs_its_mark() -> None:
    with socket.socket() as server, pytest.raises(AssertionError, match="loopback"):
        server.bind(("127.0.0.1", 0))


@pytest.mark.loopback
def test_loopback_with_its_mark() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def answer() -> None:
            server.accept()[0].close()

        thread = threading.Thread(target=answer)
        thread.start()
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            assert client.recv(1) == b""
        thread.join()


def test_unix_sockets_are_files(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert (tmp_path / "s").exists()


def test_the_home_is_not_the_users() -> None:
    assert "home" in Path(os.environ["XDG_DATA_HOME"]).parent.name
    assert not [name for name in os.environ if name.startswith("BREACH_") and not name.startswith("BREACH_TEST_")]


@pytest.mark.parametrize(("everything", "status", "word"), [("0", 0, "1 skipped"), ("1", 1, "allows no skip")])
def test_a_skip_fails_where_everything_must_run(tmp_path: Path, everything: str, status: int, word: str) -> None:
    (tmp_path / "conftest.py").write_text((TREE / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it():\n    pytest.skip('no such thing here')\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "BREACH_TEST_ALL": everything, "PYTHONPATH": str(TREE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == status, run.stdout + run.stderr
    assert word in run.stdout
