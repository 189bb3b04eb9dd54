"""English words: start."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "store-in-use": "Store in use: {path}",
    "key-made-file": "Store key made in the file {path} (mode 0600): whoever reads this account reads that file.",
    "key-made-keyring": "Store key made in the desktop keyring.",
    "tail-lost": 'WARNING: the store has lost entries that were acknowledged, or was changed outside the program. Run "breach verify".',
    "no-recovery-key": "No recovery key yet: if the key is lost, everything is. To do: breach key recovery",
    "unknown-config-key": 'Configuration: there is no key "{key}"; it is ignored.',
    "ask-passphrase": "Passphrase:",
}
