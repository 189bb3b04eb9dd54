"""French words: verify."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "ok": "Rien d'anormal : {entries} entrées liées, tête {head}…",
    "not-ok": "DÉFAUT : {entries} entrées lues, tête {head}…",
    "entry": ", entrée {n} :",
    "store-chain": "chaîne du magasin",
    "not-anchored": "Non ancré : la chaîne prouve l'ordre et l'intégrité, pas encore la date devant un tiers.",
    "no-heads": "Le témoin à côté du magasin manque ; il sera refait à la prochaine écriture.",
    "file-missing": "Dossier ouvert d'après la chaîne du magasin, mais absent ({detail}).",
    "first-differs": "La première entrée n'est pas celle que la chaîne du magasin connaît ({detail}).",
    "tail-lost": "Des entrées confirmées ont été perdues : {detail}",
    "blob-differs": "Entrée {entry} : la pièce gardée n'est plus celle qui a été consignée ({detail}).",
}
