"""What can be wrong with a store: each its own message, exit 3, nothing lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlcipher3 import dbapi2

from breach.errors import StoreError
from breach.service.backup import replay
from breach.service.opening import open_file
from breach.storage import connection
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, entries, flip, made, note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TREE = Path(__file__).resolve().parents[2]
NOBODY = 65534


def _refused(path: str, key: bytes = KEY) -> str:
    with pytest.raises(StoreError) as refused:
        Store(path, key).close()
    assert refused.value.exit_status == 3
    return refused.value.code


def test_no_store(tmp_path: Path) -> None:
    assert _refused(str(tmp_path / "s.db")) == "store-missing"
    assert not (tmp_path / "s.db").exists()


def test_a_wrong_key_is_told_from_a_damaged_file(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    store.close()
    before = Path(store.path).read_bytes()
    assert _refused(store.path, os.urandom(32)) == "wrong-key"
    flip(store.path, 60)
    assert _refused(store.path) == "damaged-store"
    flip(store.path, 60)
    os.remove(f"{store.path}.heads")
    assert _refused(store.path, os.urandom(32)) == "wrong-key-or-damaged"
    assert Path(store.path).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(4080), b"texte", os.urandom(8192)])
def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(content)
    assert _refused(str(path)) in {"damaged-store", "wrong-key-or-damaged"}
    assert path.read_bytes() == content


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "s.db").mkdir()
    with pytest.raises(StoreError) as refused:
        Store(str(tmp_path / "s.db"), KEY)
    assert (refused.value.code, refused.value.params["said"]) == ("store-unreadable", os.strerror(errno.EISDIR))


def test_a_cut_store(tmp_path: Path) -> None:
    store = made(tmp_path, files=2)
    store.close()
    os.truncate(store.path, os.path.getsize(store.path) // 2)
    try:
        store = Store(store.path, KEY)
        with pytest.raises(StoreError) as refused:
            replay(store)
        store.close()
        assert refused.value.code == "damaged-store"
    except StoreError as error:
        assert error.code == "damaged-store"  # noqa: PT017 - found at the opening, or at the reading


def test_a_damaged_page_is_told_when_it_is_read(tmp_path: Path) -> None:
    store = made(tmp_path)
    for number in range(20):
        open_file(desk(store), f"{number} " + "x" * 3000)
    store.close()
    found = set()
    for at in range(8192, os.path.getsize(store.path), 8192):
        flip(store.path, at)
        try:
            again = Store(store.path, KEY)
            replay(again)
            again.close()
        except StoreError as error:
            found.add(error.code)
        flip(store.path, at)
    assert found == {"damaged-store"}


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    pages = store.raw_connection.execute("PRAGMA page_count").fetchone()[0]
    store.raw_connection.execute(f"PRAGMA max_page_count = {pages + 10}")
    done, said = 0, ""
    while not said and done < 100:
        try:
            note(store, "1", f"{done} " + "x" * 3000)
            done += 1
        except StoreError as error:
            said = error.code
    assert said == "disk-full"
    store.raw_connection.execute("PRAGMA max_page_count = 1000000")
    assert len(store.rows(2)) == 1 + done
    note(store, "1", "de nouveau de la place")
    assert replay(store, store.head_beside).faults == ()
    store.close()


def _account(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(TREE), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}


def _breach(folder: Path, *words: str, **how: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "breach", "--store", str(folder / "s.db"), "--key", f"file:{folder / 'k'}", *words]
    return subprocess.run(command, env=_account(folder), cwd=folder, capture_output=True, text=True, check=False, **how)


def _as_nobody(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """As ``_breach``, without root's power to write anywhere. The interpreter itself may lie where only root reads: all is loaded before."""
    command = [sys.executable, "-c", NOBODYS, "--store", str(folder / "s.db"), "--key", f"file:{folder / 'k'}", *words]
    return subprocess.run(command, env=_account(folder), cwd=folder, capture_output=True, text=True, check=False)


