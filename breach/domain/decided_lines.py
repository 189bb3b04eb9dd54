"""Decisions, opinions, filings and what waits, in lines of words: the same in both faces; from the data that ``show --json`` gives."""

from __future__ import annotations

from breach.domain.decided_words import arguments, of
from breach.domain.instants import from_z
from breach.domain.outside_words import form_name, type_name
from breach.i18n import dates, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import Any

_TODO = {
    "approval": "breach approve {ref} {entry}",
    "conflict": "breach facts {ref} {what}=… --because …",
    "stale": "breach decide {ref} {question} … --why …",
    "reopen": "breach decide {ref} {question} … --why …",
    "dissent": "breach decide {ref} {question} … --why … --overrule …",
    "ratification": "breach ratify {ref} {entry} --why …",
    "opinion": "breach opinion {ref} {question} … --why …",
    "question": "breach answer {ref} {entry} …",
}
"""What to type about each thing that waits."""


def waiting(items: list[dict[str, Any]], ref: str, zone: str) -> list[str]:
    """What waits, a line each, with what to type."""
    return [f"! {of(item, zone)} → {todo(item, ref)}" for item in items]


def todo(item: dict[str, Any], ref: str) -> str:
    """What to type about it."""
    kind = "stale" if item["what"] == "conflict" and item["question"] else item["what"]
    return _TODO[kind].format(ref=ref, entry=item["entry"], question=item["question"], what=(item["details"] or [""])[0])


def decisions(shown: dict[str, Any], zone: tzinfo, name: str) -> list[str]:
    """Every decision with its reasons, options, approval and what became of it; then the opinions."""
    lines: list[str] = []
    for act in shown["decisions"]:
        lines += one(act, zone, name)
    for act in shown["opinions"]:
        lines += _opinion(act, zone, name)
    return lines


def one(act: dict[str, Any], zone: tzinfo, name: str) -> list[str]:
    """One decision."""
    question = t(f"tui.question-{act['question']}")
    over = "" if act["stands"] else t("decided.superseded")
    lines = [f"{act['n']:>3} {question} {t('tui.choice-' + act['choice'])}{over} — {_who(act, zone, name)}{_mandate(act)}"]
    lines.append(f"      {t('decided.why', why=act['why'] or '—')}")
    lines += [f"      {line}" for line in arguments(act)]
    lines += _overruled(act)
    lines += [f"      {t('decided.reopen-if', text=item['text'] or '—')}" for item in act.get("reopen_if", ())]
    lines += [f"      {line}" for line in _approval(act, zone, name, stands=act["stands"])]
    for held in act["upheld"]:
        lines.append(f"      {t('decided.upheld', n=held['n'], who=_who(held, zone, name), why=held['why'] or '—')}")
        lines += _overruled(held)
        lines += [f"      {line}" for line in _approval(held, zone, name, stands=act["stands"])]
    if act["snapshot_ok"] is False:
        lines.append(f"      {t('decided.snapshot-broken')}")
    return lines + [f"      {line}" for line in _fate(act)]


def _overruled(act: dict[str, Any]) -> list[str]:
    """Which opinions of the DPO a decision goes against, and why."""
    numbers = ", ".join(str(n) for n in act.get("overrules") or ())
    return [f"      {t('decided.overrules', entry=numbers, why=act['overrule_why'] or '—')}"] if numbers else []


def _fate(act: dict[str, Any]) -> list[str]:
    """What became of a decision that stands."""
    if not act["stands"]:
        return []
    lines = [t("decided.waits-stale", entry=act["n"], question="", details=", ".join(act["stale"]))] if act["stale"] else []
    lines += [t("decided.waits-reopen", entry=act["n"], question="", details=", ".join(act["reopened"]))] if act["reopened"] else []
    return lines + ([t("decided.dissent", entry=act["dissent"])] if act["dissent"] else [])


def _approval(act: dict[str, Any], zone: tzinfo, name: str, *, stands: bool) -> list[str]:
    if act["pending"]:
        return [t("decided.pending" if stands else "decided.never-approved")]
    if not act["approved"]:
        return []
    done = act["approved"]
    words = [t("decided.approved-by", who=_who(done, zone, name), mandate=_mandate(done))]
    numbers = ", ".join(str(n) for n in done.get("overrules") or ())
    if done.get("why"):
        words += [t("decided.overrules", entry=numbers, why=done["why"]) if numbers else t("decided.why", why=done["why"])]
    return [*words, *(t(f"decided.remark-{remark}") for remark in done["remarks"])]


def _opinion(act: dict[str, Any], zone: tzinfo, name: str) -> list[str]:
    question = t(f"tui.question-{act['question']}")
    reported = t("decided.reported") if act.get("reported") else ""
    advises = t("decided.advises", choice=t(f"tui.choice-{act['advises']}")) if act.get("advises") else ""
    words = [f"{act['n']:>3} {t('decided.opinion', question=question)} {t('tui.stance-' + act['stance'])}{advises}"]
    words[0] += f" — {_who(act, zone, name)}{reported}"
    return words + ([f"      {t('decided.why', why=act['why'])}"] if act["why"] else [])


def filings(shown: dict[str, Any], zone: tzinfo, name: str) -> list[str]:
    """The filings, each with what was filed and when, and with what was said of those that nobody had a mandate for."""
    after = {act["entry"]: act for act in shown["ratifications"]}
    lines = []
    for act in shown["filings"]:
        at = dates.when(from_z(act["at"]), zone, name)
        line = f"{act['n']:>3} {t('decided.filed', form=form_name(act['form']), type=type_name(act['type']), at=at, reference=act['reference'])}"
        if act.get("bundled_in"):
            line += t("decided.bundled-in", ref=act["bundled_in"]["ref"])
        if act.get("mandate") == "emergency":
            line += t("decided.emergency")
        done = after.get(act["n"])
        if done:
            line += t("decided.is-disowned" if done["disowned"] else "decided.is-ratified", name=done["actor"], n=done["n"])
        lines.append(line)
    return lines


def _who(act: dict[str, Any], zone: tzinfo, name: str) -> str:
    role = t(f"tui.role-{act['role']}") if act["role"] else "—"
    return t("decided.who", name=act["actor"], role=role, at=dates.when(from_z(act["recorded_at"]), zone, name))


def _mandate(act: dict[str, Any]) -> str:
    held = act.get("mandate")
    said = t(f"decided.mandate-{held}") if held else ""
    return said + "".join(f" {t(f'decided.remark-{remark}')}" for remark in act.get("remarks", ()) if remark == "decider-is-dpo")
