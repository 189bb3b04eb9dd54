"""``breach profile``: the organisation's profile shown, checked, changed."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from breach import i18n
from breach.catalogue.profile_reader import Problems
from breach.catalogue.profiles import asked, builtin_names, parse_profile
from breach.cli import output
from breach.disk import memory
from breach.disk.reading import read_text
from breach.errors import InputError
from breach.i18n import has, plural, t
from breach.i18n.said import said
from breach.service import profile as service

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App
    from breach.domain.profile import Activity, Commitment, Contact, Profile
    from breach.service.desk import Desk

ACTIONS = ("show", "check", "edit")


def add_profile(parser: argparse.ArgumentParser) -> None:
    """The options of ``profile``."""
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="show", help=t("operations.profile-action"))
    parser.add_argument("file", nargs="?", metavar="FILE", help=t("operations.profile-file"))


def run_profile(app: App, args: argparse.Namespace) -> int:
    """Show, check or change the profile."""
    if args.action == "check":
        return _check(app, args.file)
    if args.file:
        raise InputError("usage", said=args.file[:200], verb="breach profile")
    desk = app.desk(create=args.action == "edit")
    return _edit(app, desk) if args.action == "edit" else _show(app, desk)


def load_text(named: str) -> tuple[str, str]:
    """The name and text of the shipped profile or the file ``named``. Raises InputError ``unknown-profile`` or those of reading."""
    text = service.text_of(named)
    if text is not None:
        return named, text
    if not os.path.exists(named) and not named.endswith(".toml") and os.sep not in named:
        raise InputError("unknown-profile", name=named[:60], nearest=", ".join(builtin_names()))
    return os.path.basename(named), read_text(named)


def recorded(app: App, name: str, text: str) -> dict[str, object]:
    """Record the profile ``text``, say so, and answer what JSON is to hold. Raises InputError, StoreError."""
    done = service.record(app.desk(), name, text)
    key = "unchanged" if done.unchanged else "replaced" if done.replaced else "recorded"
    output.words(t(f"operations.profile-{key}", organisation=done.organisation, n=done.entry))
    profile = parse_profile(text, name)
    if profile.exercise_only:
        output.words(t("operations.profile-exercise-only"))
    missing = len(asked(profile))
    if missing:
        output.words(plural("operations.profile-asked", missing))
    return {"profile": name, "organisation": done.organisation, "entry": done.entry, "replaced": done.replaced, "unchanged": done.unchanged}


def _check(app: App, named: str | None) -> int:
    if named is None:
        desk = app.desk(create=False)
        name, text = "profile.toml", service.in_force(desk)
    else:
        name, text = load_text(named)
    profile = parse_profile(text, name)
    missing = asked(profile)
    words = t("operations.profile-good", name=name, organisation=profile.organisation.name)
    if missing:
        words += "\n" + plural("operations.profile-asked", len(missing)) + "".join(f"\n  {_named(path)}" for path in missing)
    return app.answer({"ok": True, "organisation": profile.organisation.name, "asked": list(missing)}, words)


def _show(app: App, desk: Desk) -> int:
    profile = parse_profile(service.in_force(desk), "profile.toml")
    return app.answer(service.as_json(profile), "\n".join(_lines(profile)))


def _lines(profile: Profile) -> list[str]:
    organisation, unknown = profile.organisation, t("operations.unknown")
    fields = (
        "timezone",
        "siren",
        "vat_number",
        "naf_section",
        "headcount",
        "address",
        "postcode",
        "city",
        "country",
        "controller_kind",
        "retention_years",
    )
    values = [(key, getattr(organisation, key)) for key in fields]
    yes = [t(f"profile.flag-{flag}") for flag, answer in profile.flags.items() if answer == "yes"]
    lines = [
        organisation.name + (f" ({organisation.trade_name})" if organisation.trade_name else ""),
        *([t("operations.profile-exercise-only")] if profile.exercise_only else []),
        *(_line(f"field-{key}", unknown if value is None else output.line(str(value))) for key, value in values),
        *(_line(f"section-{section}", _person(getattr(profile, section)) or unknown) for section in ("legal_representative", "contact")),
        _line("section-dpo", _dpo(profile)),
        _line("section-flags", " ; ".join(yes) or "—"),
        *(_line("section-activity", f"{_name(activity)} ({_role(activity)})") for activity in profile.activities),
        *(_line("section-commitment", _promise(promise)) for promise in profile.commitments),
        *(
            _line("section-contract", t("operations.profile-contract", party=contract.party, hours=contract.hours or "?"))
            for contract in profile.contracts
        ),
    ]
    missing = asked(profile)
    return lines + ([plural("operations.profile-asked", len(missing)), *(f"  {_named(path)}" for path in missing)] if missing else [])


def _dpo(profile: Profile) -> str:
    dpo = profile.dpo
    if dpo is None:
        return t(f"operations.dpo-{profile.dpo_state}")
    return ", ".join(filter(None, (dpo.name, dpo.firm, dpo.email, dpo.phone))) or t("operations.unknown")


def _name(activity: Activity) -> str:
    return activity.name_fr if i18n.current() == "fr" else activity.name_en


def _role(activity: Activity) -> str:
    return t(f"operations.role-{activity.role.value}") if activity.role.value else t("operations.unknown")


def _promise(promise: Commitment) -> str:
    where = f"{promise.source.document}, art. {promise.source.article}"
    return t("operations.profile-promise", where=where, sentence=promise.sentence)


def _line(key: str, value: str) -> str:
    return t("operations.labelled", label=t(f"profile.{key}"), value=value)


def _person(someone: Contact | None) -> str:
    if someone is None:
        return ""
    return ", ".join(filter(None, (" ".join(filter(None, (someone.civility, someone.first_name, someone.last_name))), someone.email, someone.phone)))


def _edit(app: App, desk: Desk) -> int:
    """Change the profile in the editor, or by questions where there is none. Nothing is recorded before the whole is right."""
    text = desk.store.meta("profile_text") or ""
    asking = sys.stdin.isatty() and sys.stdout.isatty() and not app.settings.no_input
    with_editor = memory.editor()
    if with_editor:
        changed = _in_editor(text or service.EMPTY, with_editor, asking=asking)
    elif asking:
        changed = _by_questions(text or service.EMPTY)
    else:
        raise InputError("no-editor")
    done = recorded(app, "profile.toml", changed)
    if app.as_json:
        output.data(done)
    return 0


def _in_editor(text: str, with_editor: list[str], *, asking: bool) -> str:
    while True:
        text = memory.edited(text, with_editor, ".toml")
        try:
            parse_profile(text, "profile.toml")
        except InputError as error:
            if not asking:
                raise
            from breach.cli.diagnostics import report

            report(error, as_json=False)
            output.words(t("operations.ask-again"))
            if sys.stdin.readline().strip().lower() in ("q", ""):
                raise
        else:
            return text


def _by_questions(text: str) -> str:
    """Ask for what is unknown, one value at a time. An empty answer leaves it unknown; ``<`` goes back to the question before; ``q`` ends the
    questions and keeps the answers.
    """
    paths, at = service.questions(text), 0
    output.words(plural("operations.questions-first", len(paths)))
    while at < len(paths):
        path = paths[at]
        output.words(_question(path, at + 1, len(paths)))
        answer = sys.stdin.readline()
        word = answer.strip()
        if word.lower() == "q" or not answer:
            return text
        if word == "<":
            at = max(at - 1, 0)
        elif not word:
            at += 1
        else:
            try:
                text = service.answered(text, path, word)
            except InputError as error:
                output.words(_refused(error, path))
            else:
                at += 1
    return text


def _question(path: str, number: int, last: int) -> str:
    """The question, and what may be answered where that is not plain."""
    asked_for = t("operations.question", n=number, last=last, what=_what(path))
    among = [words for _, words in service.choices(path)]
    key = path.partition(".")[2]
    hint = t("operations.one-of", words=", ".join(among)) if among else t(f"profile.hint-{key}") if has(f"profile.hint-{key}") else ""
    return f"{asked_for}\n   {hint}" if hint else asked_for


def _refused(error: InputError, path: str) -> str:
    """Why the answer at ``path`` was refused; where it is one of a list, what the list is."""
    among = ", ".join(words for _, words in service.choices(path))
    if among:
        return t("operations.not-one-of", words=among)
    problems = error.params.get("problems")
    if not isinstance(problems, Problems):
        return said(error)[1]
    return "\n".join(str(replace(problem, where=_what(path))) for problem in problems)


def _named(path: str) -> str:
    """``path`` with its words, where it is a single value."""
    section, _, key = path.partition(".")
    return t("operations.labelled", label=path, value=_what(path)) if section in service.SECTIONS and "." not in key and key else path


def _what(path: str) -> str:
    section, _, key = path.partition(".")
    name = t(f"profile.flag-{key}") if section == "flags" else t(f"profile.field-{key}")
    return f"{t(f'profile.section-{section}')} — {name}"
