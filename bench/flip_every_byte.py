"""Every byte of an export changed, one at a time: each must be refused, never by an exception.

    python bench/flip_every_byte.py [EXPORT.zip] [--entries 30] [--seed 1] [--every 1]

Without EXPORT.zip an export of a made-up file is made. The verifier is the one that lies in the export, taken out of it before anything is
changed and run from that copy. Prints one line of figures, and the offsets that were missed; exit 1 where there is one.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

MEMBER = "verify_breach.py"


def export_of(entries: int) -> bytes:
    """The export of a made-up exercise with about so many entries."""
    from breach.domain.text import Text
    from breach.log.pack import build
    from tests.log.sample import members, sound

    chain = sound()
    for n in range(len(chain.rows), entries):
        chain.add("note", {"text": Text(f"ligne {n}")})
    return build(members(chain))


def apart(archive: bytes, folder: Path) -> Path:
    """The verifier of ``archive``, in a file of its own."""
    import io
    import zipfile

    path = folder / MEMBER
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        path.write_bytes(read.read(MEMBER))
    return path


def load(path: Path) -> ModuleType:
    """The copy of the verifier at ``path``, as a module."""
    spec = importlib.util.spec_from_file_location("verifier_apart", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def missed(archive: bytes, path: Path, places: range, seed: int) -> list[int]:
    """The ``places`` at which a changed byte was not refused."""
    verifier, found = load(path), []
    for at in places:
        changed = bytearray(archive)
        changed[at] ^= random.Random(f"{seed}:{at}").randrange(1, 256)
        try:
            refused = not verifier.verify_bytes(bytes(changed)).ok
        except Exception as error:
            print(f"byte {at}: {error!r}")
            refused = False
        if not refused:
            found.append(at)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", nargs="?", type=Path)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="change one byte in so many")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    archive = options.export.read_bytes() if options.export else export_of(options.entries)
    with tempfile.TemporaryDirectory() as name:
        path = apart(archive, Path(name))
        if not load(path).verify_bytes(archive).ok:
            print("the export is refused before anything was changed")
            return 1
        places = range(0, len(archive), options.every)
        step = max(1, len(places) // (options.jobs * 20))
        parts = [places[i : i + step] for i in range(0, len(places), step)]
        start = time.perf_counter()
        with ProcessPoolExecutor(options.jobs) as pool:
            count = len(parts)
            found = [at for part in pool.map(missed, [archive] * count, [path] * count, parts, [options.seed] * count) for at in part]
        took = time.perf_counter() - start
    print(f"{len(places) - len(found)} of {len(places)} changed bytes refused ({len(archive)} bytes, seed {options.seed}) in {took:.0f} s")
    if found:
        print("missed at:", *found[:50])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
