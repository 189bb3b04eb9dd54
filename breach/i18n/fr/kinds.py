"""French words: kinds."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opened": "dossier ouvert",
    "note": "note",
    "facts": "faits",
    "aware": "prise de connaissance",
    "evidence": "preuve",
    "evidence-checked": "preuves recontrôlées",
    "decision": "décision",
    "opinion": "avis du DPO",
    "filed": "dépôt",
    "filing-failed": "essai de dépôt manqué",
    "sent": "envoi aux personnes",
    "authority": "réponse de l'autorité",
    "draft": "projet exporté",
    "exported": "dossier exporté",
    "retract": "retrait",
    "step": "étape d'une marche à suivre",
    "store-opened": "magasin créé",
    "person": "personne",
    "profile": "profil",
    "file-opened": "dossier ouvert",
    "head": "tête de chaîne",
    "backup": "sauvegarde",
    "restored": "sauvegarde remise",
    "recovery-key-made": "clé de secours créée",
    "key-rotated": "clé changée",
    "migrated": "format mis à jour",
    "tail-lost": "perte d'entrées constatée",
    "register-exported": "registre exporté",
}
