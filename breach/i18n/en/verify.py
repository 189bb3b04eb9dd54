"""English words: verify."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "ok": "Nothing wrong: {entries} entries linked, head {head}…",
    "not-ok": "FAULT: {entries} entries read, head {head}…",
    "entry": ", entry {n}:",
    "store-chain": "store's chain",
    "not-anchored": "Not anchored: the chain proves order and integrity, not yet the date before a third party.",
    "no-heads": "The witness file beside the store is missing; it will be made again at the next write.",
    "file-missing": "File opened according to the store's chain, but absent ({detail}).",
    "first-differs": "The first entry is not the one the store's chain knows ({detail}).",
    "tail-lost": "Acknowledged entries were lost: {detail}",
    "blob-differs": "Entry {entry}: the paper kept is no longer the one recorded ({detail}).",
}
