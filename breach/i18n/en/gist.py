"""What an entry of the timeline did, in English."""

WORDS: dict[str, str] = {
    "fact": "“{label}”: {value}",
    "taken-back": "“{label}”: taken back",
    "erased": "[erased]",
    "entry": "entry {n}",
    "upto": "up to entry {n}",
    "disowned": "entry {n}, disowned",
}
