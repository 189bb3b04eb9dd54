"""English words: lock."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "lock.label": "Lock",
    "lock.help": "Hide the screen at once; what is unfinished is kept",
    "reopen.label": "Open again",
    "reopen.help": "Open the screen again",
    "heading": "breach is locked",
    "closed": (
        "The store is closed and its key is held no more: the passphrase opens it again. What was being written is kept, and the screen comes back "
        "where it was."
    ),
    "hidden": (
        "This lock hides the screen and no more: the key of this store comes from a file, from the system or from an unlocked keyring, and whoever "
        "is at this keyboard opens it with Enter. What was being written is kept."
    ),
    "passphrase": "Passphrase",
    "recovery": "Another recovery key, if not the store's own (path of the file)",
    "trying": "Trying.",
    "runs": "A clock runs.",
    "reminded": "REMINDER: a limit comes near. Open to see which.",
}
