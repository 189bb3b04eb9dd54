"""English words: importing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "format": "{formats}",
    "file": "the file to bring in",
    "collection": "the collection that the rows go into, outside the organisation's register and counts",
    "list-collection": "the files of the collection NAME",
    "in-collection": "the collection {name}",
    "in-register": "the organisation's register",
    "done": "{rows} rows came into {place}, from {first} to {last}, as closed files, without clocks or duties.",
    "homeless": "{column}: {count} values that no fact has a home for, kept as they are ({examples})",
}
