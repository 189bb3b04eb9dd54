"""What can be proved: the chains of the store, one file's, an exported archive's; and making that archive.

A chain is checked against its links, its texts, and the head kept beside the store. What is not anchored outside is said to be so: whoever
holds the key and the machine could have rewritten both.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from breach.i18n import has, t
from breach.log import kinds, pack
from breach.service.checking import checked
from breach.service.facts import as_json
from breach.service.files import read_row

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Written


def verify(desk: Desk, ref: str | None) -> dict[str, Any]:
    """Verify the file ``ref``, or the whole store: what ``verify --json`` prints. ``entries``: how many were read; ``head``: the last one's
    hash (of the store's own chain when all are read). Raises InputError ``no-such-file``.
    """
    store = desk.store
    names = {row.chain: row.ref for row in store.files()}
    chains = [(row.chain, row.uuid) for row in [store.find(ref)]] if ref else store.chains()
    faults: list[dict[str, Any]] = []
    remarks: list[str] = []
    entries, head = 0, ""
    for chain, uuid in chains:
        done, found = checked(store, chain, uuid, store.head_beside(chain))
        entries += done.entries
        head = head or done.head
        name = names.get(chain, t("verify.store-chain"))
        faults += [_fault(name, fault.entry, fault.fault, fault.detail) for fault in found]
        remarks += [f"{name} {_words(f.fault, f.entry, f.detail)}" for f in done.remarks]
    if not ref:
        faults += _missing(desk, {uuid for _, uuid in chains})
        faults += _lost(desk)
    if not store.has_heads():
        remarks.append(t("verify.no-heads"))
    return {"ok": not faults, "entries": entries, "head": head, "anchored_to": None, "faults": faults, "remarks": remarks}


def in_words(result: dict[str, Any]) -> list[str]:
    """What ``verify`` answered, a line each, in the language in use."""
    lines = [t("verify.ok" if result["ok"] else "verify.not-ok", entries=result["entries"], head=str(result["head"])[:16])]
    lines += [f"  {fault['file']}{t('verify.entry', n=fault['entry'])} {fault['message']}" for fault in result["faults"]]
    lines += [f"  {note}" for note in result["remarks"]]
    return [*lines, t("verify.not-anchored")]


def _missing(desk: Desk, there: set[str]) -> list[dict[str, Any]]:
    """Files that the store's own chain saw opened and that are gone, or whose first entry is another one."""
    found = []
    for entry in desk.store.history(1):
        if entry.kind != kinds.FILE_OPENED:
            continue
        if entry.body["file"] not in there:
            found.append(_fault(entry.body["ref"], 0, "file-missing", entry.body["file"]))
        elif desk.store.first_hash(entry.body["file"]) != entry.body["first"]:
            found.append(_fault(entry.body["ref"], 1, "first-differs", entry.body["first"]))
    return found


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


def verify_archive(desk_lang: str, path: str) -> dict[str, Any]:
    """Verify the exported archive at ``path``, words in ``desk_lang``: what ``verify EXPORT --json`` prints. Raises InputError."""
    report = pack.verify_archive(path, desk_lang)
    return {
        "ok": report.ok,
        "entries": report.entries,
        "head": report.head,
        "anchored_to": None,
        "faults": [{"file": report.ref, "entry": f.entry, "fault": f.fault, "message": f.message} for f in report.faults],
        "remarks": [f.message for f in report.remarks],
    }


def archive(desk: Desk, row: FileRow) -> bytes:
    """The export of the file ``row``, as it stands: the same content gives the same bytes. Raises InputError ``export-too-large``."""
    store = desk.store
    last = store.rows(1)[-1]
    members = pack.members_of_export(
        file=row.uuid,
        ref=row.ref,
        exercise=row.exercise,
        rows=store.rows(row.chain),
        texts=store.texts(row.chain),
        people=store.people(),
        blobs=store.blobs(row.chain),
        facts=as_json(read_row(desk, row)),
        store=(store.uuid(1), len(store.rows(1)), last[1]),
    )
    return pack.build(members)


def exported(desk: Desk, row: FileRow, body: bytes) -> Written:
    """Record that an archive was exported: its hash and size. The archive itself is not kept again."""
    with desk.acting() as act:
        return act.append(row, kinds.EXPORTED, {"format": "zip", "sha256": mark_of(body), "size": len(body)})


def mark_of(body: bytes) -> str:
    """The SHA-256 of ``body``, hexadecimal."""
    return hashlib.sha256(body).hexdigest()
