"""English words: argparse."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "usage: ": "usage: ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "show this help",
    "unrecognized arguments: %s": "unrecognised arguments: %s",
    "the following arguments are required: %s": "missing: %s",
    "expected one argument": "a value is expected",
    "expected at least one argument": "at least one value is expected",
    "expected at most one argument": "at most one value is expected",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r is not possible; choose from %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r does not fit (%(type)s)",
    "not allowed with argument %s": "does not go with %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s is ambiguous: %(matches)s",
    "ignored explicit argument %r": "the value %r is too much",
    "expected %s argument": "%s value is expected",
    "expected %s arguments": "%s values are expected",
    "one of the arguments %s is required": "one of %s is needed",
    "subcommands": "actions",
}
