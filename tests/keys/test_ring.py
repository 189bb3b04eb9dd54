"""The desktop keyring: only where a session bus is, only backends that encrypt, never hanging, whatever a backend does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from breach.errors import StoreError
from breach.keys import ring, rotation
from breach.keys.found import FoundKey

TREE = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))


class _Backend(KeyringBackend):
    """A backend in memory that passes for one that encrypts."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


class _Silent(_Backend):
    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(30)
        return None


class _Failing(_Backend):
    error: type[BaseException] = KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error("x")

    set_password = delete_password = get_password  # type: ignore[assignment]


class _Forgetful(_Backend):
    def set_password(self, service: str, username: str, password: str) -> None:
        return


class _Odd(_Backend):
    def get_password(self, service: str, username: str) -> str | None:
        return "pas une clé"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    return monkeypatch


def _use(patch: pytest.MonkeyPatch, backend: object, *, trusted: bool = True) -> Any:
    if trusted:
        patch.setattr(type(backend), "__module__", ring.ALLOWED[0])
    patch.setattr(keyring, "get_keyring", lambda: backend)
    for name in ("get_password", "set_password", "delete_password"):
        patch.setattr(keyring, name, getattr(backend, name))
    return backend


def test_what_is_put_is_got_and_forgotten(bus: pytest.MonkeyPatch) -> None:
    backend = _use(bus, _Backend())
    assert ring.get("/s.db") is None
    assert ring.put("/s.db", KEY)
    assert ring.get("/s.db") == KEY
    assert backend.held == {("breach", "/s.db"): KEY.hex()}
    assert ring.said() == "answers"
    ring.forget("/s.db")
    ring.forget("/s.db")
    assert ring.get("/s.db") is None


def test_without_a_session_bus_nobody_is_asked(bus: pytest.MonkeyPatch) -> None:
    _use(bus, _Backend())
    bus.delenv("DBUS_SESSION_BUS_ADDRESS")
    if sys.platform.startswith("linux"):
        assert not ring.put("/s.db", KEY)
        assert ring.get("/s.db") is None
        assert ring.said() == "no-bus"


def test_a_backend_that_keeps_plain_text_is_refused(bus: pytest.MonkeyPatch) -> None:
    backend = _use(bus, _Backend(), trusted=False)
    assert not ring.put("/s.db", KEY)
    assert backend.held == {}
    backend.held["breach", "/s.db"] = KEY.hex()
    assert ring.get("/s.db") is None
    assert ring.said() == "untrusted"


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyring.backends.null", "keyring.backends.fail", "keyring.backends.SecretServiceX", ""])
def test_only_named_backends_are_trusted(bus: pytest.MonkeyPatch, module: str) -> None:
    bus.setattr(_Backend, "__module__", module)
    assert not ring._trusted(_Backend())


def test_a_chain_is_trusted_only_where_all_of_it_is(bus: pytest.MonkeyPatch) -> None:
    class Chain:
        backends: list[object]

    bus.setattr(_Backend, "__module__", ring.ALLOWED[0])
    chain = Chain()
    chain.backends = [_Backend(), _Backend()]
    assert ring._trusted(chain)
    chain.backends.append(object())
    assert not ring._trusted(chain)


def test_a_keyring_that_does_not_answer_is_given_up(bus: pytest.MonkeyPatch) -> None:
    _use(bus, _Silent())
    assert ring.LIMIT_S <= 3
    bus.setattr(ring, "LIMIT_S", 0.2)
    begun = time.monotonic()
    assert ring.get("/s.db") is None
    assert not ring.put("/s.db", KEY)
    assert time.monotonic() - begun < 2


def test_a_program_ends_while_its_keyring_still_hangs() -> None:
    code = (
        "import time, keyring\nfrom breach.keys import ring\nring.LIMIT_S = 0.3\n"
        f"class B:\n    __module__ = {ring.ALLOWED[0]!r}\n"
        "keyring.get_keyring = lambda: B()\nkeyring.get_password = lambda *a: time.sleep(60)\nprint(ring.get('x'))\n"
    )
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    ran = subprocess.run([sys.executable, "-c", code], cwd=TREE, env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "None\n", "")


@pytest.mark.parametrize("error", [KeyringLocked, OSError, RuntimeError, ValueError, TypeError, KeyError])
def test_whatever_a_backend_raises_is_no_answer(bus: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    backend = _use(bus, _Failing())
    backend.error = error
    assert ring.get("/s.db") is None
    assert not ring.put("/s.db", KEY)
    ring.forget("/s.db")


def test_a_keyring_that_does_not_give_back_took_nothing(bus: pytest.MonkeyPatch) -> None:
    _use(bus, _Forgetful())
    assert not ring.put("/s.db", KEY)


def test_what_is_no_key_is_none(bus: pytest.MonkeyPatch) -> None:
    _use(bus, _Odd())
    assert ring.get("/s.db") is None


def test_a_key_in_the_keyring_is_changed_with_one_beside(bus: pytest.MonkeyPatch) -> None:
    backend = _use(bus, _Backend())
    ring.put("/s.db", KEY)
    spare = rotation.prepare(FoundKey(KEY, "keyring", "/s.db"))
    assert ring.get("/s.db") == KEY
    assert [(found.key, found.place) for found in rotation.spares_of("/nowhere", "/s.db")] == [(spare.key, "keyring")]
    spare.take()
    assert ring.get("/s.db") == spare.key != KEY
    assert list(backend.held) == [("breach", "/s.db")]


@pytest.mark.parametrize("place", ["credential", "passphrase"])
def test_a_key_that_others_keep_is_not_changed(place: str) -> None:
    with pytest.raises(StoreError) as refused:
        rotation.prepare(FoundKey(KEY, place, "x"))
    assert refused.value.code == "key-not-ours"


DESKTOP = """
set -e
printf 'essai\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$PYTHON" -m breach log "dans le trousseau" --json >/dev/null
"$PYTHON" -m breach key status --json
"$PYTHON" -m breach key rotate >/dev/null
"$PYTHON" -m breach list --json
"""


@pytest.mark.needs("keyring-daemon")
def test_a_real_desktop_keyring_keeps_the_key(tmp_path: Path) -> None:
    import json

    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHON": sys.executable,
        "PYTHONPATH": str(TREE),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    ran = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", DESKTOP], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    decoder = json.JSONDecoder()
    status, end = decoder.raw_decode(ran.stdout.lstrip())
    listed = decoder.raw_decode(ran.stdout.lstrip()[end:].lstrip())[0]
    assert status["place"] == "keyring"
    assert len(listed) == 1
    assert not (tmp_path / ".config" / "breach" / "store.key").exists()
