"""What the stand-alone verifier says around its findings, in English."""

WORDS: dict[str, str] = {
    "tell-file": "File {ref} (identity {file})",
    "tell-entries": "Entries read: {count}",
    "tell-head": "Head: {entries}:{head}",
    "tell-exercise": "EXERCISE (EXERCICE): this file describes no real breach.",
    "tell-fault": "- {said}",
    "tell-remark": "Remark: {said}",
    "tell-more": "… and {count} more",
    "tell-sound": "SOUND: no fault was found.",
    "tell-refused": "REFUSED: faults found: {count}.",
    "tell-usage": "Usage: python3 verify_breach.py EXPORT.zip [--lang fr|en] [--head NUMBER:HASH] [--certificates FILE.pem]",
    "tell-token-unreadable": "unreadable",
    "tell-token-refused": "the service refused to stamp",
    "tell-token-other-hash": "it is of another hash",
    "tell-token-other-content": "what is signed is not its content",
    "tell-token-no-certificate": "it names a certificate that is not there",
    "tell-token-not-for-stamps": "its certificate is not made for time-stamps",
    "tell-token-out-of-date": "its certificate was not valid on that date",
    "tell-token-other-signature": "its signature is not that of its certificate",
    "tell-token-stranger": "its certificate was not issued by those that were given",
    "tell-not-read": "“{name}” could not be read: {why}",
}
