"""``breach playbook``, ``do`` and ``skip``: the right next steps, and what was done to them."""

from __future__ import annotations

import os

from breach.cli import output
from breach.domain.instants import to_z, zone_of
from breach.errors import InputError
from breach.i18n import dates, plural, t
from breach.playbook import progress as pure
from breach.playbook.model import PHASES
from breach.service import playbooks as service
from breach.service.desk import written
from breach.service.files import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App
    from breach.playbook.library import Library
    from breach.playbook.model import Fault, Playbook, Step
    from breach.playbook.progress import Progress, Proposal
    from breach.service.files import Opened

FORMATS = ("md", "json", "cacao")


def add_playbook(parser: argparse.ArgumentParser) -> None:
    """The options of ``playbook``."""
    parser.add_argument("id", nargs="?", metavar="ID", default="", help=t("playbook.arg-id"))
    parser.add_argument("--ref", metavar="REF", default="", help=t("playbook.arg-ref"))
    parser.add_argument("--all", action="store_true", help=t("playbook.arg-all"))
    parser.add_argument("--format", choices=FORMATS, default="", help=t("playbook.arg-format"))
    parser.add_argument("--import", dest="file", metavar="FILE", default="", help=t("playbook.arg-import"))


def run_playbook(app: App, args: argparse.Namespace) -> int:
    """List the playbooks, or print one; with a file, which apply to it and how far each is."""
    held = service.library()
    if args.file:
        return _bring_in(app, held, args)
    opened = read(app.desk(), args.ref) if args.ref else None
    if args.id:
        return _one(app, service.playbook(held, args.id), opened, args.format)
    if args.format:
        raise InputError("usage", said="--format", verb="breach playbook ID")
    for fault in held.faults:
        output.words(fault_line(fault))
    if opened is None:
        data = [{"id": one.id, "title": one.title[app.lang], "applies": None, "own": one.own} for one in held.playbooks.values()]
        return app.answer(data, "\n".join(f"{one.id:<34} {one.title[app.lang]}" for one in held.playbooks.values()))
    offered = service.proposed(app.desk(), opened, held)
    return app.answer([_offer(item, app.lang) for item in offered], "\n".join(_list(offered, app.lang, whole=args.all)) or t("playbook.none"))


def _bring_in(app: App, held: Library, args: argparse.Namespace) -> int:
    """Take a CACAO document into the team's own playbooks, and name what found no home there."""
    from breach import clock_source
    from breach.disk.reading import read_bytes
    from breach.playbook.cacao.parsing import LONGEST
    from breach.service import cacao

    if args.ref or args.format or args.all:
        raise InputError("usage", said="--import", verb="breach playbook")
    name = os.path.basename(args.file)
    ident, folder, taken = cacao.bring_in(held, read_bytes(args.file, LONGEST), name, args.id, clock_source.now())
    steps = len(taken.manifest["step"])
    told = [t("playbook.imported", playbook=ident, folder=folder, count=steps)]
    told += [] if taken.translated else [t("playbook.imported-foreign", playbook=ident)]
    told += [t("playbook.homeless", count=len(taken.homeless)), *(f"  {one}" for one in taken.homeless)] if taken.homeless else []
    data = {"id": ident, "folder": folder, "steps": steps, "translated": taken.translated, "homeless": taken.homeless}
    return app.answer(data, "\n".join(told))


def _list(offered: list[Proposal], lang: str, *, whole: bool) -> list[str]:
    """The lines of the list: what speaks for itself, then how many more may apply and what would tell."""
    shown, more = pure.shortlist(offered)
    if whole or not shown:
        shown, more = [*shown, *more], []
    lines = [offer_line(item, lang) for item in shown]
    return [*lines, plural("playbook.more", len(more))] if more else lines


def fault_line(fault: Fault) -> str:
    """What is wrong with a playbook: file, key, mend."""
    key = f", {fault.key}" if fault.key else ""
    return t("playbook.fault", where=f"{fault.id}/{fault.file}{key}", said=t(f"playbook.fault-{fault.code}", **fault.params))


