"""English words: kinds."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opened": "file opened",
    "note": "note",
    "facts": "facts",
    "aware": "awareness",
    "evidence": "evidence",
    "evidence-checked": "evidence checked",
    "decision": "decision",
    "opinion": "DPO's opinion",
    "filed": "filing",
    "filing-failed": "failed filing",
    "sent": "sending to people",
    "authority": "authority's answer",
    "draft": "draft exported",
    "exported": "file exported",
    "retract": "retraction",
    "step": "step of a playbook",
    "store-opened": "store created",
    "person": "person",
    "profile": "profile",
    "file-opened": "file opened",
    "head": "chain head",
    "backup": "backup",
    "restored": "backup restored",
    "recovery-key-made": "recovery key made",
    "key-rotated": "key changed",
    "migrated": "format upgraded",
    "tail-lost": "loss of entries noticed",
    "register-exported": "register exported",
}
