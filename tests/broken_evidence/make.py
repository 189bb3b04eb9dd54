"""Makes the museum of broken evidence from a sound sample: ``python -m tests.broken_evidence.make`` (see README.md)."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breach.domain.text import Text
from breach.log.entries import canonical, digest
from breach.log.pack import build
from tests.log.sample import FILE, NOE, Chain, Row, anchored, attested, attested_members, listed, members, proof_of, signed, small, sound
from tests.log.stamped import stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).resolve().parent
OTHER = "99999999-2222-4333-8444-555555555555"


# -- chains, as a store holds them


def rehash(rows: Iterable[bytes], first: int) -> list[Row]:
    """``rows`` with the hash of each, and from the entry after ``first`` on with the link to the one before, put in order."""
    done: list[Row] = []
    for n, raw in enumerate(rows, 1):
        mended = canonical({**json.loads(raw), "prev": done[-1][1]}) if n > first else raw
        done.append((mended, digest(mended)))
    return done


def changed(number: int, change: Callable[[dict[str, Any]], object]) -> list[Row]:
    """The sound chain with one entry changed, and every hash after it made to fit."""
    raws = [raw for raw, _ in sound().rows]
    entry = json.loads(raws[number - 1])
    change(entry)
    raws[number - 1] = canonical(entry)
    return rehash(raws, number)


def bytes_of(number: int, change: Callable[[bytes], bytes]) -> list[Row]:
    """The sound chain with the bytes of one entry changed as they are, and every hash after them made to fit."""
    raws = [raw for raw, _ in sound().rows]
    before = raws[number - 1]
    raws[number - 1] = change(before)
    assert raws[number - 1] != before, number
    return rehash(raws, number)


def with_body(body: bytes) -> Callable[[bytes], bytes]:
    """Puts ``body`` in place of an entry's."""
    return lambda raw: raw[: raw.index(b'"body":') + 7] + body + raw[raw.index(b',"file":') :]


