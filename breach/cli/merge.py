"""``breach letter … --recipients FILE``: letters to many people, looked at first, made on every core, resumable, proved by a manifest."""

from __future__ import annotations

import os
import sys

from breach.cli import output
from breach.disk.reading import read_bytes
from breach.disk.writing import make_folder, write_new
from breach.domain.instants import to_z
from breach.errors import InputError
from breach.i18n import dates, plural, t
from breach.service import merging as service
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime

    from breach.cli.app import App
    from breach.service.drafting_ports import MergeJob, MergePlan, MergeTotals

LARGEST_MANIFEST = 1_000_000_000
TELL_EVERY_S = 1.0
"""How often progress is told on a terminal, in seconds."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``letter`` that are for many recipients."""
    group = parser.add_argument_group(t("merge.group"))
    group.add_argument("--recipients", metavar="FILE", default="", help=t("merge.recipients"))
    group.add_argument("--map", metavar="COLUMN=HEAD", action="append", default=[], help=t("merge.map"))
    group.add_argument("--encoding", metavar="NAME", default="", help=t("merge.encoding"))
    group.add_argument("--dry-run", action="store_true", help=t("merge.dry-run"))
    group.add_argument("--part", metavar="2/5", default="", help=t("merge.part"))
    group.add_argument("--print-shop", action="store_true", help=t("merge.print-shop"))
    group.add_argument("--made-at", metavar="INSTANT", default="", help=t("merge.made-at"))
    group.add_argument("--dask", metavar="ADDRESS", default="", help=t("merge.dask"))
    group.add_argument("--join", metavar="MANIFEST", action="append", default=[], help=t("merge.join"))


def wanted(args: argparse.Namespace) -> bool:
    """Whether the command is a merge. Raises InputError where an option of a merge stands without its recipients."""
    if args.recipients or args.join:
        return True
    for name in ("map", "encoding", "dry_run", "part", "print_shop", "made_at", "dask"):
        if getattr(args, name):
            raise InputError("usage", said=f"--{name.replace('_', '-')} ; --recipients", verb="breach letter")
    return False


def run(app: App, args: argparse.Namespace) -> int:
    """Plan, look at, or make the letters; or add up the manifests of shares."""
    if args.join:
        return _join(app, args)
    if not args.output and not args.dry_run:
        raise InputError("usage", said="-o DIR", verb="breach letter")
    desk = app.desk()
    asked = service.Asked(
        template=args.template,
        channel=args.channel,
        fmt=args.format,
        path=args.recipients,
        mapping=_mapping(args.map),
        encoding=args.encoding,
        part=args.part,
        print_shop=args.print_shop,
        key=app.host.merge_key(app.started()),
        made_at=service.dated(args.made_at, desk) or _begun(args.output),
    )
    row, job, made_at = service.job(desk, args.ref, asked)
    planned = job.plan()
    _plan_said(job, planned)
    if args.dry_run:
        return _looked_at(app, args, job, planned)
    make_folder(args.output)
    if not os.listdir(args.output):
        os.chmod(args.output, 0o700)
    with app.host.folder_lock(args.output):
        name, sha256, totals = job.make(args.output, _teller(planned.mine), dask=args.dask)
    done = service.record(desk, row, asked, made_at, job.mark, sha256, totals)
    data = {**written(row.ref, done), "path": args.output, "manifest": name, "manifest_sha256": sha256, "job": job.mark, "made_at": to_z(made_at)}
    lines = [_totals_said(totals), t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12]), t("merge.made-at-said", at=to_z(made_at))]
    lines.append(plural("merge.in-clear", totals.letters, path=args.output, manifest=name))
    return app.answer({**data, **totals.data()}, "\n".join(lines))


def _mapping(words: list[str]) -> dict[str, str]:
    found = {}
    for word in words:
        name, equals, head = word.partition("=")
        if not equals or not name.strip() or not head.strip():
            raise InputError("bad-mapping", given=word[:80])
        found[name.strip()] = head.strip()
    return found


def _begun(folder: str | None) -> datetime | None:
    """The instant of a job that was begun in ``folder``: resuming makes the same letters. None where there is none."""
    import json

    from breach.domain.instants import parse

    path = os.path.join(folder or "", "job.json")
    if not folder or not os.path.isfile(path):
        return None
    try:
        return parse(json.loads(read_bytes(path, 10_000))["made_at"], None)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("merge-other-job", path=folder) from error


def _plan_said(job: MergeJob, planned: MergePlan) -> None:
    """What was read and what will be made, on stderr, before anything is."""
    columns = ", ".join(name if name == head else f"{name} ← {head}" for name, head in job.columns.items())
    output.words(t("merge.columns", columns=columns, encoding=job.encoding))
    if job.unused:
        output.words(t("merge.unused", heads=", ".join(job.unused)))
    for one in planned.refused:
        output.words(t("merge.row", row=one.row, problem=t(f"merge.problem-{one.problem}")))
    left = planned.totals.rows - planned.totals.letters - len(planned.refused)
    if left:
        output.words(plural("merge.more-rows", left))


def _totals_said(totals: MergeTotals) -> str:
    lines = [t("merge.totals", rows=plural("counts.rows", totals.rows), letters=plural("counts.letters", totals.letters))]
    lines += [f"  {count:>9}  {name}" for name, count in sorted(totals.segments.items())]
    lines += [f"  {count:>9}  {t('merge.without', problem=t(f'merge.problem-{name}'))}" for name, count in sorted(totals.problems.items())]
    return "\n".join(lines)


def _looked_at(app: App, args: argparse.Namespace, job: MergeJob, planned: MergePlan) -> int:
    data: dict[str, object] = {"job": job.mark, "columns": job.columns, **planned.totals.data()}
    data["refused"] = [{"row": one.row, "problem": one.problem} for one in planned.refused]
    words = [_totals_said(planned.totals)]
    if args.output:
        make_folder(args.output)
        paths = job.write_samples(planned, args.output)
        data["samples"] = paths
        words.append(plural("merge.samples-in-clear", len(paths), path=args.output))
    else:
        samples = job.samples(planned)
        data["samples"] = [{"segment": segment, "text": text} for segment, text in samples]
        words += [f"\n--- {t('merge.sample', segment=segment)}\n\n{text}" for segment, text in samples]
    return app.answer(data, "\n".join(words))


def _teller(total: int) -> Callable[[int], None]:
    """Progress on stderr where that is a terminal: how many, how fast, how long still."""
    if not sys.stderr.isatty():
        return lambda _settled: None
    from time import monotonic

    start, first, last = monotonic(), -1, -TELL_EVERY_S

    def tell(settled: int) -> None:
        nonlocal first, last
        first = settled if first < 0 else first
        now = monotonic()
        if now - last < TELL_EVERY_S and settled < total:
            return
        last = now
        rate = (settled - first) / max(now - start, 0.001)
        rest = dates.duration(int((total - settled) / rate)) if rate else "…"
        sys.stderr.write("\r\x1b[K" + output.safe(t("merge.progress", settled=settled, total=total, rate=round(rate), left=rest)))
        sys.stderr.write("\n" if settled >= total else "")
        sys.stderr.flush()

    return tell


def _join(app: App, args: argparse.Namespace) -> int:
    """Add up the manifests of shares; the whole is written with ``-o``."""
    parts = [(os.path.basename(path), read_bytes(path, LARGEST_MANIFEST)) for path in args.join]
    body, totals = app.host.drafting().join_manifests(parts)
    if args.output:
        write_new(args.output, body)
    return app.answer({"path": args.output or None, **totals.data()}, _totals_said(totals))
