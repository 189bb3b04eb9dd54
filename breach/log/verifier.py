"""Vérificateur d'un export de dossier de violation. Verifier of an exported breach file.

    python3 verify_breach.py EXPORT.zip [--lang en] [--head 12:0123…] [--certificates FILE.pem]

Python 3.9 ou plus récent suffit ; rien n'est écrit, aucun réseau. Sortie 0 : conforme ; 1 : au moins un défaut ; 2 : fichier illisible.
Python 3.9 or later is enough; nothing is written, no network. Exit 0: sound; 1: at least one fault; 2: the file cannot be read.

The format is that of docs/format.md. This is a second implementation of it, on purpose: it shares nothing with the program that writes.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not sys.flags.isolated:  # what lies beside the script must never be loaded in place of the library
    del sys.path[0]

import errno
import hashlib
import hmac
import json
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from breach.log.verifier_attested import attested
from breach.log.verifier_ground import (
    FORMAT,
    GENESIS,
    LARGEST_ARCHIVE,
    LARGEST_NUMBER,
    LEVELS,
    MOST_SHOWN,
    NEEDED,
    BrokenArchiveError,
    Finding,
    Found,
    lines_of,
    printable,
    read_json,
    same_bytes,
    take_apart,
    whole_number,
)
from breach.log.verifier_tokens import PEM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FIELDS = {"v", "file", "n", "prev", "kind", "recorded_at", "happened_at", "actor", "role", "body", "texts"}
_MANIFEST = {"format", "file", "ref", "exercise", "entries", "head", "store", "made_at", "members"}
_RECORDED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_HAPPENED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_HASH = re.compile(r"[0-9a-f]{64}")
_KEPT = re.compile(r"drafts/([0-9]{4,9})-[a-z0-9.-]+")
_PLAIN_MARKS = str.maketrans({"’": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-"})

WORDS: dict[str, dict[str, str]] = {"fr": {}, "en": {}}
"""What is said, by language and key. This line is where ``breach.log.pack`` writes the tables of ``breach.i18n`` into the copy it exports."""


@dataclass(frozen=True)
class Report:
    """What was found. ``entries`` is how many were read, ``head`` the hash of the last; ``file``, ``ref``, ``exercise`` as the manifest says."""

    entries: int
    head: str
    faults: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    file: str = ""
    ref: str = ""
    exercise: bool = False

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def _manifest(members: Mapping[str, bytes]) -> dict[str, Any]:
    if "manifest.json" not in members:
        raise BrokenArchiveError("member-missing", "manifest.json")
    held = read_json(members["manifest.json"])
    if isinstance(held, dict) and held.get("format") != FORMAT:
        raise BrokenArchiveError("manifest-format", held.get("format"))
    kinds = (("file", str), ("ref", str), ("head", str), ("exercise", bool), ("entries", int), ("members", dict))
    right = isinstance(held, dict) and set(held) == _MANIFEST and all(type(held[key]) is kind for key, kind in kinds)
    if not right or not all(isinstance(mark, str) for mark in held["members"].values()):
        raise BrokenArchiveError("member-unreadable", "manifest.json")
    return dict(held)


def _contents(members: Mapping[str, bytes], manifest: Mapping[str, Any], found: Found) -> None:
    listed: dict[str, str] = manifest["members"]
    for name in sorted({*listed, *NEEDED} - set(members)):
        found.fault(0, "member-missing", name)
    for name, body in members.items():
        if name == "manifest.json":
            continue
        if name not in listed:
            found.fault(0, "member-added", name)
        elif hashlib.sha256(body).hexdigest() != listed[name]:
            found.fault(0, "member-differs", name)


def _texts(raw: bytes, found: Found) -> dict[str, tuple[bytes, str]]:
    texts: dict[str, tuple[bytes, str]] = {}
    for line in lines_of(raw):
        held = read_json(line)
        right = isinstance(held, dict) and set(held) == {"fingerprint", "salt", "text"} and all(isinstance(v, str) for v in held.values())
        if not right or not _HASH.fullmatch(held["salt"]) or held["fingerprint"] in texts:
            found.fault(0, "member-unreadable", "texts.jsonl")
            return texts
        texts[held["fingerprint"]] = (bytes.fromhex(held["salt"]), held["text"])
    return texts


def entries_in(rows: Sequence[tuple[bytes, str]]) -> list[dict[str, Any]]:
    """The entries of ``rows`` that can be read, in order."""
    return [entry for entry, _ in (_read(raw) for raw, _ in rows) if entry is not None]


def evidence_list(entries: Iterable[Mapping[str, Any]], texts: Mapping[str, tuple[bytes, str]]) -> list[dict[str, Any]]:
    """The entries of kind ``evidence`` in order, their texts put back (None: absent)."""
    return [
        {
            **{key: entry[key] for key in ("n", "recorded_at", "happened_at", "actor", "role")},
            "body": _attach(entry["body"], {name: texts.get(mark, (b"", None))[1] for name, mark in entry["texts"].items()}),
        }
        for entry in entries
        if entry["kind"] == "evidence"
    ]


def _attach(value: Any, words: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("$text"), str):
            return words.get(value["$text"])
        return {key: _attach(held, words) for key, held in value.items()}
    return [_attach(held, words) for held in value] if isinstance(value, list) else value


def holds(value: Any, mark: str) -> bool:
    """Whether ``mark`` is one of the texts in ``value``, at any depth."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value == mark or any(holds(held, mark) for held in inside)


