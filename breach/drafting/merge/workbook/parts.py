"""The parts of a workbook: found in its archive, and read as a stream of XML from which nothing outside is fetched and nothing is expanded."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.parsers import expat

from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_PARTS = 2_000
LARGEST = 2_000_000_000
"""Bytes of a workbook, unpacked. A part that holds more than it declares is refused by its checksum, where it ends."""
DEEPEST = 50
LONGEST_TOKEN = 1_000_000
"""Bytes of one tag or run of text before its end: the parser holds it whole."""
_CHUNK = 1 << 16
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the format packs its parts (ECMA-376 part 2); the others of ZIP fail in ways of their own."""
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


@contextmanager
def opened(path: str) -> Iterator[zipfile.ZipFile]:
    """The archive at ``path``. Raises InputError ``workbook-other`` (another kind of document), ``workbook-too-big``, ``workbook-unreadable``;
    what goes wrong while it is read is one of them too.
    """
    try:
        with zipfile.ZipFile(path) as zipped:
            parts = zipped.infolist()
            if odd := next((part for part in parts if part.compress_type not in _PACKED), None):
                raise Refused(f"{odd.filename}: {odd.compress_type} ?")
            if "mimetype" in zipped.namelist() and _starts(zipped, "mimetype", _OPEN_DOCUMENT):
                raise InputError("workbook-other", path=path)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                raise InputError("workbook-too-big", path=path, largest=LARGEST // 1_000_000)
            yield zipped
    except expat.ExpatError as error:
        raise InputError("workbook-unreadable", path=path, said=f"XML, {expat.ErrorString(error.code)}") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, IndexError, EOFError, OSError, RuntimeError, LookupError) as error:
        raise InputError("workbook-unreadable", path=path, said=str(error)[:80]) from error


def _starts(zipped: zipfile.ZipFile, name: str, with_: bytes) -> bool:
    with zipped.open(name) as file:
        return file.read(len(with_)) == with_


class Refused(ValueError):
    """XML that no spreadsheet program writes; its text says what."""


def parsed(
    zipped: zipfile.ZipFile,
    name: str,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Read the part ``name`` piece by piece; between two of them what was found can be taken. Names come without their prefix.

    Raises ``Refused`` for a document type declaration (whose entities could grow without end), tags nested too deep or without end.
    """
    parser = expat.ParserCreate()
    depth = fed = 0

    def begun(tag: str, marks: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused(f"{name}: > {DEEPEST} levels")
        begin(tag.rpartition(":")[2], marks)

    def ended(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(tag.rpartition(":")[2])

    def doctype(*_: object) -> None:
        raise Refused(f"{name}: <!DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begun, ended, doctype
    if text:
        parser.CharacterDataHandler = text
    with zipped.open(name) as file:
        while chunk := file.read(_CHUNK):
            fed += len(chunk)
            parser.Parse(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                raise Refused(f"{name}: > {LONGEST_TOKEN} bytes")
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - it takes no names
    yield


def related(zipped: zipfile.ZipFile, name: str) -> dict[str, tuple[str, str]]:
    """What the part ``name`` refers to: by id, its kind (the last word of its type) and the part."""
    folder, base = posixpath.split(name)
    listed = posixpath.join(folder, "_rels", f"{base}.rels")
    found: dict[str, tuple[str, str]] = {}

    def begin(tag: str, marks: dict[str, str]) -> None:
        if tag == "Relationship" and marks.get("TargetMode") != "External":
            target = marks["Target"]
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[marks["Id"]] = (marks["Type"].rpartition("/")[2], place)

    if listed in zipped.namelist():
        for _ in parsed(zipped, listed, begin):
            pass
    return found
