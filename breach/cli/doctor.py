"""``breach doctor``: what is well, what wants attention, what is at fault, and what to do."""

from __future__ import annotations

from breach import i18n
from breach.errors import StoreError
from breach.i18n import t
from breach.i18n.said import said
from breach.service import doctor

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_doctor(parser: argparse.ArgumentParser) -> None:
    """The options of ``doctor``."""
    parser.add_argument("--rebuild", action="store_true", help=t("rebuild.opt"))


def run_doctor(app: App, args: argparse.Namespace) -> int:
    """Look at everything; 1 where anything is at fault, else 0."""
    if args.rebuild:
        return _rebuild(app)
    lines: list[dict[str, str]] = []
    started = None
    try:
        started = app.started(create=False)
    except StoreError as error:
        level = doctor.ATTENTION if error.code == "store-missing" else doctor.FAULT
        lines.append(_of_error(error, level))
    machine = app.host.machine(app.settings, started.key if started else None)
    found = doctor.of_host(machine, app.host.now(app.settings))
    if started:
        found += doctor.of_key(machine, recovery=started.desk.store.meta("recovery") == "1")
        try:
            app.host.check_pages(started.desk.store)
            found += doctor.of_server(app.host.server(started.desk.store))
            found += doctor.of_store(started.desk, machine)
        except StoreError as error:
            lines.append(_of_error(error, doctor.FAULT))
    found += doctor.of_data()
    lines += [_line(finding) for finding in found]
    lines += [_unknown(key) for key in app.settings.unknown_keys]
    lines += [_unknown(f"reminders_by_clock.{clock}") for clock in doctor.unknown_clocks(app.settings.reminders_by_clock)]
    worst = any(line["level"] == doctor.FAULT for line in lines)
    words = "\n".join(
        f"[{t('operations.level-' + line['level'])}] {line['message']}" + (f"\n    → {line['todo']}" if line["todo"] else "") for line in lines
    )
    app.answer({"ok": not worst, "findings": lines}, words)
    return 1 if worst else 0


def _rebuild(app: App) -> int:
    """Make again what is made from the entries; 1 where something is still at fault. Raises RuleError ``entries-at-fault``, StoreError."""
    from breach.service.proof import in_words, verify

    desk = app.desk(create=False)
    made, mended, done = app.host.rebuild(desk)
    after = verify(desk, None)
    said = [t("rebuild.kept", path=made.path, sha256=made.sha256)]
    said += [t("rebuild.mended", count=len(mended)), *(f"  {one}" for one in mended)] if mended else [t("rebuild.nothing")]
    said += [t("rebuild.recorded", n=done.n), *in_words(after)]
    held = {"copy": made.path, "sha256": made.sha256, "mended": mended, "entry": done.n, "hash": done.hash, "recorded_at": done.recorded_at}
    app.answer({"ok": after["ok"], "rebuilt": held, "faults": after["faults"]}, "\n".join(said))
    return 0 if after["ok"] else 1


def _line(finding: doctor.Finding) -> dict[str, str]:
    key = f"operations.doctor-{finding.about}-{finding.code}"
    todo = t(f"{key}-todo", None, **finding.params) if i18n.has(f"{key}-todo") else ""
    return {"id": f"{finding.about}-{finding.code}", "level": finding.level, "message": t(key, None, **finding.params), "todo": todo}


def _of_error(error: StoreError, level: str) -> dict[str, str]:
    title, message, todo = said(error)
    return {"id": error.code, "level": level, "message": t("operations.labelled", label=title, value=message), "todo": todo}


def _unknown(key: str) -> dict[str, str]:
    return {"id": "unknown-config-key", "level": doctor.ATTENTION, "message": t("start.unknown-config-key", key=key), "todo": ""}
