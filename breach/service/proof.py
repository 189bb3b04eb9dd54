"""What can be proved: the chains of the store, one file's, an exported archive's; and the record that one was made.

A chain is checked against its links, its texts, and the head kept beside the store. What is not anchored outside is said to be so: whoever
holds the key and the machine could have rewritten both.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from breach.domain.text import Text
from breach.errors import StoreError
from breach.i18n import has, plural, t
from breach.log import kinds
from breach.log.attested import heads_by_file
from breach.service.checking import loose
from breach.service.desk import STORE
from breach.service.proof_report import Asked, report
from breach.service.proof_words import ok_in_words, vouched_in_words
from breach.service.signing import known_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.log.entries import Entry
    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Written


def verify(desk: Desk, ref: str | None, asked: Asked | None = None) -> dict[str, Any]:
    """Verify the file ``ref``, or the whole store: what ``verify --json`` prints. ``entries``: how many were read; ``head``: the last one's
    hash; ``anchored_to``: the last entry that something outside holds (of the store's own chain when all are read, None: none).

    Raises InputError ``no-such-file``.
    """
    store, given = desk.store, asked or Asked()
    rows = {row.chain: row for row in store.files(None)}
    names = {chain: row.ref for chain, row in rows.items()}
    files = [(row.chain, row.uuid) for row in [store.find(ref)]] if ref else [(chain, uuid) for chain, uuid in store.chains() if chain != STORE]
    own = report(desk, STORE, store.uuid(STORE), t("verify.store-chain"), Asked(given.authority, () if ref else given.heads), None)
    noted = heads_by_file(store.history(STORE)) if own.done.ok else {}
    asking = Asked(given.authority, given.heads if ref else (), noted, known_keys(desk) if own.done.ok else None, rows)
    reports = [report(desk, chain, uuid, names.get(chain, uuid), asking, own) for chain, uuid in files]
    if not ref:
        reports.insert(0, own)
    numbers = [chain for chain, _ in files] if ref else [STORE, *(chain for chain, _ in files)]
    faults = [_fault(one.name, fault.entry, fault.fault, fault.detail) for one in reports for fault in one.faults]
    gone = [] if ref else destroyed(desk)
    if not ref:
        faults += _missing(desk, {uuid for _, uuid in files}, {str(entry.body["file"]) for entry in gone})
        faults += _lost(desk)
        faults += [_fault(t("verify.store-chain"), 0, fault.fault, fault.detail) for fault in loose(store.strays())]
    remarks = [f"{one.name} {_words(f.fault, f.entry, f.detail)}" for one in reports for f in one.done.remarks]
    remarks += [_gone(entry) for entry in gone]
    if not store.has_heads():
        remarks.append(t("verify.no-heads"))
    elif any(one.done.entries and store.head_beside(chain) is None for chain, one in zip(numbers, reports, strict=True)):
        remarks.append(t("verify.heads-damaged"))
    first = reports[0]
    return {
        "ok": not faults,
        "entries": sum(one.done.entries for one in reports),
        "head": first.done.head,
        "anchored_to": first.to or None,
        "faults": faults,
        "remarks": remarks,
        "chains": [one.to_json() for one in reports],
        "signatures": [{"file": one.name, **signed.to_json()} for one in reports for signed in one.signed],
        "anchors": [weighed.to_json(one.name) for one in reports for weighed in one.weighed],
    }


def _gone(entry: Entry) -> str:
    """That a file was destroyed, and by which period, where that was put on record."""
    body, years = entry.body, entry.body.get("retention_years")
    said = t("erasure.destroyed-remark", None, ref=body["ref"], n=entry.n, count=body["n"], head=body["head"])
    if years is None:
        return said
    said += t("erasure.destroyed-before" if body["before_retention"] else "erasure.destroyed-after", None, years=plural("counts.years", years))
    by = body.get("retention_by")
    return said + (t("erasure.destroyed-by", None, by=t(f"erasure.by-{by}")) if by in ("default", "profile", "machine") else "")


def with_pages(result: dict[str, Any], check: Callable[[], None]) -> None:
    """Add to ``result`` what ``check`` finds of the store's pages on disk, those that hold no entry included: it raises StoreError."""
    try:
        check()
    except StoreError as error:
        if error.code != "damaged-store":
            raise
        result["ok"] = False
        result["faults"].append(_fault(t("verify.store-chain"), 0, "page-damaged", ""))


def in_words(result: dict[str, Any]) -> list[str]:
    """What ``verify`` answered, a line each, in the language in use."""
    lines = [ok_in_words(result)]
    lines += [f"  {fault['file']}{_place(fault['entry'])} {fault['message']}" for fault in result["faults"]]
    lines += [f"  {note}" for note in result["remarks"]]
    return lines + vouched_in_words(result)


def _place(entry: int) -> str:
    """Which entry is at fault; entry 0 is none: the whole is."""
    return t("verify.entry", n=entry) if entry else t("verify.whole")


def destroyed(desk: Desk) -> list[Entry]:
    """The entries of the store's chain that record the destruction of a file, in order."""
    return [entry for entry in desk.store.history(1) if entry.kind == kinds.FILE_DESTROYED]


def _missing(desk: Desk, there: set[str], gone: set[str]) -> list[dict[str, Any]]:
    """Files that the store's own chain saw opened and that are not there though nobody destroyed them, or whose first entry is another one; and
    those that are there and that it never saw opened.
    """
    found = []
    opened = set()
    for entry in desk.store.history(1):
        if entry.kind == kinds.FILE_OPENED:
            opened.add(entry.body["file"])
        if entry.kind != kinds.FILE_OPENED or entry.body["file"] in gone - there:
            continue
        if entry.body["file"] not in there:
            found.append(_fault(entry.body["ref"], 0, "file-missing", entry.body["file"]))
        elif desk.store.first_hash(entry.body["file"]) != entry.body["first"]:
            found.append(_fault(entry.body["ref"], 1, "first-differs", entry.body["first"]))
    return found + [_fault(uuid, 1, "never-opened", uuid) for uuid in sorted(there - opened) if desk.store.first_hash(uuid)]


def _lost(desk: Desk) -> list[dict[str, Any]]:
    """Losses of acknowledged entries that the program itself noticed and put on record."""
    return [
        _fault(t("verify.store-chain"), entry.n, "tail-lost", f"{held['file']} {held['n']}")
        for entry in desk.store.history(1)
        if entry.kind == kinds.TAIL_LOST
        for held in entry.body["lost"]
    ]


def _fault(name: str, entry: int, fault: str, detail: str) -> dict[str, Any]:
    return {"file": name, "entry": entry, "fault": fault, "message": _words(fault, entry, detail)}


def _words(fault: str, entry: int, detail: str) -> str:
    for key in (f"faults.{fault}", f"verify.{fault}"):
        if has(key):
            return t(key, entry=entry, detail=detail)
    return f"{fault} {detail}"


def exported(desk: Desk, row: FileRow, body: bytes, path: str = "", withheld: int | None = None) -> Written:
    """Record that an archive was exported: its hash and size, where to (``path``, "" unknown), and how much a redacted one held back (None: it is
    whole). The archive itself is not kept again.
    """
    held = {
        "format": "zip",
        "sha256": mark_of(body),
        "size": len(body),
        "path": Text(path) if path else None,
        "redacted": withheld is not None,
        "withheld": withheld or 0,
    }
    with desk.acting() as act:
        return act.append(row, kinds.EXPORTED, held)


def mark_of(body: bytes) -> str:
    """The SHA-256 of ``body``, hexadecimal."""
    return hashlib.sha256(body).hexdigest()
