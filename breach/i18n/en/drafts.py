"""English words: drafts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "organisation-unknown": "Organisation not determined",
    "missing-now": "To complete now: {fields}",
    "from-profile": "{rubric} {whose}: {label} (profile: breach profile edit)",
    "incomplete": "INCOMPLETE DRAFT, missing: {contents}",
    "minors-need-representative": "Minors are concerned: their legal representative is sent the template people-minor.",
    "no-profile": "No profile: the organisation is not named in this draft. breach init --profile FILE",
    "reread": "To be reread before it is sent: the file's description and measures stand in it as they are, in the language in which they were written.",
    "public": "Public version: reread the description and free texts, since what is withheld goes by field, not by word.",
    "public-help": "version for the public: without what the paper says is confidential, with the list of what is withheld",
    "paper-missing": "To be completed in this text: {facts}",
    "sms-size": "SMS: {characters} characters, sent as {parts} SMS.",
    "letter-language": "language of the letter, if not that of --lang (fr, en, or one that was added)",
    "letter-for": 'the party that this text is for (its name in the fact "parties")',
    "withdrawn": "The file says that it is no breach: a complementary notice tells the authority, and nothing is erased.",
    "message-one-of": "Several texts were sent. The one that follows is the last: {this}. Others, kept in the file: {others}.",
    "message-of": "{letter} {channel}, {at}",
    "to-complete": "[To be completed",
    "message-attached": "Text attached to the file: {name} (SHA-256 {sha256}…)",
    "sendings-overlap": "several sendings of the same letter, and it is not known whether they went to the same people",
}
