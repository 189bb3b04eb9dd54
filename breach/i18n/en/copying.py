"""Words of copying a notice over, in English."""

WORDS: dict[str, str] = {
    "where": "{rubric}. {title} ({at} of {of})",
    "done": "Pasted: {done} of {of}. The number of characters stands after each field.",
    "value": "{count} characters: {value}",
    "copied": "Copied ({count} characters) by {where}.",
    "sent": "Sent to the terminal ({count} characters), not confirmed: paste to check, or put it into a file.",
    "tmux": "Inside tmux: set -g set-clipboard on",
    "file": "Written in memory ({count} characters): {where}. Removed when this screen is left.",
    "nowhere": "Nothing was written: there is no folder in memory here.",
}
