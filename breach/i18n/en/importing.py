"""English words: importing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "format": "{formats}",
    "file": "the file to bring in",
    "collection": "the collection that the rows go into, outside the organisation's register and counts",
    "list-collection": "the files of the collection NAME",
    "in-collection": "the collection {name}",
    "in-register": "the organisation's register",
    "done.one": "{count} row came into {place} ({first}), as a closed file, without clocks or duties.",
    "done.many": "{count} rows came into {place}, from {first} to {last}, as closed files, without clocks or duties.",
    "homeless.one": "{column}: {count} value that no fact has a home for, kept as it is ({examples})",
    "homeless.many": "{column}: {count} values that no fact has a home for, kept as they are ({examples})",
    "map": "mapping of the columns (csv): a file, or COLUMN=FACT as often as needed; without it a mapping is proposed and nothing comes in",
    "dry-run": "show what would come in, write nothing",
    "proposed.one": "A proposal for {count} row, to be read and corrected; nothing came in. Then: breach import csv FILE --map THIS-FILE.toml --dry-run",
    "proposed.many": "A proposal for {count} rows, to be read and corrected; nothing came in. Then: breach import csv FILE --map THIS-FILE.toml --dry-run",
    "would.one": "{count} row would come in; nothing was written:",
    "would.many": "{count} rows would come in; nothing was written. The first of them:",
}
