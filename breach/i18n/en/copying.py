"""Words of copying a notice over, in English."""

WORDS: dict[str, str] = {
    "where": "{rubric}. {title} ({at} of {of})",
    "done": "Pasted: {done} of {of}. The number of characters stands after each field.",
    "value": "{count} characters: {value}",
    "copied": "Copied ({count} characters) by {where}.",
    "sent": "Sent to the terminal ({count} characters), not confirmed: paste to check.",
    "blocked": "Not copied: tmux stops copies ({where}).",
    "tmux": 'To have tmux let them through: tmux set -s set-clipboard on (and the same line, without "tmux", in ~/.tmux.conf).',
    "or-file": "Otherwise {key} puts the field into a file in memory.",
    "last-copied": "Copied last, before the stop: {field}. Check that it is pasted.",
    "last-sent": "Sent to the terminal last, before the stop, not confirmed: {field}. Check that it is pasted.",
    "last-file": "Put into a file last, before the stop: {field}. The file is gone.",
    "offer": "Copying the notice over, {ref} ({type}), fields pasted: {done} of {of} ({at})",
    "file": "Written in memory ({count} characters): {where}. Removed when this screen is left.",
    "locked": "The lock removed the file in memory; {key} writes it again.",
    "nowhere": "Nothing was written: there is no folder in memory here.",
}
