"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket in it, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING

import psycopg

from breach.storage.team.rights import WRITERS, sql
from tests.conftest import postgresql

if TYPE_CHECKING:
    from collections.abc import Sequence

SUPER = "chief"
"""The administrator of the server."""


class Server:
    """A server in ``folder``, with a database ``fresh`` in which the team's tables are set up, copied for each store."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="bpg-", dir="/tmp")
        self.programs = str(postgresql())
        self._databases = 0
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", f"{self.folder}/data", "-U", SUPER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()
        self.psql("postgres", "CREATE DATABASE fresh")
        self.psql("fresh", sql())
        for role in (*WRITERS, "auditor"):
            self.psql("fresh", f"CREATE ROLE {role} LOGIN IN ROLE breach_{role}")
        everybody = ", ".join(f"breach_{role}" for role in WRITERS)
        self.psql("fresh", f"CREATE ROLE everybody LOGIN IN ROLE {everybody}; CREATE ROLE keeper LOGIN IN ROLE breach_keeper, {everybody}")
        self.psql("fresh", "CREATE ROLE nobody LOGIN")

    def start(self, *more: str) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=60 {' '.join(more)}"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``fast`` cuts every connection, ``immediate`` is a power cut."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", mode, "stop")

    def end(self) -> None:
        """Stop it and remove everything."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def new(self) -> str:
        """A database of its own, set up and not begun: its name."""
        self._databases += 1
        name = f"store{self._databases}"
        self.psql("postgres", f"CREATE DATABASE {name} TEMPLATE fresh")
        return name

    def older(self, tables: str) -> str:
        """A database set up by ``tables``, the statements of an earlier version: its name."""
        self._databases += 1
        name = f"older{self._databases}"
        self.psql("postgres", f"CREATE DATABASE {name}")
        self.psql(name, tables)
        return name

    def url(self, database: str, user: str = "everybody") -> str:
        """The address of ``database`` for ``user``."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def psql(self, database: str, statement: str) -> list[tuple[object, ...]]:
        """Run ``statement`` as the administrator."""
        with psycopg.connect(self.url(database, SUPER), autocommit=True) as db:
            found = db.execute(statement.encode())
            return found.fetchall() if found.description else []

    def cut(self, database: str, *, wait: bool = True) -> None:
        """End every connection to ``database``; with ``wait``, until none is left."""
        self.psql("postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")
        for _ in range(100 if wait else 0):
            if self.psql("postgres", f"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{database}'") == [(0,)]:
                return
            time.sleep(0.01)

    def _run(self, program: str, *words: str) -> None:
        as_postgres: Sequence[str] = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
        done = subprocess.run(
            [*as_postgres, f"{self.programs}/{program}", *words],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            cwd="/",
        )
        assert done.returncode == 0, done.stderr
