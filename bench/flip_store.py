"""A small store damaged in every way that leaves a file: each change is found, or changes nothing that was recorded.

    python bench/flip_store.py [--every 1] [--seed 1]

Every byte of the store flipped, once with its log folded in and once with a live log; the log and the store cut at every length (by pages of 512
bytes unless ``--every 1``). Found: it does not open, `verify` finds a fault, or the heads kept beside the store know more. Otherwise what is read
must be what was recorded, to the byte. Prints a line for each way; exit 1 where something changed and was not found.
"""

from __future__ import annotations

import argparse
import collections
import random
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

KEY = bytes(range(32))
SIDES = ("", "-wal", ".heads")


def make(path: Path, *, live: bool) -> None:
    """A store with one file of some entries; ``live``: its last entries lie in the log, as after a kill."""
    from breach.domain.actor import Actor
    from breach.service.desk import Desk
    from breach.service.opening import open_file
    from breach.storage.create import create
    from breach.storage.store import Store

    def clock() -> datetime:
        return datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

    from breach.domain.text import Text

    create(str(path), KEY, clock)
    store = Store(str(path), KEY)
    desk = Desk(store, Actor("Alix", "lead", "alix", "host"), clock, "fr")
    row = store.find(open_file(desk, "premier").ref)
    for n in range(6):
        if n == 3:
            store.raw_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with desk.acting() as act:
            act.append(row, "note", {"text": Text(f"ligne {n}")})
    kept = path.with_name("kept")
    kept.mkdir()
    if not live:
        store.raw_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for side in SIDES:
        if Path(f"{path}{side}").exists():
            shutil.copy(f"{path}{side}", kept / f"s.db{side}")
    store.close()
    for side in (*SIDES, "-shm"):
        Path(f"{path}{side}").unlink(missing_ok=True)


def content(path: Path) -> tuple[str, object]:
    """What becomes of opening and verifying the store at ``path``: how a fault was found (or ``nothing``), and all that was read."""
    from breach.domain.actor import Actor
    from breach.errors import BreachError
    from breach.service.desk import Desk
    from breach.service.proof import verify
    from breach.storage.store import Store
    from breach.storage.swap import check_pages

    try:
        store = Store(str(path), KEY)
    except BreachError as error:
        return f"opening: {error.code}", None
    try:
        if store.behind_heads():
            return "heads beside", None
        result = verify(Desk(store, Actor("Alix", "lead", "alix", "host"), lambda: datetime(2026, 11, 22, 3, tzinfo=UTC), "fr"), None)
        if not result["ok"]:
            return f"verify: {result['faults'][0]['fault']}", None
        if result["remarks"]:
            return "verify remarks on the heads beside", None
        check_pages(store.raw_connection, str(path))
        held = [(store.rows(chain), store.texts(chain), store.blobs(chain)) for chain, _ in store.chains()]
    except BreachError as error:
        return f"reading: {error.code}", None
    finally:
        store.close()
    return "nothing", held


def damages(kept: Path, side: str, every: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Every way in which the file ``side`` is damaged: what was done, and the file's bytes then."""
    whole = (kept / f"s.db{side}").read_bytes()
    for at in range(0, len(whole), every):
        changed = bytearray(whole)
        changed[at] ^= random.Random(f"{seed}:{at}").randrange(1, 256)
        yield "flipped", bytes(changed)
    for size in range(0, len(whole), max(every, 1 if every == 1 else 512)):
        yield "cut", whole[:size]


def tried(kept: Path, side: str, every: int, seed: int, say: Callable[[str], None]) -> int:
    """How many damages of the file ``side`` were not found and changed what is read."""
    found: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)

        def put(body: bytes | None) -> tuple[str, object]:
            for one in (*SIDES, "-shm", ".lock"):
                (place / f"s.db{one}").unlink(missing_ok=True)
            for one in SIDES:
                if (kept / f"s.db{one}").exists():
                    shutil.copy(kept / f"s.db{one}", place / f"s.db{one}")
            if body is not None:
                (place / f"s.db{side}").write_bytes(body)
            return content(place / "s.db")

        how, right = put(None)
        assert how == "nothing", how
        missed = 0
        for what, body in damages(kept, side, every, seed):
            how, held = put(body)
            if how == "nothing" and held != right:
                missed += 1
                how = "MISSED"
            elif how == "nothing":
                how = "nothing that was recorded changed"
            found[what][how] += 1
    for what, counts in found.items():
        told = ", ".join(f"{count} {how}" for how, count in counts.most_common())
        say(f"{side or 'store':>6} {what}: {sum(counts.values())}: {told}")
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="change one byte in so many")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    missed, start = 0, time.perf_counter()
    for live in (False, True):
        with tempfile.TemporaryDirectory() as name:
            make(Path(name) / "s.db", live=live)
            print("with a live log" if live else "log folded in", flush=True)
            for side in SIDES if live else ("", ".heads"):
                missed += tried(Path(name) / "kept", side, options.every, options.seed, print)
    print(f"missed: {missed}, in {time.perf_counter() - start:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
