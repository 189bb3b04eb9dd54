"""The terminal UI in a browser on one's own machine: our own page without a foreign request, loopback only, one-time token, one process a tab.

``textual-serve`` brings the terminal in the page and the packets to and from the program. Its page (a font from elsewhere), its shell, its
listing of files, its downloads and its log are not used.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import signal
import socket
import sys
from importlib.metadata import version
from string import Template
from typing import TYPE_CHECKING, Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from breach.i18n import t
from breach.resources import read_text

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Awaitable, Callable, Mapping, Sequence

HERE = "127.0.0.1"
MOST = 3
"""How many tabs at once; each is a process of its own."""
COOKIE = "breach-review"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self' {socket};"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Program(AppService):
    """The terminal UI as a process behind one tab, started without a shell. The key goes through a pipe."""

    words: Sequence[str] = ()
    environment: Mapping[str, str] = {}
    key: bytes = b""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        reader, writer = os.pipe()
        try:
            os.write(writer, self.key.hex().encode() + b"\n")
            os.close(writer)
            process = await asyncio.create_subprocess_exec(
                *self.words,
                "--key",
                f"file:/dev/fd/{reader}",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env={**self._build_environment(width=_between(width, 20, 500), height=_between(height, 5, 200)), **self.environment},
                pass_fds=(reader,),
            )
        finally:
            os.close(reader)
        self._process = process
        assert process.stdin is not None
        self._stdin = process.stdin
        return process

    async def on_meta(self, data: bytes) -> None:
        """The end of the program; opening addresses and handing out files is not for a page."""
        if b'"exit"' in data:
            await super().on_meta(data)

    async def on_packed(self, payload: bytes) -> None:
        """Nothing is handed out."""


def _between(asked: int, least: int, most: int) -> int:
    return max(least, min(most, asked))


class Review(Server):
    """The server. ``token`` opens it once; ``words`` start the program, with ``environment`` on top of this one's."""

    def __init__(self, port: int, words: Sequence[str], environment: Mapping[str, str], key: bytes) -> None:
        self.socket = socket.create_server((HERE, port))
        super().__init__("breach", HERE, self.socket.getsockname()[1], title="breach")
        self.token = secrets.token_urlsafe(32)
        self._session = ""
        self._tabs = 0
        self._words, self._environment, self._key = words, environment, key

    @property
    def url(self) -> str:
        """The address to open, once."""
        return f"{self.public_url}/?token={self.token}"

    def initialize_logging(self) -> None:
        """Nothing is logged: a request may hold the token, a fault the words of a file."""

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.get("/page.css", _file("page.css", "text/css")),
                web.get("/page.js", _file("page.js", "text/javascript")),
                web.static("/static", self.statics_path, show_index=False, name="static"),
            ]
        )
        app.on_response_prepare.append(self._headers)
        return app

    async def _headers(self, request: web.Request, response: web.StreamResponse) -> None:
        del request
        response.headers.update(_HEADERS)
        response.headers["Content-Security-Policy"] = _POLICY.format(socket=f"ws://{HERE}:{self.port}")

    @web.middleware
    async def _guard(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        """Only this address, from its own page, with the token (once) or the cookie that it gave."""
        if request.headers.getall("Host", []) != [f"{HERE}:{self.port}"]:
            raise web.HTTPForbidden(text=t("serve.wrong-host"))
        origin = request.headers.get("Origin")
        if origin not in (None, self.public_url) or (request.path == "/ws" and origin is None):
            raise web.HTTPForbidden(text=t("serve.wrong-host"))
        asked = request.query.get("token")
        if request.path == "/" and asked is not None:
            return self._let_in(asked)
        if not (self._session and hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self._session.encode())):
            raise web.HTTPForbidden(text=t("serve.no-session"))
        found: web.StreamResponse = await handler(request)
        return found

    def _let_in(self, asked: str) -> web.StreamResponse:
        if self._session or not hmac.compare_digest(asked.encode("utf-8", "replace"), self.token.encode()):
            raise web.HTTPForbidden(text=t("serve.token-used"))
        self._session = secrets.token_urlsafe(32)
        response = web.HTTPSeeOther("/")
        response.set_cookie(COOKIE, self._session, httponly=True, samesite="Strict", path="/")
        raise response

    async def handle_index(self, request: web.Request) -> web.Response:
        """Our page."""
        del request
        text = Template(read_text("tui/serving/page.html")).substitute(
            lang=t("serve.lang"), wait=t("serve.wait"), ended=t("serve.ended"), socket=f"ws://{HERE}:{self.port}/ws"
        )
        return web.Response(text=text, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One tab: the program, as long as the tab is there."""
        if self._tabs >= MOST:
            raise web.HTTPServiceUnavailable(text=t("serve.too-many", most=MOST))
        self._tabs += 1
        tab = web.WebSocketResponse(heartbeat=15, max_msg_size=1 << 20)

        async def close() -> None:
            await tab.close()

        program = Program("", write_bytes=tab.send_bytes, write_str=tab.send_str, close=close, download_manager=self.download_manager)
        program.words, program.environment, program.key = self._words, self._environment, self._key
        try:
            await tab.prepare(request)
            await program.start(_number(request, "width", 80), _number(request, "height", 24))
            await self._process_messages(tab, program)
        except (ConnectionError, ValueError, KeyError, TypeError, AssertionError):
            await tab.close()  # a tab that went, or one that does not speak as ours does
        finally:
            self._tabs -= 1
            await program.stop()
        return tab

    def run(self) -> None:
        """Serve until Ctrl-C or SIGTERM."""
        loop = asyncio.new_event_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.request_exit)
        web.run_app(self._make_app(), sock=self.socket, handle_signals=False, loop=loop, print=None, access_log=None, shutdown_timeout=2)


def _file(name: str, kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        del request
        return web.Response(text=read_text(f"tui/serving/{name}"), content_type=kind)

    return answer


def _number(request: web.Request, name: str, otherwise: int) -> int:
    asked = request.query.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else otherwise


def environment(*, write: bool) -> dict[str, str]:
    """What the program behind a tab is told beside its options."""
    told = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "TERM_PROGRAM_VERSION": version("textual-serve"), "PYTHONSAFEPATH": "1"}
    return told if write else {**told, "BREACH_READ_ONLY": "1"}


def program(options: Sequence[str]) -> list[str]:
    """The words that start the terminal UI as this program was started."""
    return [sys.executable, "-m", "breach", *options]