def _isprintable(value: Any, levels: int) -> bool:
    """Whether ``value`` is one that the canonical form has: keys in ASCII, whole numbers that stay exact, no fractions, ``levels`` at most."""
    if isinstance(value, dict):
        return levels > 0 and all(key.isascii() and _isprintable(held, levels - 1) for key, held in value.items())
    if isinstance(value, list):
        return levels > 0 and all(_isprintable(held, levels - 1) for held in value)
    return value is None or isinstance(value, str) or (isinstance(value, int) and abs(value) <= LARGEST_NUMBER)


def _canonical(value: Any) -> bytes | None:
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() if _isprintable(value, LEVELS) else None
    except UnicodeEncodeError:
        return None


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == _FIELDS
        and type(entry["v"]) is type(entry["n"]) is int
        and entry["v"] == 1
        and all(isinstance(entry[key], str) for key in ("file", "prev", "kind", "recorded_at", "actor", "role"))
        and bool(_RECORDED.fullmatch(entry["recorded_at"]))
        and (entry["happened_at"] is None or (isinstance(entry["happened_at"], str) and bool(_HAPPENED.fullmatch(entry["happened_at"]))))
        and isinstance(entry["body"], dict)
        and isinstance(entry["texts"], dict)
        and all(isinstance(mark, str) for mark in entry["texts"].values())
    )


def _read(raw: bytes) -> tuple[dict[str, Any] | None, str]:
    try:
        entry = json.loads(raw, parse_int=whole_number)
    except (ValueError, RecursionError):
        return None, "unreadable"
    if not _is_entry(entry):
        return None, "wrong-fields"
    return (entry, "") if _canonical(entry) == raw else (None, "not-canonical")


