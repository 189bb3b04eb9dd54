"""The reading guide of an export, in English."""

WORDS: dict[str, str] = {
    "exercise": "EXERCISE (EXERCICE) – this file describes no real breach; its filings and sendings are simulated.\n\n",
    "redacted": "REDACTED – texts, names or kept files are withheld; withheld.json and file.html list them.\n\n",
    "guide": """Personal-data breach file {ref}
Identity: {file}
Entries: {entries}
Head (number:hash): {entries}:{head}

WHERE TO BEGIN

Open file.html in a browser, once the archive is unpacked (it opens no network and holds no program). The page first answers ten questions, with
links:

 1. Who knew what, and when?                          “Who knew what, and when”, “Timeline”
 2. Why was nobody told, or not earlier?              “Decisions”, “People informed”, “Filings” (reasons for delay)
 3. Awareness: when, on what proof?                   “Awareness”, “Evidence”
 4. What was known at the time of filing?             “Filings” (what was known)
 5. Which version was sent?                           “Filings” (version, receipt), then drafts/
 6. Who decided, who approved, which DPO opinion?     “Decisions”, “Other acts”
 7. What changed afterwards?                          “What changed afterwards”
 8. The people: how many, when, which text?           “People informed”, then drafts/
 9. Which measures, with what results?                “Measures and their results”
10. Is the file intact, what is missing?              “Integrity”, “Retention and erasures”

WHAT THIS ARCHIVE HOLDS

file.html         the file to read and to print; dossier.html is the same in French (an aid to reading; the entries alone are the record)

manifest.json     what the export is, and the SHA-256 of every other file
entries.jsonl     the history of decisions: one entry a line, byte for byte as it was recorded
hashes.txt        the hash of each entry, in order
texts.jsonl       the texts of the entries, with the random bytes by which their fingerprints are checked; an erased text is no longer there
people.json       the names of those who acted, by identity (they are not bound to the chain of this file)
keys.json         the public keys that signed here, with the proof that their holders had them
evidence.json     the list of evidence, drawn from the entries
facts.json        the facts as the history establishes them (to help reading; the entries alone are the record)
drafts/           what was kept to the byte, numbered like its entry
withheld.json     in a redacted variant: what is withheld, and why
verify_breach.py  the verifier

HOW TO VERIFY

1. Rather use a copy of the verifier that came to you by another way than this archive: whoever changes the archive can change the verifier
   in it too.
2. On a machine with Python 3.9 or later, with nothing installed:
       python3 verify_breach.py EXPORT.zip --lang en
   Exit 0: sound. Exit 1: at least one fault, with the entry and what is wrong. Exit 2: the file cannot be read.
3. Compare the head above with the one that was written down elsewhere at the time (mail, incident log, minutes), or give it:
       python3 verify_breach.py EXPORT.zip --lang en --head NUMBER:HASH
4. Where a time-stamp service was asked (drafts/NNNN-anchored.tsr), give its certificates, got from the service by another way:
       python3 verify_breach.py EXPORT.zip --lang en --certificates SERVICE.pem
   Signatures and time-stamps are verified where the Python library cryptography is installed; elsewhere the verifier says that it did not.

WHAT THIS PROVES

No entry was changed, removed, moved or added since the head that you compare was written down. Times are those of the machine that recorded.
Without a head noted elsewhere, or a time-stamp verified by certificates from elsewhere, the verification shows that the export is consistent,
not that it was never made anew as a whole. A time-stamp verified by the certificates in the archive alone does not show that either.
""",
    "privileged": "\nNOTES UNDER LEGAL PRIVILEGE\n\n{count} of the sealed notebook: their place is in the chain, their text is not attached.\n",
}
