"""What is wrong with a chain of entries or with an export, in English: one text per code of ``breach.log.chain`` and ``breach.log.verifier``."""

WORDS: dict[str, str] = {
    # an entry, its place, its texts
    "unreadable": "Entry {entry}: unreadable (JSON expected)",
    "wrong-fields": "Entry {entry}: its fields are not those of the format",
    "not-canonical": "Entry {entry}: its bytes are not in the canonical form",
    "hash-differs": "Entry {entry}: its bytes do not give the recorded hash ({detail})",
    "other-file": "Entry {entry}: it belongs to another file ({detail})",
    "number-differs": "Entry {entry}: it bears the number {detail}",
    "link-broken": "Entry {entry}: it does not follow the entry before it (it names {detail})",
    "clock-backwards": "Entry {entry}: its time is before that of an earlier entry ({detail})",
    "clock-back-declared": "Entry {entry}: the machine’s clock had gone back, which the entry declares (before it: {detail})",
    "text-differs": "Entry {entry}: the text “{detail}” is not the one that was recorded",
    "head-differs": "Entry {entry}: it is not the head known from elsewhere ({detail})",
    "tail-cut": "The end is missing after entry {entry}: entry {detail} is known from elsewhere",
    # an export: what it holds
    "line-unfinished": "Entry {entry}: its line is not finished",
    "entries-added": "Entry {entry}: one too many, the manifest counts {detail}",
    "draft-differs": "Item “{detail}”: it has not the hash that entry {entry} holds",
    "text-unknown": "An enclosed text belongs to no entry ({detail})",
    "texts-absent": "Texts erased or not enclosed: {detail}",
    "evidence-differs": "The list of evidence is not that of the entries",
    "member-missing": "The member “{detail}” is missing",
    "member-added": "The member “{detail}” is not in the manifest",
    "member-differs": "The member “{detail}” has not the hash that the manifest says",
    "member-unreadable": "The member “{detail}” cannot be read or has not the form it should have",
    "manifest-format": "The format of the export is unknown ({detail})",
    "manifest-ref-differs": "The reference {detail} or the exercise mark is not that of the file’s opening",
    # an export: the archive
    "archive-too-large": "The archive is larger than allowed ({detail})",
    "archive-unreadable": "It is not a zip archive of this format (byte {detail})",
    "archive-truncated": "The archive is cut short (byte {detail})",
    "archive-extra-bytes": "The archive has bytes too many (from byte {detail} on)",
    "archive-encrypted": "The member “{detail}” is encrypted",
    "archive-compressed": "The member “{detail}” is compressed",
    "archive-header": "The header of the member “{detail}” is not that of the format",
    "archive-member-name": "The member “{detail}” has a forbidden name",
    "archive-member-twice": "The member “{detail}” is there twice",
    "archive-bytes-differ": "Made again from its contents, the archive is not the same (byte {detail})",
    "not-anchored": "Not anchored: compare the head with the one written down elsewhere; without that, an end taken away together with its manifest, "
    "or an export made anew as a whole, cannot be seen",
}
