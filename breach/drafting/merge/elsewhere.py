"""The same letters, made by machines of a Dask cluster: an optional extra. Letters come back over the connection and are written here.

Beyond this machine the connection must be TLS (certificates by Dask's own configuration, ``distributed.comm.tls``). Nothing is spilled to a disk
there: a worker that would run out of memory stops, and its blocks are made again elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from breach.drafting.merge.work import Job, Made, render
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from breach.drafting.merge.people import Addressed

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
CONNECT_S = 10
AHEAD = 3
"""Blocks under way for each thread of the cluster."""
NO_SPILL = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
}


class Elsewhere:
    """A Dask scheduler at ``address``. Raises InputError ``dask-missing``, ``dask-not-tls``."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        if parts.scheme != "tls" and parts.hostname not in _LOOPBACK:
            raise InputError("dask-not-tls", address=address[:100])
        try:
            import distributed
        except ImportError as error:
            raise InputError("dask-missing") from error
        self._library: Any = distributed  # its functions have no types
        self._address = address

    def each(self, job: Job, blocks: Iterable[Sequence[Addressed]], folder: str) -> Iterator[list[Made]]:
        """Make ``blocks``; ``folder`` is of this machine alone. Raises InputError ``dask-not-reached``, ``dask-spills``, ``merge-worker-lost``."""
        del folder
        from dask import config

        with config.set(NO_SPILL):
            try:
                client = self._library.Client(self._address, timeout=CONNECT_S, set_as_default=False)
            except (OSError, TimeoutError, ValueError) as error:
                raise InputError("dask-not-reached", address=self._address[:100], said=str(error)[:120]) from error
            with client:
                self._no_spill(client)
                yield from self._each(client, job, blocks)

    def _no_spill(self, client: Any) -> None:
        """Refuse workers that may write letters to a disk of theirs."""
        spilling = client.run(_spills)
        if any(spilling.values()):
            raise InputError("dask-spills", workers=", ".join(sorted(name for name, spills in spilling.items() if spills))[:200])

    def _each(self, client: Any, job: Job, blocks: Iterable[Sequence[Addressed]]) -> Iterator[list[Made]]:
        threads = sum(client.nthreads().values()) or 1
        done = self._library.as_completed(with_results=True, loop=client.loop)
        waiting = 0
        try:
            for block in blocks:
                done.add(client.submit(render, job, list(block), pure=False, retries=3))
                waiting += 1
                if waiting >= AHEAD * threads:
                    yield next(done)[1]
                    waiting -= 1
            for _, made in done:
                yield made
        except self._library.scheduler.KilledWorker as error:
            raise InputError("merge-worker-lost") from error


def _spills() -> bool:
    """Whether the worker that this runs on may write to a disk."""
    from dask import config

    return bool(config.get("distributed.worker.memory.spill", False) or config.get("distributed.worker.memory.target", False))
