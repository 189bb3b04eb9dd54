"""Folders of playbooks as the tests make them: whole ones, and the same with one thing changed."""

from __future__ import annotations

from breach.catalogue.loader import load
from breach.playbook.library import Library
from breach.playbook.library import load as load_library

CARD = "\n".join(f'[[step]]\nid = "s{n}"\nphase = "first-hour"\nrole = "on_call"\nminutes = {n}0' for n in range(1, 7))
MANIFEST = f"""
id = "leak"
version = "3"
checked_on = 2026-10-10
when = {{ any = [{{ fact = "exfiltrated", is = "yes" }}, {{ fact = "origin", has = "hacking_malware_phishing" }}] }}
[source.law]
title = "RGPD art. 33"
checked_on = 2026-10-10
{CARD}
[[step]]
id = "notify"
phase = "notify"
role = "dpo"
hours = 72
duty = true
source = ["law"]
asks = ["people_count"]
"""
STEPS = "\n".join(f'[step.s{n}]\ndo = "Faire {n}"' for n in range(1, 7))
WORDS = f"""
title = "Fuite"
summary = "Des données sont sorties."
why = "des données sont sorties"
avoid = ["Ne rien effacer"]
keep = ["Les journaux"]
{STEPS}
[step.notify]
do = "Notifier la CNIL"
how = "Par son téléservice."
"""
LEAK = {"manifest.toml": MANIFEST, "fr.toml": WORDS, "en.toml": WORDS}


def library(shipped: dict[str, dict[str, str]], own: dict[str, dict[str, str]] | None = None) -> Library:
    """The library of these folders."""
    return load_library(load().facts.get, own or {}, shipped)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The folder ``leak`` with ``old`` replaced by ``new`` in ``file``."""
    assert old in LEAK[file]
    return {**LEAK, file: LEAK[file].replace(old, new, 1)}
