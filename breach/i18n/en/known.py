"""Words on what an authority knows, in English."""

WORDS: dict[str, str] = {
    "filing": "the {type} notice of {at} (reference {reference})",
    "complement": "Changed since {filing}: {fields}. To be told to the authority by a complementary notice: {how}",
    "no-breach": "No breach after all: tell the authority by a complementary notice, after {filing}: {how}",
    "kept-draft": "Kept with this filing: the values of the exported draft (entry {n}).",
    "kept-now": "Kept with this filing: the values of the file at this instant.",
    "result.found": "as filed",
    "result.differs": "DIFFERS",
    "result.not_found": "NOT FOUND",
    "line": "{result}  {rubric} {label}",
    "expected": "   filed: {value}",
    "seen": "   read: {value}",
    "all-found.one": "The recap says what was filed: {count} field compared.",
    "all-found.many": "The recap says what was filed: {count} fields compared.",
    "some-differ": "Different: {differs}. Not found: {missing}. Compared: {count}. Check on the screen; a correction is a new notice.",
    "add-recap": "This recap counts as documentation: breach evidence add {ref} {file}",
    "compare-help": "compare with the authority's recap (FILE or -); without a value: with the receipt on record",
    "receipt-unread": 'This receipt cannot be read as text: to compare it, paste the recap with "breach notice REF --form cnil-2023 --compare -".',
}
