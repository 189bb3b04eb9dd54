"""What an entry of the timeline did, in English."""

WORDS: dict[str, str] = {
    "received": "{kind}: {said}",
    "fact": "“{label}”: {value}",
    "taken-back": "“{label}”: taken back",
    "erased": "[erased]",
    "between": "; ",
    "entry": "entry {n}",
    "upto": "up to entry {n}",
    "disowned": "entry {n}, disowned",
    "reminded": "{to}, {hours} h before the deadline",
    "people.one": "{count} person",
    "people.many": "{count} people",
    "promise": "public promise",
    "contract": "contract {id}",
}
