"""French words: start."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "store-in-use": "Magasin utilisé : {path}",
    "key-made-file": "Clé du magasin créée dans le fichier {path} (mode 0600) : qui lit ce compte lit ce fichier.",
    "key-made-keyring": "Clé du magasin créée dans le trousseau du bureau.",
    "tail-lost": "ATTENTION : le magasin a perdu des entrées déjà confirmées, ou a été modifié hors du programme. Lancez « breach verify ».",
    "no-recovery-key": "Pas encore de clé de secours : si la clé se perd, tout est perdu. À faire : breach key recovery",
    "no-profile": "Pas encore de profil de l'organisme : breach profile edit",
    "no-name": 'Vous écrivez sous le nom de ce compte, « {name} ». Votre nom : breach --as "A. Martin:lead"',
    "unknown-config-key": "Configuration : la clé « {key} » n'existe pas ; elle est ignorée.",
    "ask-passphrase": "Phrase de passe :",
    "clock-behind": "ATTENTION : l'horloge de cette machine retarde d'au moins {seconds} s sur la dernière entrée. Voir : breach doctor",
    "personal": "Ce texte semble contenir : {kinds}. Il est gardé ; une note n'en a pas besoin (breach retract).",
    "personal-email": "une adresse électronique",
    "personal-phone": "un numéro de téléphone",
    "personal-iban": "un IBAN",
    "personal-nir": "un NIR",
    "personal-card": "un numéro de carte",
    "typed-kept": "Votre texte est gardé, chiffré, sur cette machine ; le programme (breach) le proposera.",
    "moved": "Ce magasin a déménagé : {to}. Il se lit encore.",
    "understood": "« {said} » : {when} ({local})",
    "confirm-instant": "C’est bien cela ? [O/n]",
}
