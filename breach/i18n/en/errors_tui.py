"""English words: errors_tui."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "store-shut.title": "Store closed",
    "store-shut.message": "{path} is closed: the program is locked. Nothing was changed.",
    "store-shut.todo": "Open it again with the passphrase.",
    "no-editor-here.title": "No editor",
    "no-editor-here.message": "Neither VISUAL nor EDITOR names a text editor.",
    "no-editor-here.todo": "Go on here, or start again with for example EDITOR=vim.",
    "no-memory-here.title": "No folder in memory",
    "no-memory-here.message": "Neither XDG_RUNTIME_DIR nor /dev/shm offers a folder in memory: the text would pass through the disk.",
    "no-memory-here.todo": "Do without an editor, or name a folder in memory in XDG_RUNTIME_DIR.",
    "text-not-given-back.title": "The editor did not give the text back",
    "text-not-given-back.message": "{editor}: {said}. The text from before is untouched.",
    "text-not-given-back.todo": "Check the variable EDITOR, or do without an editor.",
    "no-path-given.title": "No file",
    "no-path-given.message": "No file is named. Nothing was recorded.",
    "no-path-given.todo": "Type the path of the file, for example ~/receipt.pdf; Right completes it.",
    "not-a-count.title": "Not a number",
    "not-a-count.message": '"{said}" is not a whole number. Nothing was recorded.',
    "not-a-count.todo": "Type a number in digits, without spaces or commas: 1200.",
    "no-such-form.title": "Unfinished text of another version",
    "no-such-form.message": "No form answers to “{place}”.",
    "no-such-form.todo": "Use the version of the program that kept it, or throw it away.",
    "scratch-not-kept.title": "The scratch file cannot be kept",
    "scratch-not-kept.message": "{path}: {said}. An unfinished text would be lost if the program stopped.",
    "scratch-not-kept.todo": "Record often; free some space, or give the folder its write permission back.",
    "nothing-marked.title": "No choice",
    "nothing-marked.message": "No answer is marked.",
    "nothing-marked.todo": "Mark an answer with Enter or Space, then record.",
}
