"""English words: counts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "entries.one": "{count} entry",
    "entries.many": "{count} entries",
    "chains.one": "{count} chain",
    "chains.many": "{count} chains",
    "rows.one": "{count} row",
    "rows.many": "{count} rows",
    "letters.one": "{count} letter",
    "letters.many": "{count} letters",
    "years.one": "{count} year",
    "years.many": "{count} years",
    "minutes.one": "{count} minute",
    "minutes.many": "{count} minutes",
    "sent.one": "{count} sent",
    "sent.many": "{count} sent",
    "back.one": "{count} came back",
    "back.many": "{count} came back",
}