def check_chain(
    rows: Sequence[tuple[bytes, str]], file: str, texts: Mapping[str, tuple[bytes, str]], heads: Sequence[tuple[int, str]], found: Found
) -> tuple[list[dict[str, Any]], str]:
    """Check ``rows`` (bytes and recorded hash of each entry), add to ``found``; the entries that could be read, and the head."""
    entries, prev, latest = [], GENESIS, ""
    for number, (raw, recorded) in enumerate(rows, 1):
        entry, wrong = _read(raw)
        mark = hashlib.sha256(b"breach-entry-1\n" + raw).hexdigest()
        if entry is None:
            found.fault(number, wrong)
        else:
            if mark != recorded:
                found.fault(number, "hash-differs", recorded)
            _check_place(entry, number, file, prev, found)
            if entry["recorded_at"] < latest:
                declared = "host_clock_back_s" in entry["body"]
                found.fault(number, "clock-back-declared" if declared else "clock-backwards", latest, remark=declared)
            for name, fingerprint in entry["texts"].items():
                if fingerprint in texts and _fingerprint(*texts[fingerprint]) != fingerprint:
                    found.fault(number, "text-differs", name)
            entries.append(entry)
            latest = max(latest, entry["recorded_at"])
        prev = mark
        for known in {known for n, known in heads if n == number and known != mark}:
            found.fault(number, "head-differs", known)
    for n in sorted({n for n, _ in heads if n > len(rows)}):
        found.fault(len(rows), "tail-cut", n)
    return entries, prev


def _check_place(entry: Mapping[str, Any], number: int, file: str, prev: str, found: Found) -> None:
    for code, key, right in (("other-file", "file", file), ("number-differs", "n", number), ("link-broken", "prev", prev)):
        if entry[key] != right:
            found.fault(number, code, entry[key])


