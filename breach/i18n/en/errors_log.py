"""Errors about exports and their verification, in English."""

WORDS: dict[str, str] = {
    "entry-not-exportable.title": "An entry cannot be exported",
    "entry-not-exportable.message": "Entry {entry} of file {ref} holds a line break, which this program never writes: it was tampered with.",
    "entry-not-exportable.todo": "Run “breach verify {ref}”, keep the store as it is, and start again from a verified backup.",
    "export-too-large.title": "Export too large",
    "export-too-large.message": "The archive would take {size} bytes; the verifier allows {most}.",
    "export-too-large.todo": "Nothing was written. What is kept to the byte are the file’s filings, answers and drafts.",
    "archive-not-read.title": "Export unreadable",
    "archive-not-read.message": "“{path}” could not be read: {said}.",
    "archive-not-read.todo": "Check the path and the right to read it; it has to be an ordinary file.",
}
