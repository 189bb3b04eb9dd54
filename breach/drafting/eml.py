"""A letter as an e-mail message to be opened and sent by one's own program: RFC 5322, 2045, 2047; plain text, quoted-printable, 7-bit clean.

Written by hand because the standard library takes a millisecond a message; the tests read each one back with it. Rules that give the same bytes
for the same letter: ``Date`` is the instant at which the letter was made, in UTC; ``Message-ID`` is the first 32 hexadecimal digits of the
SHA-256 of the other headers, the recipient's key (row) and the text, at the sender's domain.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64encode
from typing import TYPE_CHECKING

from breach.drafting import letter_html, letter_text
from breach.drafting.plain import one_line
from breach.drafting.slots import NOBODY, Addressee, filled_block, has_slot
from breach.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from breach.drafting.blocks import Block
    from breach.drafting.letter_page import Page

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLAIN = re.compile(r"[A-Za-z0-9 ,.:;()'/@&!-]{1,60}")
_CHUNK = 42
"""Bytes of an encoded word: with its frame it stays under 75 characters (RFC 2047 §2)."""
_TEXT = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
_HTML = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"


def address(text: str) -> str:
    """``text`` as an address that can stand in a header: ASCII, its domain in the form of IDNA. Raises InputError ``address-wrong``."""
    local, _, domain = text.strip().rpartition("@")
    try:
        found = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        found = ""
    if not _ADDRESS.fullmatch(found) or ".." in found or found.startswith(".") or ".@" in found:
        raise InputError("address-wrong", address=one_line(text)[:80])
    return found


def words(text: str) -> str:
    """``text`` as the value of a header: as it is where it is short and plain, else as encoded words of whole characters (RFC 2047)."""
    text = one_line(text)
    if _PLAIN.fullmatch(text):
        return text
    chunks: list[bytes] = []
    for char in text:
        raw = char.encode()
        if chunks and len(chunks[-1]) + len(raw) <= _CHUNK:
            chunks[-1] += raw
        else:
            chunks.append(raw)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(chunk).decode('ascii')}?=" for chunk in chunks)


def _name(text: str) -> str:
    """``text`` as a display name: encoded words, or a quoted text where it is plain."""
    made = words(text)
    return f'"{made}"' if made == one_line(text) else made


def date(at: datetime) -> str:
    """``at`` (UTC) as RFC 5322 writes it, in English whatever the language of the machine."""
    return f"{_DAYS[at.weekday()]}, {at.day:02d} {_MONTHS[at.month - 1]} {at.year:04d} {at:%H:%M:%S} +0000"


def prepare(page: Page, *, html: bool = False) -> Prepared:
    """``page`` made ready for many; with ``html`` the same letter as a page stands beside the text, as an alternative.

    Raises InputError ``sender-missing`` where the profile has no e-mail address to write from, and ``address-wrong``.
    """
    return Prepared(page, html=html)


class Prepared:
    """A message ready to be written for many: what is alike is encoded once."""

    __slots__ = ("_boundary", "_domain", "_head", "_html", "_parts", "_subject")

    def __init__(self, page: Page, *, html: bool) -> None:
        if not page.reply_to:
            raise InputError("sender-missing")
        assert page.now is not None
        sender = address(page.reply_to)
        exercise = "X-Breach-Exercise: yes\r\n" if page.foot else ""
        # X-Unsent lets a mail program open the file as a draft that can be sent.
        self._head = (
            f"From: {_name(page.organisation)} <{sender}>\r\nDate: {date(page.now)}\r\nX-Unsent: 1\r\n{exercise}MIME-Version: 1.0\r\n".encode()
        )
        self._subject = f"Subject: {words(page.subject)}\r\n".encode()
        self._domain = sender.rpartition("@")[2]
        self._parts = [_encoded(part) if isinstance(part, str) else part for part in letter_text.Prepared(page, subject=False).parts]
        self._html = letter_html.prepare(page) if html else None
        self._boundary = f"=_breach_{hashlib.sha256(self._head + self._subject).hexdigest()[:32]}"
        assert not has_slot(page.subject)

    def render(self, to: Addressee = NOBODY) -> bytes:
        """The message to ``to``; without ``To`` where there is no address (a preview). Raises InputError ``address-wrong``."""
        receiver = f"To: <{address(to.email)}>\r\n".encode() if to.email else b""
        body = b"\r\n\r\n".join([part if isinstance(part, bytes) else _waiting(part, to) for part in self._parts]) + b"\r\n"
        mark = hashlib.sha256(b"\0".join([self._head, receiver, self._subject, to.key.encode(), body])).hexdigest()
        head = b"".join([self._head, receiver, self._subject, f"Message-ID: <{mark[:32]}@{self._domain}>\r\n".encode()])
        if self._html is None:
            return b"".join([head, _TEXT, b"\r\n", body])
        page = _encoded(self._html.fill(to).strip("\n")) + b"\r\n"
        edge = f"--{self._boundary}".encode()
        kind = f'Content-Type: multipart/alternative; boundary="{self._boundary}"\r\n\r\n'.encode()
        return b"".join([head, kind, edge, b"\r\n", _TEXT, b"\r\n", body, edge, b"\r\n", _HTML, b"\r\n", page, edge, b"--\r\n"])


def _waiting(part: Block | None, to: Addressee) -> bytes:
    return _encoded(letter_text.block_text(filled_block(part, to)) if part is not None else letter_text.address_text(to.address))


def _encoded(text: str) -> bytes:
    """``text`` in quoted-printable, lines ending in CRLF (RFC 2045 §6.7)."""
    return binascii.b2a_qp(text.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