def chains() -> dict[str, list[Row]]:
    """The broken chains, by file name."""
    rows = sound().rows
    flip = rows[2][0].replace(b"3500", b"4500")
    longer = sound()
    longer.rows = longer.rows[:4]
    longer.add("note", {"text": "x"}, at="2026-11-22T02:04:30.000000Z")
    numbered = json.loads(rows[3][0]) | {"n": 5}
    unlinked = json.loads(rows[3][0]) | {"prev": "0" * 64}
    return {
        "sound": rows,
        "byte-changed.3.hash-differs": [*rows[:2], (flip, rows[2][1]), *rows[3:]],
        "byte-changed-and-hashed.4.link-broken": [*rows[:2], (flip, digest(flip)), *rows[3:]],
        "rewritten-to-the-end.8.head-differs": changed(3, lambda entry: entry["body"]["facts"]["people_count"].update(high=40)),
        "recorded-hash-changed.4.hash-differs": [*rows[:3], (rows[3][0], "f" * 64), *rows[4:]],
        "two-entries-swapped.3.number-differs": [*rows[:2], rows[3], rows[2], *rows[4:]],
        "one-removed.4.number-differs": [*rows[:3], *rows[4:]],
        "first-removed.1.number-differs": rows[1:],
        "tail-cut.6.tail-cut": rows[:6],
        "all-removed.0.tail-cut": [],
        "renumbered.4.number-differs": [*rows[:3], (canonical(numbered), digest(canonical(numbered))), *rows[4:]],
        "inserted.6.number-differs": [*longer.rows, *rows[4:]],
        "duplicated.5.number-differs": [*rows[:4], rows[3], *rows[4:]],
        "link-replaced.4.link-broken": [*rows[:3], (canonical(unlinked), digest(canonical(unlinked))), *rows[4:]],
        "clock-going-backwards.5.clock-backwards": changed(5, lambda entry: entry.update(recorded_at="2026-11-22T02:03:03.123456Z")),
        "other-file.3.other-file": changed(3, lambda entry: entry.update(file=OTHER)),
        "fingerprint-replaced.8.head-differs": changed(2, lambda entry: entry["texts"].update(text="0" * 64)),
        "blank-added.3.not-canonical": bytes_of(3, lambda raw: raw.replace(b'"n":3', b'"n": 3')),
        "line-end-of-windows.3.not-canonical": bytes_of(3, lambda raw: raw + b"\r"),
        "keys-in-another-order.3.not-canonical": bytes_of(
            3, lambda raw: json.dumps(dict(reversed(json.loads(raw).items())), separators=(",", ":")).encode()
        ),
        "letter-escaped.4.not-canonical": bytes_of(4, lambda raw: raw.replace(b'"on_call"', b'"\\u006fn_call"')),
        "key-twice.3.not-canonical": bytes_of(3, lambda raw: raw.replace(b'"n":3', b'"n":3,"n":3')),
        "float.3.not-canonical": bytes_of(3, lambda raw: raw.replace(b"3500", b"3500.0")),
        "number-too-large.3.not-canonical": bytes_of(3, lambda raw: raw.replace(b"3500", b"9007199254740993")),
        "infinity.3.not-canonical": bytes_of(3, lambda raw: raw.replace(b"3500", b"Infinity")),
        "key-beyond-ascii.3.not-canonical": bytes_of(3, lambda raw: raw.replace(b"people_count", "personnes_touchées".encode())),
        "half-a-character.3.not-canonical": bytes_of(3, with_body(b'{"x":"\\ud800"}')),
        "nested-too-deep.3.not-canonical": bytes_of(3, with_body(b'{"x":' + b"[" * 200 + b"]" * 200 + b"}")),
        "not-json.3.unreadable": bytes_of(3, lambda raw: raw[:-1]),
        "empty-line.3.unreadable": bytes_of(3, lambda raw: b""),
        "not-utf-8.3.unreadable": bytes_of(3, lambda raw: raw.replace(b"people_count", b"people\xff\xfe")),
        "digits-without-end.3.unreadable": bytes_of(3, lambda raw: raw.replace(b"3500", b"9" * 5000)),
        "field-removed.3.wrong-fields": changed(3, lambda entry: entry.pop("role")),
        "field-added.3.wrong-fields": changed(3, lambda entry: entry.update(note="x")),
        "version-of-the-future.3.wrong-fields": changed(3, lambda entry: entry.update(v=2)),
        "true-for-one.1.wrong-fields": changed(1, lambda entry: entry.update(n=True)),
        "time-without-fraction.3.wrong-fields": changed(3, lambda entry: entry.update(recorded_at="2026-11-22T02:03:03Z")),
        "time-in-words.1.wrong-fields": changed(1, lambda entry: entry.update(happened_at="hier soirZ")),
        "a-list.3.wrong-fields": bytes_of(3, lambda raw: b"[" + raw + b"]"),
    }


def row_line(raw: bytes, mark: str) -> str:
    """A row as the museum keeps it."""
    try:
        held = {"hash": mark, "raw": raw.decode()}
    except UnicodeDecodeError:
        held = {"hash": mark, "hex": raw.hex()}
    return json.dumps(held, ensure_ascii=False) + "\n"


# -- exports


def exported(chain: Chain) -> dict[str, bytes]:
    """The members of the export of ``chain``, the verifier and the guides left out."""
    return small(members(chain))


def forged(**more: bytes) -> bytes:
    """The sound export with members changed and the archive's headers in order; the manifest as it was. Names: ``_`` for ``.``, once."""
    return build({**exported(sound()), **{name.replace("_", "."): body for name, body in more.items()}})


def agreed(held: dict[str, bytes], **changes: object) -> bytes:
    """``held`` as an archive, with a manifest that agrees."""
    return build(listed(held, **changes))


