"""What the profile adds to the law: public promises and contract clauses as clocks, and the organisation as the law asks after it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from breach.i18n import t
from breach.law.regime_data import CONTRACT
from breach.law.setting import USUAL_ZONE, Setting

if TYPE_CHECKING:
    from breach.domain.profile import Commitment, Contract, Profile

_SILENT = {"question": "inform-subjects", "choice": "do-not-inform"}
_ENDS = {"authority": ({"question": "notify-authority", "choice": "do-not-notify"},), "subjects": (_SILENT,), "clients": (_SILENT,)}
"""The decisions that end a promise. A flaw that is no breach may still fall under one, so "no breach" ends none."""


_INSURER = "insurer"
"""The party of a contract whom a processor's notice to its clients (Art. 33(2)) does not tell."""


def setting_of(profile: Profile | None) -> Setting:
    """The organisation of ``profile`` as the law asks after it. A country that nobody named is taken for France, whose authority is told then."""
    if profile is None:
        return Setting()
    return Setting(profile.flags, profile.organisation.country or "FR", profile.zone or USUAL_ZONE)


def promises_of(profile: Profile | None) -> list[dict[str, Any]]:
    """The public promises and contract clauses of ``profile`` as clocks. A promise that only repeats the law adds none."""
    if profile is None:
        return []
    found = [_of_commitment(promise, profile) for promise in profile.commitments if promise.follows is None]
    return found + [_of_contract(contract) for contract in profile.contracts]


def _of_commitment(promise: Commitment, profile: Profile) -> dict[str, Any]:
    document = profile.document(promise.source.document)
    where = f"{document.title if document else promise.source.document}, art. {promise.source.article}"
    return {
        "id": f"promise:{promise.id}",
        "recipient_fr": t(f"clock.to-{promise.to}", "fr"),
        "recipient_en": t(f"clock.to-{promise.to}", "en"),
        "anchor": promise.anchor or "aware_at",
        "when": promise.applies_when,
        "duration": [_duration(promise.hours)],
        "met_by_forms": ("cnil-2023",) if promise.to == "authority" else (),
        "met_by_sending": promise.to != "authority",
        "ended_by": _ENDS[promise.to],
        "why_fr": t("clock.promise", "fr", where=where, sentence=promise.sentence),
        "why_en": t("clock.promise", "en", where=where, sentence=promise.sentence),
        "source": where,
        "to_check": False,
    }


def _of_contract(contract: Contract) -> dict[str, Any]:
    form = f"{CONTRACT}{contract.id}"
    return {
        "id": form,
        "recipient_fr": contract.party,
        "recipient_en": contract.party,
        "anchor": contract.anchor or "aware_at",
        "per": "party",
        "party": contract.party,
        "own": (form,),
        "when": contract.applies_when or {},
        "duration": [_duration(contract.hours)],
        "met_by_forms": (form,) if contract.kind == _INSURER else (form, "controller-33-2"),
        "why_fr": t("clock.contract", "fr", party=contract.party, sentence=contract.sentence or "—"),
        "why_en": t("clock.contract", "en", party=contract.party, sentence=contract.sentence or "—"),
        "source": t("clock.contract-source", "fr", party=contract.party),
        "to_check": contract.hours is None,
    }


def _duration(hours: int | None) -> dict[str, Any]:
    return {"from": date.min, **({"hours": hours} if hours else {})}
