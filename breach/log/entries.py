"""One entry of the decision history: its canonical bytes, its hash, and the texts kept beside it.

The format is specified in docs/format.md, so that another program can check it. The bytes that were hashed are the bytes that are stored.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import unicodedata

from breach.domain.text import Text
from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

PREFIX = b"breach-entry-1\n"
GENESIS = "0" * 64
"""``prev`` of the first entry of a chain."""
LARGEST = 2**53 - 1
"""The largest whole number that RFC 8785 writes without loss."""
LEVELS = 64
"""How deep lists and tables may lie in each other: a reader must not run out of stack."""
TEXT_MARK = "$text"
"""In a body, ``{"$text": "why"}`` stands for the text whose fingerprint is ``texts["why"]``."""


class Kept:
    """A text to be kept beside an entry: its name there, its fingerprint, the 32 random bytes, the text (NFC)."""

    __slots__ = ("body", "fingerprint", "name", "salt")

    def __init__(self, name: str, body: str, draw: Callable[[int], bytes] = os.urandom) -> None:
        self.name = name
        self.body = unicodedata.normalize("NFC", body)
        self.salt = draw(32)
        self.fingerprint = _keyed(self.salt, self.body)


class Entry:
    """One link of a chain, as read back.

    ``recorded_at`` and ``happened_at`` are UTC texts ending in Z; ``texts`` maps names to fingerprints, ``words`` the same names to the
    texts where the store put them back (None: erased).
    """

    __slots__ = ("actor", "body", "file", "happened_at", "hash", "kind", "n", "prev", "raw", "recorded_at", "role", "texts", "v", "words")

    def __init__(self, raw: bytes) -> None:
        held: dict[str, Any] = json.loads(raw)
        self.raw = raw
        self.hash = digest(raw)
        self.v: int = held["v"]
        self.file: str = held["file"]
        self.n: int = held["n"]
        self.prev: str = held["prev"]
        self.kind: str = held["kind"]
        self.recorded_at: str = held["recorded_at"]
        self.happened_at: str | None = held["happened_at"]
        self.actor: str = held["actor"]
        self.role: str = held["role"]
        self.body: dict[str, Any] = held["body"]
        self.texts: dict[str, str] = held["texts"]
        self.words: dict[str, str | None] = {}


def digest(raw: bytes) -> str:
    """The hash of an entry's canonical bytes: SHA-256 in hexadecimal, over the prefix and the bytes."""
    return hashlib.sha256(PREFIX + raw).hexdigest()


def fingerprint(salt: bytes, text: str) -> str:
    """HMAC-SHA-256 with ``salt`` over the NFC text, hexadecimal. Raises InputError ``bad-characters`` for text that is not valid Unicode."""
    return _keyed(salt, unicodedata.normalize("NFC", text))


def _keyed(salt: bytes, text: str) -> str:
    try:
        return hmac.digest(salt, text.encode(), "sha256").hex()
    except UnicodeEncodeError as error:
        raise InputError("bad-characters") from error


def canonical(value: object) -> bytes:
    """RFC 8785 bytes of ``value``: text, whole numbers below 2^53, booleans, null, lists, and tables with ASCII keys.

    Raises TypeError or ValueError for anything else (a float, a key beyond ASCII, more than ``LEVELS`` deep): a program's fault. Raises
    InputError ``bad-characters`` for text that is not valid Unicode.
    """
    _check(value, LEVELS)
    try:
        return _ENCODE(value).encode()
    except UnicodeEncodeError as error:
        raise InputError("bad-characters") from error


_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode
_SURE = frozenset({str, Text, bool, type(None)})


def _check(value: object, levels: int) -> None:
    if isinstance(value, dict | list | tuple):
        if not levels:
            raise ValueError(LEVELS)
        for held in _inside(value):
            if type(held) not in _SURE:
                _check(held, levels - 1)
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(value)
    elif not (value is None or isinstance(value, str)):
        raise TypeError(value)


def _inside(value: dict[object, object] | list[object] | tuple[object, ...]) -> Iterable[object]:
    if not isinstance(value, dict):
        return value
    for key in value:
        if not (isinstance(key, str) and key.isascii()):
            raise TypeError(key)
    return value.values()


def detach(value: object, name: str = "", kept: list[Kept] | None = None, draw: Callable[[int], bytes] = os.urandom) -> tuple[Any, list[Kept]]:
    """``value`` with every ``Text`` in it replaced by a reference, and the texts to keep. Names are the texts' paths in the body."""
    found: list[Kept] = [] if kept is None else kept
    if isinstance(value, Kept):  # a text that keeps the random bytes it had elsewhere
        value.name = name
        found.append(value)
        return {TEXT_MARK: name}, found
    if isinstance(value, Text):
        text = Kept(name or "text", str(value), draw)
        found.append(text)
        return {TEXT_MARK: text.name}, found
    if isinstance(value, dict):
        return {key: detach(held, f"{name}.{key}" if name else key, found, draw)[0] for key, held in value.items()}, found
    if isinstance(value, list | tuple):
        return [detach(held, f"{name}.{i}" if name else str(i), found, draw)[0] for i, held in enumerate(value)], found
    return value, found


_NESTED = (dict, list)


def attach(value: Any, texts: Mapping[str, str | None]) -> Any:
    """The inverse of ``detach``: references become their texts; an erased text (absent or None in ``texts``) becomes None."""
    if isinstance(value, dict):
        if len(value) == 1 and TEXT_MARK in value:
            return texts.get(value[TEXT_MARK])
        return {key: attach(held, texts) if type(held) in _NESTED else held for key, held in value.items()}
    if isinstance(value, list):
        return [attach(held, texts) if type(held) in _NESTED else held for held in value]
    return value


def write(
    *,
    file: str,
    n: int,
    prev: str,
    kind: str,
    recorded_at: str,
    happened_at: str | None,
    actor: str,
    role: str,
    body: Mapping[str, object],
    draw: Callable[[int], bytes] = os.urandom,
) -> tuple[bytes, list[Kept]]:
    """The canonical bytes of a new entry and the texts to keep beside it. ``draw`` gives the texts' random bytes.

    Raises InputError ``bad-characters``; ValueError where two texts have the same path: a program's fault.
    """
    bare, kept = detach(dict(body), draw=draw)
    texts = {text.name: text.fingerprint for text in kept}
    if len(texts) != len(kept):
        raise ValueError([text.name for text in kept])
    entry = {
        "v": 1,
        "file": file,
        "n": n,
        "prev": prev,
        "kind": kind,
        "recorded_at": recorded_at,
        "happened_at": happened_at,
        "actor": actor,
        "role": role,
        "body": bare,
        "texts": texts,
    }
    _check(bare, LEVELS - 1)
    try:
        return _ENCODE(entry).encode(), kept
    except UnicodeEncodeError as error:
        raise InputError("bad-characters") from error


def new_uuid() -> str:
    """A random UUID (version 4) as text; the ``uuid`` module costs the fast commands 7 ms."""
    raw = bytearray(os.urandom(16))
    raw[6] = raw[6] & 0x0F | 0x40
    raw[8] = raw[8] & 0x3F | 0x80
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
