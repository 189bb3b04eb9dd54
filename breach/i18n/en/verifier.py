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
    "tell-usage": "Usage: python3 verify_breach.py EXPORT.zip [--lang fr|en] [--head NUMBER:HASH]",
    "tell-not-read": "“{name}” could not be read: {why}",
}