def offer_line(item: Proposal, lang: str) -> str:
    """A proposed playbook and why it is proposed."""
    why = service.why(item, lang, ids=True)
    return f"{item.playbook.id:<34} {item.playbook.title[lang]}\n{'':<34} {why}"


def _offer(item: Proposal, lang: str) -> dict[str, object]:
    one = item.playbook
    applies = {pure.APPLIES: "yes", pure.FOLLOWED: "yes", pure.MAY_APPLY: "unknown"}.get(item.state, "no")
    return {
        "id": one.id,
        "title": one.title[lang],
        "applies": applies,
        "state": item.state,
        "open_facts": list(item.open_facts),
        "signs": list(item.signs),
        "own": one.own,
    }


def _one(app: App, which: Playbook, opened: Opened | None, fmt: str) -> int:
    if fmt == "cacao":
        from breach.service import cacao

        retired = [step.id for step in which.steps if step.retired]
        if retired:
            output.words(plural("playbook.cacao-retired", len(retired), steps=", ".join(retired)))
        output.data(cacao.written(which, app.lang))
        return 0
    found = service.steps(app.desk(), opened, which) if opened is not None else None
    if fmt == "json" or app.as_json:
        output.data(_data(which, found, app.lang))
        return 0
    zone = app.desk().zone if opened is not None else ""
    output.raw("\n".join([*_head(which, app.lang), *_body(app, which, found, zone)]) + "\n")
    return 0


def _head(which: Playbook, lang: str) -> list[str]:
    out = [f"# {which.title[lang]}", "", which.summary[lang], "", f"*{t('playbook.when', lang, why=which.why[lang])}*"]
    for key in ("avoid", "keep"):
        lines = (which.avoid if key == "avoid" else which.keep)[lang]
        if lines:
            out += ["", f"## {t(f'playbook.{key}', lang)}", "", *(f"- {line}" for line in lines)]
    return out


def _body(app: App, which: Playbook, found: list[Progress] | None, zone: str) -> list[str]:
    out: list[str] = []
    how_far = {one.step.id: one for one in found or ()}
    steps = [one.step for one in found] if found is not None else list(which.live())
    for phase in PHASES:
        here = [step for step in steps if step.phase == phase]
        if here:
            out += ["", f"## {t(f'playbook.phase-{phase}', app.lang)}", ""]
            for step in here:
                out += _step(app, step, how_far.get(step.id), zone)
    out += ["", f"## {t('playbook.sources', app.lang)}", ""]
    named = {source.id: source for source in (*which.sources, *(source for step in steps for source in step.sources))}
    check = t("playbook.to-check", app.lang)
    out += [f"- {one.title}{f' <{one.url}>' if one.url else ''}{check if one.to_check else ''}" for one in named.values()]
    return out


def _step(app: App, step: Step, how_far: Progress | None, zone: str) -> list[str]:
    lang = app.lang
    mark = {"done": "x", "skipped": "-"}.get(how_far.state if how_far else "", " ")
    told = [t(f"tui.role-{step.role}", lang)]
    if step.minutes is not None:
        told.append(t("playbook.within", lang, time=dates.duration(step.minutes * 60), anchor=t(f"playbook.anchor-{_anchor(step)}", lang)))
    if how_far and how_far.due and how_far.state == "open":
        key = "late-since" if how_far.late(app.desk().now()) else "until"
        told.append(t(f"playbook.{key}", lang, at=dates.when(how_far.due, zone_of(zone), zone)))
    if how_far and how_far.owner:
        told.append(t("playbook.owner", lang, to=how_far.owner))
    out = [f"- [{mark}] **{step.line(lang)}** `{step.id}` ({' ; '.join(told)})"]
    out += [f"  {line}" for line in step.words(lang).splitlines()]
    if how_far and how_far.state == "skipped" and how_far.act:
        out.append(f"  {t('playbook.skipped-why', lang, why=how_far.act.body['text'] or '—')}")
    if step.asks:
        out.append(f"  {t('playbook.asks', lang, facts=', '.join(step.asks))}")
    if step.duty:
        out.append(f"  {t('playbook.duty', lang, source=' ; '.join(source.title for source in step.sources))}")
    return out


