"""English words: erasure, legal holds and destruction."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "entry": "the entry's number, alone (all its texts and files) or with the name of a text (4.why), or “file” (4.file) for its files only",
    "person": "a person's name, or id",
    "finish": "ends the erasure that another open program held up",
    "usage": "a file and an entry are needed (1 4, 1 4.why), or --person NAME",
    "usage-hold": "--until goes with a new hold, --release with its end",
    "until": "end of the hold, where it is known",
    "release": "releases the hold",
    "before-retention": "destroys before the end of the retention period",
    "texts.one": "{count} text erased, with its random bytes.",
    "texts.many": "{count} texts erased, with their random bytes.",
    "files.one": "{count} kept file erased.",
    "files.many": "{count} kept files erased.",
    "recorded": "Recorded by entry {n} (hash {hash}…); the chain can still be verified.",
    "unfinished.one": "{count} unfinished text held these words; they are taken out of it.",
    "unfinished.many": "{count} unfinished texts held these words; they are taken out of them.",
    "still-words": "The same words still stand here; to be read again, and erased likewise if need be:",
    "still-unsearched": "Kept files that a program cannot search; to be opened and read:",
    "outside": "Out of reach, to be dealt with by hand (these copies may hold what was just erased):",
    "beside": "earlier store",
    "server": "the server's copies, sealed by the client: pages not cleaned yet, log, standbys, backups",
    "nowhere-else": "No backup, export or written draft since: nothing is out of reach, as far as the history knows.",
    "incomplete": "Another program still reads the store: its log keeps a copy. Close it, then: breach erase --finish",
    "finished": "Nothing is left to erase in the store.",
    "held": "{ref}  legal hold set (entry {n}): nothing of this file can be erased or destroyed.",
    "released": "{ref}  legal hold released (entry {n}).",
    "confirm": "Destruction cannot be undone. To confirm, type the whole reference ({ref}):",
    "destroyed": "{ref}  file destroyed. The store's chain keeps its reference, head and reason (entry {n}).",
    "destroyed-remark": "{ref}: destroyed by decision (entry {n} of the store's chain); head {count}:{head}",
}
