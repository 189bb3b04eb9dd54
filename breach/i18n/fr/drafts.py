"""French words: drafts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "organisation-unknown": "Organisme non déterminé",
    "missing-now": "À compléter maintenant : {fields}",
    "from-profile": "{rubric} {whose} : {label} (profil : breach profile edit)",
    "incomplete": "PROJET INCOMPLET, il manque : {contents}",
    "minors-need-representative": "Des mineurs sont concernés : leur représentant légal reçoit le modèle people-minor.",
    "no-profile": "Pas de profil : l'organisme n'est pas nommé dans ce projet. breach init --profile FICHIER",
    "reread": "À relire avant tout envoi : la description et les mesures du dossier y sont reprises telles quelles, dans la langue où elles ont été écrites.",
    "public": "Version publique : relisez la description et les textes libres, le retrait se fait par rubrique et non par mot.",
    "public-help": "version publique : sans ce que le modèle dit confidentiel, avec la liste de ce qui est retiré",
    "paper-missing": "À compléter dans ce texte : {facts}",
    "sms-size": "SMS : {characters} caractères, envoyés en {parts} SMS.",
    "letter-language": "langue de la lettre, si ce n'est pas celle de --lang (fr, en, ou une langue ajoutée)",
    "letter-for": "à quelle partie ce texte s'adresse (nom dans le fait « parties »)",
    "withdrawn": "Le dossier dit que ce n'est pas une violation : une complémentaire le dit à l'autorité, et rien n'est effacé.",
    "message-one-of": "Plusieurs textes ont été envoyés. Celui qui suit est le dernier : {this}. Autres, joints au dossier : {others}.",
    "message-of": "{letter} {channel}, {at}",
    "to-complete": "[À compléter",
    "message-attached": "Texte joint au dossier : {name} (SHA-256 {sha256}…)",
    "sendings-overlap": "plusieurs envois de la même lettre, dont on ne sait pas s'ils vont aux mêmes personnes",
}
