"""The rows of a recipients' file, one at a time: CSV in a known encoding, or the first visible sheet of an XLSX workbook. Nothing is kept."""

from __future__ import annotations

import codecs
import csv
import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.drafting.merge.workbook import reading
from breach.errors import InputError
from breach.service.tables import SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    "id",
    "civility",
    "last_name",
    "first_name",
    "email",
    "phone",
    "address1",
    "address2",
    "address3",
    "postcode",
    "city",
    "country",
    "lang",
    "birth_date",
    "representative_name",
    "representative_email",
    "data_types",
    "account",
)
"""The columns that need no mapping, as outside programs know them."""
LONGEST_CELL = 2_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls begins, and a workbook behind a password."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Table:
    """A recipients' file: its path, its SHA-256, and how it is read. ``columns``: of COLUMNS, the place of its column, from 0."""

    path: str
    sha256: str
    encoding: str
    separator: str
    columns: dict[str, int]
    heads: tuple[str, ...]


def open_table(path: str, mapping: dict[str, str], encoding: str = "") -> Table:
    """The file at ``path``, its encoding found and its columns named. ``mapping``: column of COLUMNS to head of the file.

    Raises InputError ``input-unreadable``, ``recipients-encoding``, ``recipients-columns`` (which proposes a mapping), ``recipients-empty``,
    ``workbook-…`` (``workbook.parts.opened``; ``workbook-locked``: an .xls, or behind a password).
    """
    mark, workbook = _mark(path)
    if workbook:
        return _named(Table(path, mark, "xlsx", "", {}, tuple(reading.first_row(path))), mapping)
    found = _encoding(path, encoding)
    with open(path, encoding=found, newline="") as file:
        first = file.readline(100_000)
    separator = max(SEPARATORS, key=first.count)
    heads = next(csv.reader([first], delimiter=separator), None)
    return _named(Table(path, mark, found, separator, {}, tuple(heads or ())), mapping)


def read(table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of ``table`` with their numbers, from 1; the row of heads has none, empty rows keep theirs and are left out.

    Raises InputError ``recipients-row`` for a row that cannot be read as one.
    """
    for number, cells in enumerate(reading.rows(table.path) if table.encoding == "xlsx" else _lines(table)):
        if number and any(cells):
            yield number, {name: cells[at].strip() if at < len(cells) else "" for name, at in table.columns.items()}


def _mark(path: str) -> tuple[str, bool]:
    held = hashlib.sha256()
    try:
        if os.path.isdir(path):
            raise InputError("input-unreadable", path=path, said="")
        with open(path, "rb") as file:
            first = file.read(_CHUNK)
            held.update(first)
            while chunk := file.read(_CHUNK):
                held.update(chunk)
    except OSError as error:
        raise InputError("input-unreadable", path=path, said=error.strerror or "") from error
    if first.startswith(_OLD_OFFICE):
        raise InputError("workbook-locked", path=path)
    if not first.strip():
        raise InputError("recipients-empty", path=path)
    return held.hexdigest(), first[:2] == b"PK"


def _encoding(path: str, wanted: str) -> str:
    """UTF-8 where the whole file is; another encoding is never guessed, since a wrong one prints wrong names."""
    with open(path, "rb") as file:
        start = file.read(4)
    tried = wanted or ("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    try:
        decoder = codecs.getincrementaldecoder(tried)()
        with open(path, "rb") as file:
            while chunk := file.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    raise InputError("recipients-encoding", path=path, encoding=tried.replace("utf-8-sig", "UTF-8"))
            decoder.decode(b"", final=True)
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError("recipients-encoding", path=path, encoding=tried.replace("utf-8-sig", "UTF-8")) from error
    return tried


def _lines(table: Table) -> Iterator[list[str]]:
    with open(table.path, encoding=table.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=table.separator)
        try:
            yield from reader
        except csv.Error as error:
            raise InputError("recipients-row", path=table.path, row=reader.line_num, said=str(error)[:80]) from error


def _named(table: Table, mapping: dict[str, str]) -> Table:
    heads = [head.strip() for head in table.heads]
    unknown = [name for name in mapping if name not in COLUMNS]
    absent = [head for head in mapping.values() if head not in heads]
    twice = [head for head in heads if head and heads.count(head) > 1]
    columns = {name: heads.index(name) for name in COLUMNS if name in heads and name not in mapping}
    columns |= {name: heads.index(head) for name, head in mapping.items() if head in heads}
    strangers = [head for head in heads if head and head not in COLUMNS and head not in mapping.values()]
    if unknown or absent or twice or not columns:
        raise _wrong(table.path, [*unknown, *absent, *dict.fromkeys(twice)], strangers)
    known = set(columns)
    if strangers and (proposed := proposals(strangers, known)):
        # A column that looks like one of ours is never dropped in silence: it is mapped, or said to be left out, by the user.
        raise _wrong(table.path, list(proposed.values()), strangers)
    return Table(table.path, table.sha256, table.encoding, table.separator, columns, tuple(heads))


def _wrong(path: str, columns: list[str], strangers: list[str]) -> InputError:
    proposed = proposals(strangers, set())
    options = " ".join(f"--map {name}={head!r}" for name, head in proposed.items())
    return InputError(
        "recipients-columns", path=path, columns=", ".join(columns or strangers)[:300] or "—", known=", ".join(COLUMNS), proposed=options or "--map …"
    )


_LIKE = {
    "id": ("identifiant", "ref", "reference", "numero client"),
    "civility": ("civilite", "titre", "title"),
    "last_name": (
        "nom",
        "nom de famille",
        "nom d'usage",
        "surname",
        "name",
        "lastname",
        "societe",
        "raison sociale",
        "entreprise",
        "denomination",
        "company",
    ),
    "first_name": ("prenom", "prenoms", "firstname", "given name"),
    "email": ("e-mail", "mail", "courriel", "adresse e-mail", "adresse electronique", "adresse mail"),
    "phone": ("telephone", "tel", "portable", "mobile"),
    "address1": ("adresse", "adresse 1", "adresse1", "rue", "address"),
    "address2": ("adresse 2", "adresse2", "complement", "complement d'adresse"),
    "postcode": ("code postal", "cp", "zip", "postal code"),
    "city": ("ville", "commune", "localite"),
    "country": ("pays",),
    "lang": ("langue", "language"),
    "birth_date": ("date de naissance", "naissance", "ne le", "birthdate"),
    "representative_name": ("representant", "representant legal", "parent"),
    "representative_email": ("courriel du representant", "e-mail du representant", "email parent"),
    "data_types": ("donnees", "donnees concernees", "types de donnees"),
    "account": ("compte",),
}


def proposals(heads: list[str], taken: set[str]) -> dict[str, str]:
    """What a head of the file may stand for, by column: proposed, never applied unasked."""
    found: dict[str, str] = {}
    for head in heads:
        plain = _plain(head)
        for name, words in _LIKE.items():
            if plain in (*words, name.replace("_", " ")) and name not in taken and name not in found:
                found[name] = head
    return found


def _plain(head: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFKD", head.replace("’", "'").replace("_", " "))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())
