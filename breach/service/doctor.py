"""What ``doctor`` looks at: clock, zone, disk, key, chains, data files. Findings are codes; the faces put them into words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from breach import resources
from breach.domain.instants import from_z, to_local, zone_of
from breach.errors import BreachError
from breach.log import kinds
from breach.service.checking import REBUILT
from breach.service.clocks import forged
from breach.service.proof import verify
from breach.service.retention import ignored, in_words, past, period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from breach.service.desk import Desk

OK, ATTENTION, FAULT = "ok", "attention", "fault"
SLACK = timedelta(seconds=2)
"""How far ahead of the clock a file's time may lie: file systems round."""
LITTLE, VERY_LITTLE = 500_000_000, 50_000_000
"""Free bytes below which there is attention, and fault: a store with its log and one backup of it needs some."""
OLD_CIPHER = (4, 5)
"""SQLCipher before 4.5 is not what this program is tested with."""


class Machine(Protocol):
    """What is to be known of the host. ``times``: when the store's files and the program's were last written (UTC); ``ntp``: what the host says
    of its clock's synchronisation ("yes", "no", "" where it does not say); ``zone``: the host's IANA zone, "" unknown; ``modes``: permission
    bits of the store's file, its folder and the key file where there is one; ``free``: bytes free for the store.
    """

    store_time: datetime | None
    program_time: datetime
    ntp: str
    zone: str
    free: int
    network: bool
    cipher: str
    keyring: str
    key_place: str
    key_path: str
    modes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: ``about`` and ``code`` say what (words ``operations.doctor-<about>-<code>``), ``level`` is ``ok``, ``attention`` or ``fault``."""

    about: str
    code: str
    level: str = OK
    params: Mapping[str, object] = field(default_factory=dict)


def of_host(machine: Machine, now: datetime) -> list[Finding]:
    """What can be said without a store, at ``now`` (UTC)."""
    return [*_clock(machine, now), _disk(machine), _network(machine), _cipher(machine), _keyring(machine), *_modes(machine)]


def _clock(machine: Machine, now: datetime) -> list[Finding]:
    found = []
    for code, at in (("before-program", machine.program_time), ("before-files", machine.store_time)):
        if at is not None and at > now + SLACK:
            found.append(Finding("clock", code, FAULT, {"at": to_local(at, "UTC"), "now": to_local(now, "UTC")}))
    if not found:
        found.append(Finding("clock", "plausible", OK, {"now": to_local(now, "UTC")}))
    if machine.ntp:
        found.append(Finding("ntp", machine.ntp, OK if machine.ntp == "yes" else ATTENTION))
    return found


def _disk(machine: Machine) -> Finding:
    level = FAULT if machine.free < VERY_LITTLE else ATTENTION if machine.free < LITTLE else OK
    return Finding("disk", "little" if level != OK else "free", level, {"megabytes": machine.free // 1_000_000})


def _network(machine: Machine) -> Finding:
    return Finding("network", "remote", ATTENTION) if machine.network else Finding("network", "local")


def _cipher(machine: Machine) -> Finding:
    digits = machine.cipher.split(" ")[0].split(".")
    version = tuple(int(part) for part in digits[:2] if part.isdecimal())
    return Finding(
        "cipher", "old" if version < OLD_CIPHER else "known", ATTENTION if version < OLD_CIPHER else OK, {"version": machine.cipher or "?"}
    )


def _keyring(machine: Machine) -> Finding:
    return Finding("keyring", machine.keyring, ATTENTION if machine.keyring in ("silent", "untrusted") else OK)


def _modes(machine: Machine) -> list[Finding]:
    found = []
    for name, mode in machine.modes.items():
        if mode & 0o077:
            found.append(Finding("mode", f"open-{name}", FAULT if name == "key" else ATTENTION, {"mode": f"{mode:04o}"}))
    return found or [Finding("mode", "closed")]


def of_key(machine: Machine, *, recovery: bool) -> list[Finding]:
    """Where the key lies, and whether there is a recovery key."""
    where = Finding("key", machine.key_place, OK, {"path": machine.key_path})
    return [where, Finding("recovery", "there" if recovery else "missing", OK if recovery else ATTENTION)]


def of_server(said: Mapping[str, Any] | None) -> list[Finding]:
    """What a team's server is, what it lets this user do, and what it can read; nothing for a store that is a file."""
    if said is None:
        return []
    code = "standby" if said["standby"] else "tls" if said["tls"] else "local"
    about = {"user": said["user"], "roles": ", ".join(said["roles"])}
    roles = "none" if not said["roles"] else "keeper" if {"keeper", "owner"} & set(said["roles"]) else "held"
    return [
        Finding("server", code, ATTENTION if code == "standby" else OK, {"version": said["version"]}),
        Finding("roles", roles, OK if roles == "held" else ATTENTION, about),
        Finding("reads", "codes"),
        Finding(
            "tables",
            "old" if said["schema"] < said["known"] else "current",
            ATTENTION if said["schema"] < said["known"] else OK,
            {"found": said["schema"], "known": said["known"]},
        ),
    ]


def of_store(desk: Desk, machine: Machine) -> list[Finding]:
    """What can be said of the open store: schema, chains, heads, the last entry's time, profile and zone, backups. Raises StoreError."""
    found = [*_chains(desk), _last_entry(desk), *_profile(desk, machine), *_retention(desk)]
    backup = desk.store.last_kind(kinds.BACKUP)
    if backup is None:
        found.append(Finding("backup", "never", ATTENTION))
    else:
        found.append(Finding("backup", "last", OK, {"at": to_local(from_z(backup.recorded_at), desk.zone)}))
    return found


