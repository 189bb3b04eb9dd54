"""Bad days, for long: `python bench/bad_days.py [factor]`. One line a day; what needs the right to mount, or a server, is left out by name."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from breach.storage.store import Store
from tests import bad_days
from tests.conftest import postgresql
from tests.storage.stores import KEY, made

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> int:
    factor = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0

    def often(count: int) -> int:
        return max(1, int(count * factor))

    bad = 0
    with tempfile.TemporaryDirectory(prefix="breach-bad-") as place:
        folder = Path(place)
        os.environ["XDG_DATA_HOME"] = str(folder / "data")

        def write_at_once(count: int) -> bad_days.Day:
            own = folder / f"w{count}"
            own.mkdir()
            path = made(own, files=1).path
            return bad_days.writers(path, count, often(250), Store(path, KEY), own)

        days: list[tuple[str, Callable[[], bad_days.Day]]] = [
            ("power cut", lambda: bad_days.power_cut(folder, often(200))),
            ("clock back and forward", lambda: bad_days.clock_jumps(folder / "clock", often(2000))),
            *((f"{count} writers", lambda count=count: write_at_once(count)) for count in (2, 4, 8)),
        ]
        if bad_days.may_mount():
            days += [
                ("full disk", lambda: bad_days.full_disk(folder, often(100))),
                ("read-only remount", lambda: bad_days.read_only_disk(folder, often(100))),
            ]
        else:
            print("full disk, read-only remount: left out, this account may not mount")
        server = None
        if postgresql():
            from tests.contract.server import Server

            server = Server()
            held = server
            days += [
                (f"PostgreSQL {name}", lambda how=how, times=times: bad_days.server_goes(held, folder, often(times), how))
                for name, how, times in (("connection cut", "cut", 200), ("stopped and started", "fast", 20), ("killed and started", "immediate", 30))
            ]
        else:
            print("PostgreSQL: left out, no server's programs here")
        try:
            for name, day in days:
                begun = time.monotonic()
                done = day()
                bad += not done.good
                print(
                    f"{name:<32} times {done.times:>5}  acknowledged {done.acknowledged:>6}  lost {done.lost}  wrong {len(done.wrong)}"
                    f"  ({time.monotonic() - begun:.0f} s)  {done.remark}",
                    flush=True,
                )
                for line in done.wrong[:5]:
                    print(f"  {line}")
        finally:
            if server is not None:
                server.end()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
