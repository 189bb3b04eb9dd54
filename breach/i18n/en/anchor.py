"""English words: anchor."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "ref": "the file; without a reference, the store's chain, which holds all the others",
    "opt-print": "print the line and the QR code (what is done without an option)",
    "opt-mail-text": "a text to send to somebody who will keep it; nothing is sent",
    "opt-stamp": "have it time-stamped by the service of the configuration (RFC 3161); opens the network",
    "opt-sign": "sign the head of the file with one's key",
    "opt-witness": "compare with a head noted outside, and put that on record",
    "opt-where": "where that head had been noted (e-mail, paper…)",
    "meta-head": "NUMBER:HASH",
    "where-unsaid": "not said",
    "nothing": "no entry of that number",
    "line": "Fingerprint of the file: {name} no. {n} sha256 {hash}",
    "mail": "Subject: Fingerprint of file {name}, entry {n}\n\nHello,\n\nPlease keep this message. It will help to show that the history of file {name} was neither rewritten nor cut after {at}.\n\nFile {name}, identity {file}\nHead: {n}:{hash}\n\nTo compare later: breach verify {name} --head {n}:{hash}\nOn an export: python3 verify_breach.py EXPORT.zip --head {n}:{hash}\n\nThis text holds no data of the file.",
    "witnessed": "{name}: entry {n} is the one that had been noted. This is on record; the proof remains what you noted outside.",
    "signed": "{name}: head signed (entry {n}).",
    "stamped-right": "{name}: time-stamped up to entry {n}, on {at}. The token is kept to the byte.{said}",
    "stamped-wrong": "{name}, entry {n}: the token is kept, but does not verify with the certificates given ({said}).",
    "stamped-unreadable": "{name}, entry {n}: the answer of the service is kept to the byte, but could not be read ({said}). Try: openssl ts -verify",
    "stamped-signed": "{name}, entry {n}: the token of {at} is kept; its signature is that of the certificate it holds, but no trusted certificate is given to say whose that is (anchor_certificates, in config.toml).{said}",
    "stamped-no-library": "{name}, entry {n}: the token is kept; the library rfc3161-client is missing to verify it.{said}",
}
