"""French words: signing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opt-since": "clé volée ou copiée : depuis quand quelqu’un d’autre a pu l’avoir (sign-revoke)",
    "doubted": "Ce qu’elle a signé depuis le {at} est à confirmer par son titulaire : breach verify nomme ces entrées. Ce qu’elle avait signé avant reste signé.",
    "opt-why": "la raison (sign-revoke)",
    "in-profile": "donnée par le profil",
    "not-in-profile": "absente du profil",
    "status-here": "Clé de signature de {name} : ed25519:{key} ({profile}), sur ce compte",
    "status-elsewhere": "Clé de signature de {name} : ed25519:{key} ({profile}), la moitié privée n’est pas sur ce compte",
    "status-revoked": "Clé de signature de {name} : ed25519:{key} ({profile}), révoquée",
    "status-review": "Clé de revue : {key}",
    "status-none": "Aucune clé de signature : les noms sont ceux que chacun a dits (breach key sign-new).",
    "made": 'Clé de signature de {name} créée et consignée. Ses actes seront signés désormais.\nPour que le profil la confirme, dans [[person]] :\n  `public_key = "{public}"`',
    "revoke-usage": "sign-revoke CLÉ --why TEXTE",
    "revoked": "Clé de {name} révoquée ({key}…) : ce qu’elle signe désormais ne compte pas.",
    "review-made": "Clé de revue créée. À donner à qui vous envoie un dossier :\n{key}",
}
