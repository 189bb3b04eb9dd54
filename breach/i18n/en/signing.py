"""English words: signing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opt-since": "key stolen or copied: from when on somebody else may have had it (sign-revoke)",
    "doubted": "What it signed since {at} is to be confirmed by its holder: breach verify names these entries. What it signed before stays signed.",
    "opt-why": "the reason (sign-revoke)",
    "in-profile": "given by the profile",
    "not-in-profile": "not in the profile",
    "status-here": "Signing key of {name}: ed25519:{key} ({profile}), on this account",
    "status-elsewhere": "Signing key of {name}: ed25519:{key} ({profile}), its private half is not on this account",
    "status-revoked": "Signing key of {name}: ed25519:{key} ({profile}), revoked",
    "status-review": "Review key: {key}",
    "status-none": "No signing key: names are what people said (breach key sign-new).",
    "made": 'Signing key of {name} made and put on record. Their acts are signed from now on.\nFor the profile to confirm it, in [[person]]:\n  `public_key = "{public}"`',
    "revoke-usage": "sign-revoke KEY --why TEXT",
    "revoked": "Key of {name} revoked ({key}…): what it signs from now on does not count.",
    "review-made": "Review key made. Give it to those who send you a file:\n{key}",
}
