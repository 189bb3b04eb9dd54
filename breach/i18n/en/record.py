"""English words: record."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "simulated": "EXERCISE (EXERCICE): this is simulated, nothing was filed or sent.",
    "filed": "{ref}  filing recorded (entry {n})",
    "failed": "{ref}  failed attempt recorded (entry {n}): it serves the reasons for delay",
    "met": "{clock}: done in time, or without a figure in the law ({to})",
    "settles-none": "No clock of this file awaited this filing; it is on record.",
    "late": "{clock}: filed {late} late (frozen)",
    "late-reason-wanted": "Reasons for the delay are required (Art. 33(1)): breach delay {ref}",
    "sent-text-given": "The text that was sent is kept on file; the notice quotes it (R13).",
    "sent-text-draft": "Text kept: that of the draft last exported for this template and channel; the notice quotes it (R13).",
    "sent-text-merge": "Text kept: that of the last merge of this template for this channel; the notice quotes it (R13).",
    "sent-text-given-only": "The text that was sent is kept on file.",
    "sent-text-draft-only": "Text kept: that of the draft last exported for this template and channel.",
    "sent-text-merge-only": "Text kept: that of the last merge of this template for this channel.",
    "sent-text-none": "The text that was sent is not on file: no letter was made here for this template and channel.",
    "sent-other": "Another text: --message FILE",
    "sent-attach": "To attach it: --message FILE",
}
