"""French words: clock."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "none": "aucune horloge ouverte",
    "late-action": "{ref} action {entry} en retard",
    "nothing-due": "rien à échéance",
    "not-applicable": "sans objet, par décision ou par la loi",
    "no-law": "pas en vigueur à cette date, rien à déposer",
    "met": "fait le {when}",
    "settled-late": "fait le {when}, EN RETARD de {late}",
    "late": "EN RETARD de {late} (limite : {when})",
    "left": "reste {left}, {when}",
    "elapsed": "dans les meilleurs délais : {elapsed} écoulées",
    "not-started": "pas encore partie",
    "status-candidate": " [départ à confirmer]",
    "status-superseded": " [départ remplacé]",
    "exercise": "EXERCICE",
    "and-more": " (+{count})",
    "to-authority": "CNIL",
    "to-subjects": "Personnes concernées",
    "to-clients": "Clients et prospects concernés",
    "promise": "Promesse publique ({where}) : « {sentence} »",
    "contract": "Clause du contrat avec {party} : « {sentence} »",
    "colon": " :",
    "suspected": "pas encore partie ; soupçon depuis {elapsed}",
    "by-promise": " (promesse publique)",
    "by-contract": " (contrat)",
    "not-in-force": "Pas en vigueur à cette date.",
}
