"""`breach serve`: loopback, one-time token, own page without a foreign request, and nothing is written unless said."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from breach.errors import RuleError
from breach.log import kinds
from breach.storage.store import Store
from tests.storage.stores import KEY, desk, entries, made, note

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.loopback


@contextmanager
def _served(folder: Path, *options: str) -> Iterator[tuple[str, int]]:
    """A server over a store with one file: its address and port."""
    store = made(folder, files=1)
    store.close()
    key = folder / "key"
    key.write_text(KEY.hex() + "\n")
    key.chmod(0o600)
    words = [sys.executable, "-m", "breach", "serve", "--store", store.path, "--key", f"file:{key}", *options]
    process = subprocess.Popen(words, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(folder)})
    try:
        assert process.stdout is not None
        url = process.stdout.readline().decode().strip()
        yield url, int(url.split(":")[2].split("/")[0])
    finally:
        if process.stdout is not None:
            process.stdout.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def _ask(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host="host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    try:
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    return answer


def test_only_the_token_opens_it_once_and_only_from_here(tmp_path: Path) -> None:
    with _served(tmp_path) as (url, port):
        path = url.partition(str(port))[2]
        here = f"http://127.0.0.1:{port}"
        for asked in ("/", "/ws", "/page.css", "/static/js/textual.js", "/static/", "/?token=", "/?token=x", f"{path}x"):
            assert _ask(port, asked).status == 403, asked
        for name in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"localhost:{port}", f"127.0.0.1:{port}.evil.example"):
            assert _ask(port, path, host=name).status == 403, name
        assert _ask(port, path, Origin="http://evil.example").status == 403
        opened = _ask(port, path)
        assert (opened.status, opened.headers["Location"]) == (303, "/")
        cookie = str(opened.headers["Set-Cookie"])
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert _ask(port, path).status == 403
        session = cookie.partition(";")[0]
        page = _ask(port, "/", Cookie=session)
        assert page.status == 200
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert _ask(port, "/static/js/textual.js", Cookie=session).status == 200
        assert _ask(port, "/static/", Cookie=session).status == 403
        assert _ask(port, "/download/x", Cookie=session).status == 404
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        for origin in ({}, {"Origin": "http://evil.example"}, {"Origin": f"http://localhost:{port}"}):
            assert _ask(port, "/ws", Cookie=session, **{name.replace("-", "_"): value for name, value in {**upgrade, **origin}.items()}).status == 403
        assert _ask(port, "/ws", Cookie="breach-review=x", Origin=here, **{n.replace("-", "_"): v for n, v in upgrade.items()}).status == 403


def test_no_other_machine_can_reach_it(tmp_path: Path) -> None:
    with _served(tmp_path) as (_, port):
        assert _ask(port, "/").status == 403
        listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        bound = [line[1].split(":")[0] for line in listening if line[3] == "0A" and int(line[1].split(":")[1], 16) == port]
        assert bound == ["0100007F"]


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("write", [False, True])
def test_the_review_in_a_browser(tmp_path: Path, write: bool) -> None:
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    wrong: list[str] = []
    with _served(tmp_path, *(["--write"] if write else [])) as (url, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 600})
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(url)
        page.wait_for_selector("body.-first-byte", timeout=60_000)
        page.wait_for_timeout(2500)
        for keys in ("Control+t", "une note", "Control+s"):
            page.wait_for_timeout(1200)
            page.keyboard.press(keys) if "+" in keys else page.keyboard.type(keys)
        page.wait_for_timeout(1500)
        browser.close()
    assert asked
    assert [address for address in asked if not address.startswith((f"http://127.0.0.1:{port}/", f"ws://127.0.0.1:{port}/"))] == []
    assert wrong == []
    store = Store(str(tmp_path / "s.db"), KEY)
    assert [entry.kind for entry in store.history(2)].count(kinds.NOTE) == write
    store.close()


def test_a_store_opened_to_be_read_refuses_every_change(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    store = made(tmp_path, files=1)
    store.close()
    reader: Any = Store(store.path, KEY, read_only=True)
    before = entries(reader)
    for act in (lambda: note(reader, "1", "x"), lambda: reader.writing(now).__enter__()):
        with pytest.raises(RuleError) as refused:
            act()
        assert refused.value.code == "read-only-here"
    with pytest.raises(dbapi2.Error):
        reader.raw_connection.execute("INSERT INTO meta VALUES ('x', 'y')")
    from breach.service import clocks

    assert clocks.all_open(desk(reader))  # worked out, and not kept
    assert entries(reader) == before
    reader.close()