def zipped(held: dict[str, bytes], compression: int = zipfile.ZIP_STORED, names: Callable[[str], str] = str, comment: bytes = b"") -> bytes:
    """``held`` as another zip program would write it, but for what is asked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in sorted(held):
            info = zipfile.ZipInfo(names(name))
            info.create_system, info.external_attr, info.compress_type = 3, 0o100644 << 16, compression
            made.writestr(info, held[name])
        made.comment = comment
    return buffer.getvalue()


def shorter(count: int) -> dict[str, bytes]:
    """The export of the first ``count`` entries, all in order."""
    chain = sound()
    chain.rows = chain.rows[:count]
    return exported(chain)


def erased() -> Chain:
    """The sound chain, then the text of entry 2 erased on record."""
    chain = sound()
    entry = json.loads(chain.rows[1][0])
    del chain.texts[entry["texts"]["text"]]
    chain.add("erased", {"entry": 2, "texts": ["text"], "files": [], "why": Text("À sa demande.")})
    return chain


def texts_of(held: dict[str, bytes]) -> list[dict[str, str]]:
    """The texts of an export."""
    return [json.loads(line) for line in held["texts.jsonl"].splitlines()]


def with_texts(texts: list[dict[str, str]]) -> bytes:
    """An export with other texts, its manifest in order."""
    raw = b"".join(canonical(text) + b"\n" for text in texts)
    return agreed({**exported(sound()), "texts.jsonl": raw})


def patched(archive: bytes, at: int, what: bytes) -> bytes:
    """``archive`` with ``what`` written over it."""
    return archive[:at] + what + archive[at + len(what) :]


def contents() -> dict[str, bytes]:
    """Exports whose contents were broken, by file name."""
    held = exported(sound())
    rows = sound().rows
    lines = held["entries.jsonl"].splitlines(keepends=True)
    texts = texts_of(held)
    manifest = json.loads(held["manifest.json"])
    text_of_2 = next(i for i, text in enumerate(texts) if text["text"].startswith("Le compte"))
    other = [{**text, "text": "Rien à signaler."} if i == text_of_2 else text for i, text in enumerate(texts)]
    salted = [{**text, "salt": "0" * 64} if i == text_of_2 else text for i, text in enumerate(texts)]
    foreign = {"fingerprint": "0" * 64, "salt": "1" * 64, "text": "Un texte glissé là."}
    rewritten = sound()
    rewritten.rows = changed(3, lambda entry: entry["body"]["facts"]["people_count"].update(high=40))
    without = exported(erased())
    put_back = [*texts_of(without), other[text_of_2]]
    unnamed = {name: body for name, body in held.items() if name != "people.json"}
    return {
        "sound": build(held),
        "byte-changed.3.hash-differs": forged(entries_jsonl=b"".join(lines).replace(b"3500", b"4500")),
        "byte-changed-and-manifest-redone.3.hash-differs": agreed({**held, "entries.jsonl": b"".join(lines).replace(b"3500", b"4500")}),
        "one-removed.4.number-differs": forged(entries_jsonl=b"".join(lines[:3] + lines[4:])),
        "two-entries-swapped.3.number-differs": forged(entries_jsonl=b"".join([*lines[:2], lines[3], lines[2], *lines[4:]])),
        "duplicated.5.number-differs": forged(entries_jsonl=b"".join([*lines[:4], lines[3], *lines[4:]])),
        "renumbered.4.number-differs": forged(entries_jsonl=b"".join([*lines[:3], lines[3].replace(b'"n":4', b'"n":5'), *lines[4:]])),
        "tail-cut.6.tail-cut": forged(entries_jsonl=b"".join(lines[:6])),
        "line-cut.8.line-unfinished": forged(entries_jsonl=b"".join(lines)[:-1]),
        "all-removed.0.tail-cut": forged(entries_jsonl=b""),
        "blank-line-added.9.unreadable": forged(entries_jsonl=b"".join(lines) + b"\n"),
        "anchored-tail-cut-and-manifest-redone.6.tail-cut": build(shorter(6)),
        "anchored-rewritten-as-a-whole.8.head-differs": build(exported(rewritten)),
        "manifest-head-differs.8.head-differs": agreed(held, head="f" * 64),
        "manifest-counts-less.8.entries-added": agreed(held, entries=7),
        "manifest-counts-more.8.tail-cut": agreed(held, entries=9),
        "manifest-counts-below-nothing.1.entries-added": agreed(held, entries=-8),
        "manifest-of-another-file.1.other-file": agreed(held, file=OTHER),
        "manifest-ref-differs.0.manifest-ref-differs": agreed(held, ref="2026-0001"),
        "manifest-no-exercise.0.manifest-ref-differs": agreed(held, exercise=False),
        "manifest-of-another-format.0.manifest-format": agreed(held, format="breach-export-9"),
        "manifest-unreadable.0.member-unreadable": forged(manifest_json=b"{"),
        "manifest-nested-too-deep.0.member-unreadable": forged(manifest_json=b"[" * 30_000),
        "manifest-field-removed.0.member-unreadable": forged(manifest_json=canonical({k: v for k, v in manifest.items() if k != "head"})),
        "manifest-of-wrong-kinds.0.member-unreadable": agreed(held, entries="8"),
        "manifest-missing.0.member-missing": build({name: body for name, body in held.items() if name != "manifest.json"}),
        "hashes-changed.4.hash-differs": agreed({**held, "hashes.txt": held["hashes.txt"].replace(rows[3][1].encode(), b"f" * 64)}),
        "hashes-cut.0.member-unreadable": agreed({**held, "hashes.txt": held["hashes.txt"][:65]}),
        "text-changed.2.text-differs": with_texts(other),
        "text-of-other-random-bytes.2.text-differs": with_texts(salted),
        "text-changed-manifest-kept.0.member-differs": forged(texts_jsonl=held["texts.jsonl"].replace(b"page client", b"page cliont")),
        "text-added.0.text-unknown": with_texts([*texts, foreign]),
        "text-half-a-character.2.text-differs": agreed({**held, "texts.jsonl": held["texts.jsonl"].replace("coupé".encode(), b"coup\\udce9")}),
        "text-twice.0.member-unreadable": with_texts([*texts, texts[0]]),
        "erased-text-put-back-otherwise.2.text-differs": agreed(
            {**without, "texts.jsonl": b"".join(canonical(text) + b"\n" for text in put_back)}
        ),
        "erasure-of-another-text.9.hash-differs": agreed({**without, "entries.jsonl": without["entries.jsonl"].replace(b'"entry":2', b'"entry":3')}),
        "draft-changed.6.draft-differs": agreed({**held, "drafts/0006-draft.md": b"# Autre projet\n"}),
        "draft-added.99.draft-differs": agreed({**held, "drafts/0099-draft.md": b"# Un projet\n"}),
        "evidence-removed.0.evidence-differs": agreed({**held, "evidence.json": b"[]\n"}),
        "people-unreadable.0.member-unreadable": agreed({**held, "people.json": b'{"x":1}\n'}),
        "member-removed-and-manifest-redone.0.member-missing": agreed(unnamed),
    }


def archives() -> dict[str, bytes]:
    """Exports broken from outside, by file name."""
    held = exported(sound())
    whole = build(held)
    second = whole.index(b"PK\3\4", 4)
    directory = whole.index(b"PK\1\2")
    swapped = {"people.json": "texts.jsonl", "texts.jsonl": "people.json"}
    names = {
        "path-traversal": "../../people.json",
        "path-absolute": "/etc/people.json",
        "path-of-windows": "..\\people.json",
        "path-with-a-null": "people.json\0.txt",
        "path-with-escapes": "\x1b[2Jpeople",
        "path-hidden": ".people.json",
    }
    renamed = {
        f"archive-{what}.0.archive-member-name": whole.replace(
            struct.pack("<HH", 11, 0) + b"people.json", struct.pack("<HH", len(name), 0) + name.encode(), 1
        )
        for what, name in names.items()
    }
    return {
        **renamed,
        "archive-truncated.0.archive-truncated": whole[:-10],
        "archive-cut-in-a-member.0.archive-truncated": whole[: second + 200],
        "archive-cut-in-a-header.0.archive-truncated": whole[: second + 10],
        "archive-extra-byte.0.archive-extra-bytes": whole + b"\n",
        "archive-twice.0.archive-extra-bytes": whole + whole,
        "archive-byte-before.0.archive-unreadable": b"\n" + whole,
        "archive-empty.0.archive-unreadable": b"",
        "archive-of-nothing.0.archive-unreadable": build({}),
        "archive-not-a-zip.0.archive-unreadable": b"%PDF-1.7\n",
        "archive-compressed.0.archive-compressed": zipped(held, zipfile.ZIP_BZIP2),
        "archive-bomb.0.archive-compressed": zipped({**held, "people.json": b"0" * 20_000_000}, zipfile.ZIP_BZIP2),
        "archive-encrypted.0.archive-encrypted": patched(whole, 6, b"\1"),
        "archive-with-descriptor.0.archive-header": patched(whole, 6, b"\x08"),
        "archive-sizes-differ.0.archive-header": patched(whole, 18, b"\0\0\0\0"),
        "archive-size-lies.0.archive-truncated": patched(whole, 18, b"\xff" * 8),
        "archive-crc-changed.0.archive-bytes-differ": patched(whole, 14, b"\0\0\0\0"),
        "archive-date-changed.0.archive-bytes-differ": patched(whole, 12, b"\x22"),
        "archive-directory-lies.0.archive-bytes-differ": patched(whole, whole.index(b"LISEZMOI", directory), b"LISEZTOI"),
        "archive-order-changed.0.archive-bytes-differ": zipped(held, names=lambda name: swapped.get(name, name)),
        "archive-comment.0.archive-bytes-differ": zipped(held, comment=b"x"),
        "archive-member-twice.0.archive-member-twice": whole[:second] + whole[:second] + whole[second:],
        "archive-member-added.0.member-added": build({**held, "zz.txt": b"x"}),
        "archive-member-removed.0.member-missing": build({name: body for name, body in held.items() if name != "texts.jsonl"}),
    }


def vouched() -> dict[str, bytes]:
    """Exports whose signatures and anchors were broken, every hash and the manifest in order, by file name."""

    def made(*steps: Callable[[Chain], object]) -> bytes:
        chain = sound()
        tokens = [step(chain) for step in steps]
        return build(attested_members(chain, next((token for token in tokens if isinstance(token, bytes)), None)))

    other = hashlib.sha256(b"another token").digest()
    swapped = sound()
    anchored(swapped, 7, token_sha256=hashlib.sha256(other).hexdigest())
    return {
        "sound-attested": build(attested()),
        "sound-stamped": build(stamped()),
        "key-proof-for-another-person.0.key-proof-differs": build(stamped(proof=proof_of(NOE))),
        "key-proof-for-another-store.0.key-proof-differs": build(stamped(proof=proof_of(store=OTHER))),
        "key-proof-by-another-key.0.key-proof-differs": build(stamped(proof="ab" * 64)),
        "key-proof-that-is-none.0.key-proof-differs": build(stamped(proof=["ab"])),
        "signature-of-another-entry.9.signature-differs": made(lambda chain: signed(chain, 7, said_of=2)),
        "signature-of-another-scope.9.signature-differs": made(of_a_head),
        "signature-by-another-key.9.signature-differs": made(lambda chain: signed(chain, 7, key="ab" * 32)),
        "signature-of-nothing.9.signature-misplaced": made(lambda chain: signed(chain, 7, entry=12)),
        "signature-of-another-hash.9.signature-misplaced": made(lambda chain: signed(chain, 7, hash="0" * 64)),
        "signature-that-is-none.9.signature-misplaced": made(lambda chain: signed(chain, 7, signature="00")),
        "signature-true-for-one.9.signature-misplaced": made(lambda chain: signed(chain, 1, entry=True)),
        "anchor-of-another-hash.9.anchor-differs": made(lambda chain: anchored(chain, 7, head="0" * 64)),
        "anchor-of-what-follows.9.anchor-differs": made(lambda chain: anchored(chain, 7, n=9)),
        "token-of-another-hash.9.token-differs": build(attested_members(swapped, other)),
    }


def of_a_head(chain: Chain) -> None:
    """The signature of a head, said to be that of an act."""
    signed(chain, 7, scope="head")
    entry = json.loads(chain.rows[-1][0])
    raw = canonical({**entry, "body": {**entry["body"], "scope": "entry"}})
    chain.rows[-1] = (raw, digest(raw))


def museum() -> dict[str, bytes]:
    """Every file of the museum."""
    made = {f"{name}.jsonl": "".join(row_line(*row) for row in rows).encode() for name, rows in chains().items()}
    return made | {f"{name}.zip": archive for name, archive in {**contents(), **archives(), **vouched()}.items()}


def main() -> None:
    """Write the museum where it stands."""
    for name, data in museum().items():
        (HERE / name).write_bytes(data)
    print(f"{len(museum())} files, file {FILE}")


if __name__ == "__main__":
    main()