def _fingerprint(salt: bytes, text: str) -> str:
    return hmac.new(salt, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def verify_bytes(data: bytes, words: Mapping[str, str] | None = None, expected_head: tuple[int, str] | None = None, trusted: bytes = b"") -> Report:
    """Verify the archive ``data``; never raises for what it holds. ``expected_head``: (number, hash) noted elsewhere; ``trusted``: certificates
    (PEM) of a time-stamp service, got from elsewhere.
    """
    found = Found(words or WORDS["fr"])
    try:
        members = take_apart(data)
        same_bytes(data, members, found)
        manifest = _manifest(members)
    except BrokenArchiveError as error:
        found.fault(0, *error.args)
        return Report(0, "", tuple(found.faults), ())
    _contents(members, manifest, found)
    return _verify_file(members, manifest, found, expected_head, trusted)


def _verify_file(
    members: Mapping[str, bytes], manifest: Mapping[str, Any], found: Found, expected_head: tuple[int, str] | None, trusted: bytes
) -> Report:
    raw = members.get("entries.jsonl", b"")
    lines, recorded = lines_of(raw), lines_of(members.get("hashes.txt", b""))
    rows = [(line, recorded[i].decode("ascii", "replace") if i < len(recorded) else "") for i, line in enumerate(lines)]
    if len(recorded) != manifest["entries"]:
        found.fault(0, "member-unreadable", "hashes.txt")
    if raw and not raw.endswith(b"\n"):
        found.fault(len(lines), "line-unfinished")
    if len(lines) > manifest["entries"]:
        found.fault(max(manifest["entries"] + 1, 1), "entries-added", manifest["entries"])
    texts = _texts(members.get("texts.jsonl", b""), found)
    heads = [(manifest["entries"], manifest["head"])] + ([expected_head] if expected_head else [])
    entries, head = check_chain(rows, manifest["file"], texts, heads, found)
    marks = [hashlib.sha256(b"breach-entry-1\n" + line).hexdigest() for line in lines]
    stamped = attested(manifest, entries, marks, members, found, trusted)
    first = entries[0]["body"] if entries and entries[0]["kind"] == "opened" else {}
    if (first.get("ref"), first.get("exercise")) != (manifest["ref"], manifest["exercise"]):
        found.fault(0, "manifest-ref-differs", manifest["ref"])
    _beside(members, entries, texts, found)
    after = max(expected_head[0] if expected_head else 0, stamped)
    if after < len(lines):
        found.fault(after + 1, "not-anchored-since" if after else "not-anchored", remark=True)
    return Report(len(lines), head, tuple(found.faults), tuple(found.remarks), manifest["file"], manifest["ref"], manifest["exercise"])


def _beside(members: Mapping[str, bytes], entries: Sequence[Mapping[str, Any]], texts: Mapping[str, tuple[bytes, str]], found: Found) -> None:
    named = {mark for entry in entries for mark in entry["texts"].values()}
    for mark in sorted(set(texts) - named):
        found.fault(0, "text-unknown", mark)
    if named - set(texts):
        found.fault(0, "texts-absent", len(named - set(texts)), remark=True)
    if "evidence.json" in members and read_json(members["evidence.json"]) != evidence_list(entries, texts):
        found.fault(0, "evidence-differs")
    people = read_json(members.get("people.json", b"{}"))
    if not isinstance(people, dict) or not all(isinstance(name, str) for name in people.values()):
        found.fault(0, "member-unreadable", "people.json")
    by_number = {entry["n"]: entry for entry in entries}
    for name, body in members.items():
        kept = _KEPT.fullmatch(name)
        if name.startswith("drafts/"):
            n = int(kept[1]) if kept else 0
            if not holds(by_number.get(n, {"body": None})["body"], hashlib.sha256(body).hexdigest()):
                found.fault(n, "draft-differs", name)


def verify_archive(path: str, words: Mapping[str, str] | None = None, expected_head: tuple[int, str] | None = None, trusted: bytes = b"") -> Report:
    """Verify the export at ``path``, as ``verify_bytes``. Raises OSError where it cannot be read as an ordinary file."""
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with Path(path).open("rb") as file:
        return verify_bytes(file.read(LARGEST_ARCHIVE + 1), words, expected_head, trusted)


def _say(line: str) -> None:
    try:
        line.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:  # a terminal without accents
        line = unicodedata.normalize("NFKD", line.translate(_PLAIN_MARKS)).encode("ascii", "ignore").decode()
    sys.stdout.write(line + "\n")


def _tell(report: Report, words: Mapping[str, str]) -> None:
    lines = []
    if report.file:
        lines = [
            words["tell-file"].format(ref=printable(report.ref), file=printable(report.file)),
            words["tell-entries"].format(count=report.entries),
        ]
        lines += [words["tell-head"].format(entries=report.entries, head=report.head)]
        lines += [words["tell-exercise"]] if report.exercise else []
    for findings, key in ((report.faults, "tell-fault"), (report.remarks, "tell-remark")):
        lines += [words[key].format(said=finding.message) for finding in findings[:MOST_SHOWN]]
        lines += [words["tell-more"].format(count=len(findings) - MOST_SHOWN)] if len(findings) > MOST_SHOWN else []
    lines += [words["tell-sound"] if report.ok else words["tell-refused"].format(count=len(report.faults))]
    for line in lines:
        _say(line)


def _trusted(path: str) -> bytes:
    """The certificates (PEM) of the file at ``path``. Raises OSError, and ValueError where it holds none."""
    held = Path(path).read_bytes()
    if PEM not in held:
        raise ValueError("PEM")
    return held


def main(arguments: Sequence[str]) -> int:
    """Verify what the command line names, say what was found, give the exit status."""
    rest = list(arguments)
    options = {"--lang": "fr", "--head": "", "--certificates": ""}
    paths: list[str] = []
    while rest:
        word = rest.pop(0)
        if word in options and rest:
            options[word] = rest.pop(0)
        else:
            paths.append(word)
    lang = options["--lang"]
    words = WORDS.get(lang, WORDS["fr"])
    head = re.fullmatch("([0-9]{1,9}):([0-9a-f]{64})", options["--head"])
    if len(paths) != 1 or paths[0].startswith("-") or lang not in WORDS or (options["--head"] and not head):
        _say(words["tell-usage"])
        return 2
    name = options["--certificates"]
    try:
        trusted = _trusted(name) if name else b""
        name = paths[0]
        report = verify_archive(name, words, (int(head[1]), head[2]) if head else None, trusted)
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        _say(words["tell-not-read"].format(name=printable(name), why=printable(str(getattr(error, "strerror", None) or error))))
        return 2
    _tell(report, words)
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
