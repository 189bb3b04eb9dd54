"""English words: start."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "store-in-use": "Store in use: {path}",
    "key-made-file": "Store key made in the file {path} (mode 0600): whoever reads this account reads that file.",
    "key-made-keyring": "Store key made in the desktop keyring.",
    "tail-lost": 'WARNING: the store has lost entries that were acknowledged, or was changed outside the program. Run "breach verify".',
    "no-recovery-key": "No recovery key yet: if the key is lost, everything is. To do: breach key recovery",
    "no-profile": "No profile of the organisation yet: breach profile edit",
    "no-name": 'You write under this account\'s name, “{name}”. Your own: breach --as "A. Martin:lead"',
    "unknown-config-key": 'Configuration: there is no key "{key}"; it is ignored.',
    "ask-passphrase": "Passphrase:",
    "clock-behind": "WARNING: this machine's clock is at least {seconds} s behind the last entry. See: breach doctor",
    "personal": "This text seems to hold: {kinds}. It is kept; a note does not need it (breach retract).",
    "personal-email": "an e-mail address",
    "personal-phone": "a phone number",
    "personal-iban": "an IBAN",
    "personal-nir": "a NIR",
    "personal-card": "a card number",
    "typed-kept": "Your text is kept on this machine, encrypted; the program (breach) will offer it.",
    "moved": "This store has moved: {to}. It can still be read.",
    "understood": "“{said}”: {when} ({local})",
    "confirm-instant": "Is that right? [Y/n]",
}
