"""docs/format.md says what the code does."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import zlib
from pathlib import Path

from breach.log import chain, kinds, verifier
from breach.log.entries import LEVELS, PREFIX, digest
from breach.log.pack import build, verifier_words
from tests.log.sample import members, sound

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "format.md").read_text(encoding="utf-8")


def test_the_example_is_an_entry_with_its_hash_and_text() -> None:
    found = re.search(r"`(?P<salt>[0-9a-f]{64})`:\n\n```\n(?P<raw>\{.*\})\n```\n\nIts hash is `(?P<hash>[0-9a-f]{64})`", PAGE)
    assert found is not None
    assert digest(found["raw"].encode()) == found["hash"]
    mark = json.loads(found["raw"])["texts"]["text"]
    assert hmac.new(bytes.fromhex(found["salt"]), "Accès coupé".encode(), hashlib.sha256).hexdigest() == mark
    text = {mark: (bytes.fromhex(found["salt"]), "Accès coupé")}
    assert chain.check([(found["raw"].encode(), found["hash"])], json.loads(found["raw"])["file"], text, (1, found["hash"])).ok


def test_every_field_kind_and_fault_is_named() -> None:
    faults = {key for key in verifier_words()["fr"] if not key.startswith(("tell-", "archive-"))}
    every = {value for key, value in vars(kinds).items() if key.isupper() and isinstance(value, str)}
    missing = {name for name in {*chain.FIELDS, *faults, *every, *verifier._MANIFEST, *members(sound(), facts={})} if f"`{name}`" not in PAGE}
    assert missing == {"drafts/0006-draft.md"}
    assert PREFIX.decode().strip() in PAGE
    assert f"at most {LEVELS} deep" in PAGE


def test_an_archive_laid_out_as_the_page_says_is_the_export() -> None:
    """A third laying out, from the numbers of the page alone."""

    def number(value: int, width: int) -> bytes:
        return value.to_bytes(width, "little")

    def header(kind: str) -> list[str]:
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| {kind} | `50 4B"))
        return row.split("|")[2].strip().split("; ")

    def filled(kind: str, values: dict[str, int], name: bytes = b"") -> bytes:
        done = b""
        for part in header(kind):
            told = re.fullmatch(r"(?P<words>.*?)(?: ?`(?P<fixed>[^`]+)`[^(]*)? ?\((?P<width>[24])\)", part)
            if told is None:
                done += bytes.fromhex(part.strip("`")) if part.startswith("`50") else name if part == "the name" else b"?"
            elif told["fixed"] and " " in told["fixed"]:
                done += bytes.fromhex(told["fixed"])
            else:
                value = int(told["fixed"], 0) if told["fixed"] else values[told["words"].strip()]
                done += number(value, int(told["width"]))
        return done

    held = members(sound())
    body, directory, at = b"", b"", 0
    for name, content in sorted(held.items()):
        values = {
            "CRC-32": zlib.crc32(content),
            "size": len(content),
            "length of the name": len(name),
            "offset of the local header": at,
        }
        local = filled("local", values, name.encode())
        directory += filled("central", values, name.encode())
        body += local + content
        at += len(local) + len(content)
    count = {"number of members": len(held), "the same": len(held), "size of the directory": len(directory), "its offset": at}
    assert body + directory + filled("end", count) == build(held)