NOBODYS = f"""
import importlib, os, pkgutil, sys
from breach.__main__ import main
import breach.i18n.fr
for module in pkgutil.iter_modules(breach.i18n.fr.__path__):
    importlib.import_module("breach.i18n.fr." + module.name)
for name in ("bootstrap", "cli.main", "cli.log", "cli.note", "storage.store", "service.opening", "i18n.said", "i18n.dates", "keys.keyfile"):
    importlib.import_module("breach." + name)
import breach.cli.parsing
import json, pwd, shutil, zoneinfo
breach.cli.parsing.localise()
breach.cli.parsing.parser_of("log").format_help()
breach.cli.parsing.parser_of("note").format_help()
zoneinfo.ZoneInfo("Europe/Paris")
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def limited() -> Callable[[], None]:
    def limit() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))

    return limit


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB where this machine lets the tests mount one, else an ordinary folder."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = (
        hasattr(os, "geteuid")
        and os.geteuid() == 0
        and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], capture_output=True, check=False).returncode == 0
    )
    yield folder
    if mounted:
        subprocess.run(["umount", folder], check=True)


def _until_full(folder: Path, **how: Any) -> tuple[list[str], subprocess.CompletedProcess[str] | None]:
    """Texts that were acknowledged, and the first command that was not."""
    said = [json.loads(_breach(folder, "log", "premier", "--json").stdout)["ref"]]
    for _ in range(12):
        ran = _breach(folder, "log", "--json", "-", input="y" * 60_000, **how)
        if ran.returncode:
            return said, ran
        said.append(json.loads(ran.stdout)["ref"])
    return said, None


def _all_there(folder: Path, refs: list[str]) -> None:
    listed = json.loads(_breach(folder, "list", "--json").stdout)
    assert [row["ref"] for row in listed] == refs
    assert json.loads(_breach(folder, "verify", "--json").stdout)["ok"]


def test_a_limit_on_file_size_is_told(tmp_path: Path, limited: Callable[[], None]) -> None:
    refs, ran = _until_full(tmp_path, preexec_fn=limited)
    assert ran is not None
    assert ran.returncode == 3, ran.stderr
    assert json.loads(ran.stdout)["error"]["code"] in {"disk-error", "disk-full"}
    _all_there(tmp_path, refs)


def test_a_small_disk_is_told(tiny: Path) -> None:
    refs, ran = _until_full(tiny)
    if ran is None:
        assert not os.path.ismount(tiny)
        assert len(refs) == 13
        return
    assert ran.returncode == 3, ran.stderr
    assert json.loads(ran.stdout)["error"]["code"] in {"disk-error", "disk-full"}
    _all_there(tiny, refs)


def test_a_read_only_folder_is_told() -> None:
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="breach-read-only-"))
    try:
        assert _breach(folder, "log", "avant").returncode == 0
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        if os.geteuid() == 0:
            for path in (folder, *folder.iterdir()):
                os.chown(path, NOBODY, NOBODY)
        folder.chmod(0o500)
        for words in (("log", "après"), ("note", "1", "après")):
            ran = _as_nobody(folder, "--json", *words)
            assert ran.returncode == 3, ran.stderr
            assert json.loads(ran.stdout)["error"]["code"] == "folder-read-only"
            assert "Traceback" not in ran.stderr
        folder.chmod(0o700)
        assert {name: (folder / name).read_bytes() for name in before if not name.endswith("-shm")} == {
            name: raw for name, raw in before.items() if not name.endswith("-shm")
        }
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_busy_store_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = made(tmp_path, files=1)
    monkeypatch.setattr(connection, "WAIT_S", 0.05)
    late = Store(store.path, KEY)
    other = dbapi2.connect(store.path, isolation_level=None)  # another program, which knows nothing of the lock file
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as refused:
        note(late, "1", "x")
    assert refused.value.code == "store-busy"
    other.execute("ROLLBACK")
    note(late, "1", "x")
    for held in (other, late, store):
        held.close()


def test_a_witness_that_cannot_be_written_is_told_apart(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    os.remove(f"{store.path}.heads")
    os.mkdir(f"{store.path}.heads")
    with pytest.raises(StoreError) as refused:
        note(store, "1", "écrite")
    assert refused.value.code == "heads-not-written"
    os.rmdir(f"{store.path}.heads")
    assert store.history(2)[-1].body["text"] == "écrite"
    store.close()


def test_a_lock_that_cannot_be_taken_records_nothing(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    before = entries(store)
    os.remove(f"{store.path}.lock")
    os.mkdir(f"{store.path}.lock")
    with pytest.raises(StoreError) as refused:
        note(store, "1", "x")
    assert refused.value.code == "folder-read-only"
    assert entries(store) == before
    store.close()