def _anchor(step: Step) -> str:
    return step.anchor if step.anchor in ("aware_at", "first_signal_at", "discovered_at") else "other"


def _data(which: Playbook, found: list[Progress] | None, lang: str) -> dict[str, object]:
    how_far = {one.step.id: one for one in found or ()}
    steps = [one.step for one in found] if found is not None else list(which.live())
    return {
        "id": which.id,
        "version": which.version,
        "sha256": which.sha256,
        "title": which.title[lang],
        "summary": which.summary[lang],
        "why": which.why[lang],
        "when": which.when,
        "own": which.own,
        "checked_on": which.checked_on,
        "to_check": which.to_check,
        "avoid": list(which.avoid[lang]),
        "keep": list(which.keep[lang]),
        "steps": [_step_data(step, how_far.get(step.id), lang) for step in steps],
        "sources": [{"id": one.id, "title": one.title, "url": one.url, "to_check": one.to_check} for one in which.sources],
    }


def _step_data(step: Step, how_far: Progress | None, lang: str) -> dict[str, object]:
    data: dict[str, object] = {
        "id": step.id,
        "phase": step.phase,
        "role": step.role,
        "do": step.line(lang),
        "how": step.words(lang),
        "minutes": step.minutes,
        "anchor": step.anchor if step.minutes is not None else None,
        "asks": list(step.asks),
        "duty": step.duty,
        "sources": [source.id for source in step.sources],
    }
    if how_far is not None:
        data |= {"state": how_far.state, "due_at": to_z(how_far.due) if how_far.due else None, "owner": how_far.owner or None}
    return data


def add_do(parser: argparse.ArgumentParser) -> None:
    """The options of ``do``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("step", metavar="STEP", help=t("playbook.arg-step"))
    parser.add_argument("values", nargs="*", metavar="ID=VALUE", help=t("playbook.arg-values"))
    parser.add_argument("--note", metavar="TEXT", default="", help=t("playbook.arg-note"))
    parser.add_argument("--because", metavar="TEXT", default="", help=t("cli.facts-because"))
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--assign", metavar="WHO", default="", help=t("playbook.arg-assign"))
    one.add_argument("--comment", action="store_true", help=t("playbook.arg-comment"))
    one.add_argument("--undo", action="store_true", help=t("playbook.arg-undo"))


def run_do(app: App, args: argparse.Namespace) -> int:
    """Tick a step, assign it, comment on it, or take a tick back."""
    what = pure.ASSIGNED if args.assign else pure.COMMENT if args.comment else pure.REOPENED if args.undo else pure.DONE
    if args.values and what != pure.DONE:
        raise InputError("usage", said=args.values[0][:80], verb="breach do")
    return _act(app, args, what, args.note, to=args.assign)


def add_skip(parser: argparse.ArgumentParser) -> None:
    """The options of ``skip``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("step", metavar="STEP", help=t("playbook.arg-step"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.decide-why"))


def run_skip(app: App, args: argparse.Namespace) -> int:
    """Skip a step, with its reason."""
    return _act(app, args, pure.SKIPPED, args.why)


def _act(app: App, args: argparse.Namespace, what: str, text: str, to: str = "") -> int:
    from breach.service.facts import assignments

    desk = app.desk()
    facts = assignments(desk, getattr(args, "values", ()))
    app.flag_personal(text)
    row, step, done = service.act(desk, args.ref, args.step, what, text=text, to=to, facts=facts, because=getattr(args, "because", ""))
    return app.answer(written(row.ref, done), t(f"playbook.said-{what}", ref=row.ref, step=step.id, n=done.n))