def _chains(desk: Desk) -> list[Finding]:
    if not desk.store.has_heads():
        heads = Finding("heads", "missing", ATTENTION)
    elif desk.store.behind_heads():
        heads = Finding("heads", "ahead", FAULT)
    else:
        heads = Finding("heads", "agree")
    done = verify(desk, None)
    wrong = [Finding("chains", "clocks", FAULT, {"refs": ", ".join(refs)}) for refs in [forged(desk)] if refs]
    if done["ok"]:
        return [heads, *wrong, Finding("chains", "whole", OK, {"chains": len(desk.store.chains()), "entries": done["entries"]})]
    return [heads, *wrong, *(Finding("chains", _todo(f["fault"]), FAULT, {"file": f["file"], "said": f["message"]}) for f in done["faults"][:20])]


def _todo(fault: str) -> str:
    """Whether what is at fault is made again from the entries, is a text or a piece that can only come from a copy, or is the entries themselves."""
    return "beside" if fault in REBUILT else "text" if fault in ("text-differs", "text-lost", "blob-differs") else "broken"


def _retention(desk: Desk) -> list[Finding]:
    over = ", ".join(row.ref for row, _ in past(desk))
    now = period(desk)
    found = [
        Finding("retention", "past", ATTENTION, {"refs": over})
        if over
        else Finding("retention", "none", OK, {"years": now.years, "by": in_words(now, desk.lang)})
    ]
    if ignored(desk) is not None:
        found.append(Finding("retention", "ignored", ATTENTION, {"asked": ignored(desk), "years": now.years}))
    if desk.store.meta("scrub-pending"):
        found.append(Finding("erasure", "pending", ATTENTION))
    return found


def _last_entry(desk: Desk) -> Finding:
    newest = desk.store.newest()
    last = from_z(newest) if newest else None
    now = desk.clock()
    if last is not None and last > now + SLACK:
        return Finding("last", "ahead", FAULT, {"at": to_local(last, desk.zone), "now": to_local(now, desk.zone)})
    return Finding("last", "past", OK, {"at": to_local(last, desk.zone) if last else "-"})


def _profile(desk: Desk, machine: Machine) -> list[Finding]:
    if desk.store.meta("profile") is None:
        return [Finding("profile", "missing", ATTENTION)]
    found = [Finding("profile", "there", OK, {"organisation": desk.store.meta("organisation") or ""})]
    if machine.zone:
        now = desk.clock()
        same = now.astimezone(zone_of(machine.zone)).utcoffset() == now.astimezone(zone_of(desk.zone)).utcoffset()
        found.append(Finding("zone", "same" if same else "differs", OK if same else ATTENTION, {"host": machine.zone, "zone": desk.zone}))
    return found


def of_data() -> list[Finding]:
    """Whether what the program ships can be found and read: catalogue, law, templates, playbooks."""
    from breach.catalogue.loader import load
    from breach.law.regime_data import regimes
    from breach.law.rules import load as rules

    found = []
    for about, read in (("catalogue", lambda: len(load().facts)), ("law", lambda: len(regimes())), ("rules", lambda: rules().version)):
        try:
            found.append(Finding(about, "read", OK, {"count": read()}))
        except (BreachError, ValueError, KeyError, TypeError) as error:
            found.append(Finding(about, "unreadable", FAULT, {"said": str(error)[:200]}))
    found += [_folders("templates", "notifications"), _folders("playbooks", ""), _folders("drills", "")]
    return [*found, *_left_out()]


def _left_out() -> list[Finding]:
    """The playbooks and the scenarios that are not used, with the file and the key of the first fault of each."""
    from breach.service import drills, playbooks

    found = []
    for about, faults in (("playbooks", lambda: playbooks.library().faults), ("drills", lambda: drills.scenarios()[1])):
        try:
            first = {one.id: f"{one.id}/{one.file}" + (f", {one.key}" if one.key else "") for one in reversed(list(faults()))}
        except BreachError:  # their folder is missing, which stands above
            continue
        if first:
            found.append(Finding(about, "left-out", ATTENTION, {"names": " ; ".join(first.values())}))
    return found


def unknown_clocks(named: Iterable[str]) -> list[str]:
    """Those of the clock ids ``named`` that no clock has; a promise's and a contract's begin with their kind, or are the kind alone."""
    from breach.law.regime_data import clocks_of_law

    known = {clock["id"] for clock in clocks_of_law()}
    return sorted(name for name in named if name not in known and name.partition(":")[0] not in ("promise", "contract"))


def _folders(kind: str, below: str) -> Finding:
    import os

    bad = []
    count = 0
    try:
        root = os.path.join(resources.shared_root(kind), below)
        for name in sorted(os.listdir(root)):
            manifest = os.path.join(root, name, "manifest.toml")
            if not os.path.isfile(manifest):
                continue
            try:
                with open(manifest, "rb") as file:
                    tomllib.load(file)
                count += 1
            except (OSError, ValueError):
                bad.append(name)
    except (BreachError, OSError):
        return Finding(kind, "missing", FAULT)
    if bad:
        return Finding(kind, "bad", FAULT, {"names": ", ".join(bad)})
    return Finding(kind, "found" if count else "none", OK if count else FAULT, {"count": count})
