"""stdout: data, and nothing that a terminal would obey. Text from outside is shown, never executed."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager

from breach.domain.plain import ascii_locale, line, safe, to_ascii
from breach.errors import InputError
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

__all__ = ["STDOUT", "ascii_only", "binary", "data", "line", "named", "or_stdout", "out", "placing", "raw", "safe", "words"]

STDOUT = "-"
"""The path that is no file but stdout."""
_UNSAFE_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def out(text: str) -> None:
    """Print ``text`` to stdout, safe, in what the terminal can show."""
    _print(text, sys.stdout)


def words(text: str) -> None:
    """Print ``text`` to stderr, safe: words, where stdout is data."""
    _print(text, sys.stderr)


def raw(text: str) -> None:
    """Print a document to stdout as it is (its own writer has made it safe for its format), but never with terminal controls."""
    sys.stdout.write(safe(text))
    sys.stdout.flush()


def or_stdout(path: str) -> str:
    """``path`` of a document that goes to stdout where none is named: ``-`` names none."""
    return "" if path == STDOUT else path


def named(path: str) -> str:
    """``path`` as it is said."""
    return t("cli.stdout") if path == STDOUT else path


def binary(body: bytes, fmt: str, *, as_json: bool) -> None:
    """Write a document that is no text to stdout, where a program takes it. Raises InputError ``output-needed`` where a person would get it."""
    if as_json or sys.stdout.isatty():
        raise InputError("output-needed", format=fmt)
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


@contextmanager
def placing(path: str, body: bytes, fmt: str, *, as_json: bool) -> Iterator[None]:
    """As ``breach.disk.writing.placing``; ``-`` is stdout, which gets ``body`` once what the body of ``with`` records is on the disk.

    Raises InputError ``output-needed`` before anything is recorded where a person or JSON would get it.
    """
    if path != STDOUT:
        from breach.disk.writing import placing as on_disk

        with on_disk(path, body):
            yield
        return
    if as_json or sys.stdout.isatty():
        raise InputError("output-needed", format=fmt)
    yield
    binary(body, fmt, as_json=as_json)


def data(value: object) -> None:
    """Print ``value`` as JSON to stdout: UTF-8 words, every character that a terminal might obey escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write(_UNSAFE_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")
    sys.stdout.flush()


def _print(text: str, stream: TextIO) -> None:
    text = safe(text)
    if ascii_only(stream):
        text = to_ascii(text)
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        stream.write(to_ascii(text) + "\n")
    stream.flush()


def ascii_only(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal whose locale promises no more than ASCII."""
    return stream.isatty() and ascii_locale(os.environ)
