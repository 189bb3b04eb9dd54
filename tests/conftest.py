"""What every test stands on: a home of its own, no network, and skips that are counted by the name of what is missing."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from breach import i18n

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

ALL = os.environ.get("BREACH_TEST_ALL") == "1"
"""Whether every test must run: a skip is then a failure. `.ci/run` sets it."""

settings.register_profile("default", deadline=None, print_blob=True, derandomize=ALL)
settings.load_profile("default")


# -- what a machine may lack


def _programs(*names: str) -> Callable[[], bool]:
    return lambda: all(shutil.which(name) for name in names)


def _pip() -> bool:
    return any(subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0 for python in pythons())


def _perl() -> bool:
    """Perl with its own modules: a minimal Debian has one without them."""
    return _programs("perl")() and subprocess.run(["perl", "-MDigest::SHA", "-MEncode", "-e1"], capture_output=True, check=False).returncode == 0


def pythons() -> list[str]:
    """The interpreters that may have pip: a venv made by `./dev` has none, the machine's Python has."""
    return [sys.executable, *(found for found in (shutil.which("python3", path="/usr/bin:/usr/local/bin"), shutil.which("python3")) if found)]


def postgresql() -> str | None:
    """The folder of the server's own programs, the newest; Debian keeps them off the path."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    named = found[-1] if found else shutil.which("initdb")
    return os.path.dirname(named) if named else None


NEEDS: dict[str, Callable[[], bool]] = {
    "poppler": _programs("pdftotext", "pdfinfo"),
    "libreoffice": _programs("soffice"),
    "openssl": _programs("openssl"),
    "age": _programs("age"),
    "perl": _perl,
    "keyring-daemon": _programs("dbus-run-session", "gnome-keyring-daemon"),
    "postgresql": lambda: postgresql() is not None,
    "chromium": _programs("chromium"),
    "systemd": _programs("systemd-analyze"),
    "pip": _pip,
    "registry": lambda: ALL,  # asks the package registry: only where everything is asked for
}
"""Each thing that `needs` may name, and how it is found."""

_found: dict[str, bool] = {}


def _has(name: str) -> bool:
    if name not in _found:
        _found[name] = NEEDS[name]()
    return _found[name]


def pytest_runtest_setup(item: pytest.Item) -> None:
    i18n.use("fr")
    for mark in item.iter_markers("needs"):
        unknown = [name for name in mark.args if name not in NEEDS]
        assert not unknown, f"tests/conftest.py does not know how to find {unknown}"
        missing = [name for name in mark.args if not _has(name)]
        if missing:
            pytest.skip(f"this machine lacks {', '.join(missing)}")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"BREACH_TEST_ALL=1 allows no skip, and this was skipped: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


# -- no network

_REACHES_OUT = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"})
_LOOPBACK = ("127.", "::1", "localhost")
_allowed = {"loopback": False}


class NetworkForbiddenError(AssertionError):
    """A test reached for the network."""


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _REACHES_OUT:
        return
    # connect, bind and send give (socket, address); an address in the Unix family is a path, None is an already connected peer.
    address = arguments[0] if event.startswith("socket.get") else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if address is None or (not event.startswith("socket.get") and not isinstance(address, tuple)):
        return
    if _allowed["loopback"] and str(host).startswith(_LOOPBACK):
        return
    message = f"{event} to {host!r}: a test opens no socket beyond this machine's own files (loopback only with @pytest.mark.loopback)"
    raise NetworkForbiddenError(message)


def pytest_configure() -> None:
    # An audit hook sees every socket of this interpreter, whatever library opens it; it cannot be taken away by a test.
    sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def _loopback(request: pytest.FixtureRequest) -> Generator[None]:
    _allowed["loopback"] = request.node.get_closest_marker("loopback") is not None
    yield
    _allowed["loopback"] = False


# -- a home of its own


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """No test reads or writes the user's folders, settings, keyring or identity; what a test sets itself comes on top."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("BREACH_") and not name.startswith("BREACH_TEST_"):
                patch.delenv(name)
        for name in ("DBUS_SESSION_BUS_ADDRESS", "CREDENTIALS_DIRECTORY", "NO_COLOR", "EDITOR", "VISUAL", "LC_ALL", "LANGUAGE"):
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("HOME", str(home))
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield
