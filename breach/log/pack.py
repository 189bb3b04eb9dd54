"""The export archive: what it holds, and its bytes. Same input, same bytes: nothing here reads a clock or draws at random.

The format is specified in docs/format.md. The archive lays itself out as ``breach.log.verifier`` rebuilds it.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from breach.errors import InputError, NotSo
from breach.i18n import LANGUAGES, french, t
from breach.i18n.en import faults as faults_en
from breach.i18n.en import verifier as told_en
from breach.i18n.fr import faults as faults_fr
from breach.i18n.fr import verifier as told_fr
from breach.log import kinds, verifier, verifier_ground
from breach.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VERIFIER = "verify_breach.py"
_EMPTY_WORDS = 'WORDS: dict[str, dict[str, str]] = {"fr": {}, "en": {}}\n'
_PART = re.compile(r"^from breach\.log\.(verifier_[a-z]+) import (?:\([^)]*\)|[^\n]*)\n", re.MULTILINE)
VALUES = "json"
"""The form of the values that a filing keeps beside its receipt."""
_FORMATS = frozenset({"md", "html", "json", "txt", "eml", "csv", "ics", "pdf", "docx", "xlsx", "ods", "tsr"})
_STARTS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"))


def verifier_words() -> dict[str, dict[str, str]]:
    """What the verifier says, by language and key."""
    return {
        "fr": {key: french(text) for key, text in {**faults_fr.WORDS, **told_fr.WORDS}.items()},
        "en": {**faults_en.WORDS, **told_en.WORDS},
    }


def verifier_source() -> bytes:
    """The stand-alone verifier: the module's own source with its words written into it."""
    source = _PART.sub(lambda found: _part(found[1]), read_text("log/verifier.py"))
    tables = ["WORDS: dict[str, dict[str, str]] = {\n"]
    for lang, words in verifier_words().items():
        rows = "".join(f"        {key!r}: {text!r},\n" for key, text in words.items())
        tables.append(f"    {lang!r}: {{\n{rows}    }},\n")
    whole = source.replace(_EMPTY_WORDS, "".join(tables) + "}\n", 1)
    assert whole != source, "the verifier has no line for its words"
    return f"#!/usr/bin/env python3\n{whole}".encode()


def _part(name: str) -> str:
    """The code of the verifier's part ``name``, without what the whole has already: nothing that lies beside it is ever loaded."""
    code = read_text(f"log/{name}.py").split("from __future__ import annotations\n", 1)[1]
    return _PART.sub("", code).strip("\n") + "\n\n\n"


def build(members: Mapping[str, bytes]) -> bytes:
    """The archive that holds ``members`` (name to bytes), uncompressed, its headers fixed: one content, one archive.

    Raises ValueError for a name that the format has not, InputError ``export-too-large``.
    """
    for name in members:
        if not verifier_ground.NAME.fullmatch(name):
            raise ValueError(name)
    archive = b"".join(verifier_ground.pieces(members))
    if len(archive) > verifier_ground.LARGEST_ARCHIVE or len(members) > verifier_ground.MOST_MEMBERS:
        raise InputError("export-too-large", size=len(archive), most=verifier_ground.LARGEST_ARCHIVE)
    return archive


def members_of_export(
    *,
    file: str,
    ref: str,
    exercise: bool,
    rows: Sequence[tuple[bytes, str]],
    texts: Mapping[str, tuple[bytes, str]],
    people: Mapping[str, str],
    blobs: Iterable[tuple[int, str, int, bytes]] = (),
    facts: Mapping[str, object] | None = None,
    store: tuple[str, int, str] | None = None,
    keys: Iterable[Mapping[str, object]] = (),
    made_at: str | None = None,
    pages: Mapping[str, bytes] | None = None,
    withheld: Mapping[str, object] | None = None,
) -> dict[str, bytes]:
    """What the export of one breach file holds, by name in the archive.

    ``file``: its uuid; ``rows``, ``texts``, ``people``, ``blobs`` as the store gives them for its chain (people who did not act in it and
    texts of other files are left out, and so are those of the sealed notebook); ``facts``: its facts as JSON values; ``store``: the store's
    chain, (uuid, number, hash) of its last entry; ``keys``: the signing keys that the store knows, of which those that signed here go in;
    ``made_at``: UTC text; ``pages``: to be read, by name; ``withheld``: what a redacted export holds back. Raises NotSo
    ``entry-not-exportable`` where a stored entry cannot be one line.
    """
    _need_one_line_each(ref, rows)
    entries = verifier.entries_in(rows)
    named = {mark for entry in entries for mark in entry["texts"].values()}
    sealed = [entry for entry in entries if entry["kind"] == kinds.PRIVILEGED]
    secret = {mark for entry in sealed for mark in entry["texts"].values()}
    held = {mark: pair for mark, pair in sorted(texts.items()) if mark in named - secret}
    actors = {entry["actor"] for entry in entries}
    head = rows[-1][1] if rows else verifier_ground.GENESIS
    members = {
        "entries.jsonl": b"".join(raw + b"\n" for raw, _ in rows),
        "hashes.txt": "".join(f"{mark}\n" for _, mark in rows).encode(),
        "texts.jsonl": b"".join(_line({"fingerprint": mark, "salt": salt.hex(), "text": text}) for mark, (salt, text) in held.items()),
        "people.json": _page({known: name for known, name in people.items() if known in actors}),
        "evidence.json": _page(verifier.evidence_list(entries, held)),
        VERIFIER: verifier_source(),
        **kept(entries, blobs),
        **(pages or {}),
    }
    used = {entry["body"].get("key") for entry in entries if entry["kind"] == kinds.SIGNATURE}
    if used:
        members["keys.json"] = _page([key for key in keys if key["key"] in used])
    if withheld is not None:
        members["withheld.json"] = _page(withheld)
    if facts is not None:
        members["facts.json"] = _page(facts)
    about: dict[str, object] = {"ref": ref, "file": file, "entries": len(rows), "head": head}
    members |= _guides(about, sealed=len(sealed), exercise=exercise, redacted=withheld is not None)
    manifest = {
        "format": verifier_ground.FORMAT,
        "file": file,
        "ref": ref,
        "exercise": exercise,
        "entries": len(rows),
        "head": head,
        "store": dict(zip(("file", "n", "head"), store, strict=True)) if store else None,
        "made_at": made_at,
        "members": {name: hashlib.sha256(body).hexdigest() for name, body in members.items()},
    }
    return {**members, "manifest.json": _page(manifest)}


def _need_one_line_each(ref: str, rows: Sequence[tuple[bytes, str]]) -> None:
    for number, (raw, _) in enumerate(rows, 1):
        if b"\n" in raw:
            raise NotSo("entry-not-exportable", ref=ref, entry=number)


def _guides(about: Mapping[str, object], *, sealed: int, exercise: bool, redacted: bool) -> dict[str, bytes]:
    """How the archive is read and checked, a text in each language; ``sealed``: how many notes of the sealed notebook it does not hold."""
    found = {}
    for lang, name in zip(LANGUAGES, ("LISEZMOI.txt", "README.txt"), strict=True):
        first = (t("pack.exercise", lang) if exercise else "") + (t("pack.redacted", lang) if redacted else "")
        notebook = t("pack.privileged", lang, count=sealed) if sealed else ""
        found[name] = (first + t("pack.guide", lang, **about) + notebook).encode()
    return found


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _page(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def kept(entries: Sequence[Mapping[str, Any]], blobs: Iterable[tuple[int, str, int, bytes]]) -> dict[str, bytes]:
    """What is kept to the byte with ``entries``, by the name that it has in the archive."""
    by_number = {entry["n"]: entry for entry in entries}
    found: dict[str, bytes] = {}
    for n, mark, _, body in blobs:
        entry = by_number.get(n, {"kind": "unknown", "body": {}})
        stem = f"drafts/{n:04d}-{re.sub('[^a-z0-9-]', '-', entry['kind'])[:40]}"
        said = VALUES if mark == (entry["body"].get("values") or {}).get("sha256") else entry["body"].get("format")
        ending = _ending(said, body)
        name, again = f"{stem}.{ending}", 1
        while name in found:
            again += 1
            name = f"{stem}-{again}.{ending}"
        found[name] = body
    return found


def _ending(said: object, body: bytes) -> str:
    if body.startswith(b"-----BEGIN CERTIFICATE"):
        return "pem"
    if isinstance(said, str) and said in _FORMATS:
        return said
    return next((ending for start, ending in _STARTS if body.startswith(start)), "bin")


def verify_archive(path: str, lang: str = "fr", expected_head: tuple[int, str] | None = None) -> verifier.Report:
    """Verify the export at ``path`` in the words of ``lang``. ``expected_head``: (number, hash) noted elsewhere.

    Raises InputError ``archive-not-read`` where there is no such ordinary file; all else is a fault of the report.
    """
    try:
        return verifier.verify_archive(path, verifier_words()[lang], expected_head)
    except (OSError, ValueError) as error:
        raise InputError("archive-not-read", path=path, said=getattr(error, "strerror", None) or str(error)) from error
