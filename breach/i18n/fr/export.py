"""French words: export."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "check": "Contrôle sans ce programme : unzip -p {path} verify_breach.py > verify_breach.py && python3 verify_breach.py {path}",
    "redacted": "version expurgée : sans les noms de ceux qui ont agi ni les textes qui les contiennent ; la liste de ce qui est retenu est jointe",
    "withhold": "avec --redacted, retient aussi ce texte (ou tous ceux de l'entrée N)",
    "why": "avec --redacted, le motif",
    "usage": "--withhold et --why vont avec --redacted",
    "withheld.one": "Version expurgée : {count} élément retenu, listé dans l'archive (withheld.json et dossier.html). À relire avant de la remettre.",
    "withheld.many": "Version expurgée : {count} éléments retenus, listés dans l'archive (withheld.json et dossier.html). À relire avant de la remettre.",
}
