"""What can be read of a store's chains: entries, texts, people, kept files, and whether its heads agree."""

from __future__ import annotations

from breach.domain.instants import from_z
from breach.errors import RuleError, StoreError
from breach.log import kinds
from breach.log.entries import Entry, attach
from breach.storage.asking import STORE
from breach.storage.files import FileRow, Files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from typing import Any

    from breach.storage.heads import Heads

_AT_ONCE = 500
"""How many files are read together where all are."""
STRAYS = f"""SELECT 'entry', chain, n, kind FROM entry WHERE chain NOT IN (SELECT id FROM chain)
    UNION ALL SELECT 'text', chain, n, name FROM text WHERE chain NOT IN (SELECT id FROM chain)
    UNION ALL SELECT 'blob', chain, n, sha256 FROM blob WHERE chain NOT IN (SELECT id FROM chain)
    UNION ALL SELECT 'file', chain, 0, ref FROM file WHERE chain NOT IN (SELECT id FROM chain WHERE id <> {STORE})
    UNION ALL SELECT 'due', chain, 0, '' FROM due WHERE chain <> 0 AND chain NOT IN (SELECT id FROM chain) GROUP BY chain
    UNION ALL SELECT 'chain', id, 0, uuid FROM chain WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.chain = chain.id)"""
"""What ``strays`` asks, of either kind of store."""


class Reading(Files):
    """A store, as far as it is read."""

    read_only = False
    _heads: Heads

    def behind_heads(self) -> bool:
        """Whether the store's end is not the one that the heads file knows: entries were lost, or changed outside this program."""
        last = self._heads.last()
        if last is None:
            return False
        rows = self._all("SELECT hash FROM entry WHERE seq = ?", (last[0],))
        if rows:
            return bool(rows[0][0] != last[1])
        since = "SELECT 1 FROM entry WHERE chain = ? AND kind = ? AND seq > ? LIMIT 1"
        if not self._all(since, (STORE, kinds.FILE_DESTROYED, last[0])):
            return True
        return bool(self._chains_behind())  # the last entry that was noted here may have been in a file that a colleague destroyed

    def _chains_behind(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for chain, uuid in self._all("SELECT id, uuid FROM chain"):
            head = self._heads.of(chain)
            if head and not self._all("SELECT 1 FROM entry WHERE chain = ? AND n = ? AND hash = ?", (chain, *head)):
                found.append({"file": uuid, "n": head[0], "hash": head[1]})
        return found

    def lost(self) -> list[dict[str, object]]:
        """Per chain that lies behind its head: its uuid, and the number and hash that the heads file knows."""
        if not self.behind_heads():
            return []
        return self._chains_behind() or [{"file": self.uuid(STORE), "n": 0, "hash": (self._heads.last() or (0, ""))[1]}]

    def head_beside(self, chain: int) -> tuple[int, str] | None:
        """The number and hash that the heads file knows for ``chain``."""
        return self._heads.of(chain)

    def has_heads(self) -> bool:
        """Whether the heads file is there."""
        return self._heads.exists()

    def refuse_reader(self) -> None:
        """Refuse to write where the store was opened to be read. Raises RuleError ``read-only-here``."""
        if self.read_only:
            raise RuleError("read-only-here")

    def refuse_moved(self) -> None:
        """Refuse to write where the store was moved elsewhere: a chain has one head. Raises StoreError ``store-moved``."""
        moved = self.meta("moved")
        if moved:
            raise StoreError("store-moved", path=self.path, to=moved)

    def last_seq(self) -> int:
        """The number of the newest entry over all chains, 0 in a store without any. It grows with every entry, whoever writes it."""
        return int(self._all("SELECT COALESCE(MAX(seq), 0) FROM entry")[0][0])

    def touched(self, since: int) -> list[int]:
        """The chains with entries newer than the entry number ``since`` (as ``last_seq`` counts), in order."""
        return [chain for (chain,) in self._all("SELECT DISTINCT chain FROM entry WHERE seq > ? ORDER BY chain", (since,))]

    def last_of(self, chain: int) -> int:
        """The number of the newest entry of ``chain``, 0 for none."""
        return int(self._all("SELECT COALESCE(MAX(n), 0) FROM entry WHERE chain = ?", (chain,))[0][0])

    def acted_in(self, actors: Collection[str], since: int, upto: int) -> set[int]:
        """The chains in which one of ``actors`` (ids of people) wrote an entry numbered from ``since`` + 1 to ``upto`` (as ``last_seq`` counts)."""
        found: set[int] = set()
        for chain, raw in self._all("SELECT chain, raw FROM entry WHERE seq > ? AND seq <= ?", (since, upto)):
            if chain not in found and any(actor.encode() in bytes(raw) for actor in actors) and Entry(bytes(raw)).actor in actors:
                found.add(chain)
        return found

    def rows(self, chain: int) -> list[tuple[bytes, str]]:
        """The stored bytes and hashes of ``chain``, in order."""
        return [(bytes(raw), mark) for raw, mark in self._all("SELECT raw, hash FROM entry WHERE chain = ? ORDER BY seq", (chain,))]

    def texts(self, chain: int, *, judged: bool = False) -> dict[str, tuple[bytes, str]]:
        """The texts kept beside ``chain``, by fingerprint: (random bytes, text). Erased ones are absent.

        Raises StoreError ``not-sealed-here``; where they are ``judged`` anyway, what does not open is given empty, which no fingerprint fits.
        """
        uuid, cover = self.uuid(chain), self.cover
        found: dict[str, tuple[bytes, str]] = {}
        for mark, salt, body, n, name in self._all(
            "SELECT fingerprint, salt, body, n, name FROM text WHERE chain = ? AND body IS NOT NULL ORDER BY id", (chain,)
        ):
            try:
                found[mark] = cover.undata(salt, "salt", uuid, n, name), cover.untext(body, "text", uuid, n, name)
            except StoreError:
                if not judged:
                    raise
                found[mark] = b"", ""
        return found

    def history(self, chain: int) -> list[Entry]:
        """The entries of ``chain`` in order, their texts put back into their bodies (None: erased)."""
        uuid, cover = self.uuid(chain), self.cover
        entries = [Entry(raw) for raw, _ in self.rows(chain)]
        # After the entries: a text that a colleague adds meanwhile belongs to an entry that was not read, and none that was read lacks its own.
        words: dict[int, dict[str, str | None]] = {}
        marks = {entry.n: entry.texts for entry in entries}
        for n, name, mark, body in self._all("SELECT n, name, fingerprint, body FROM text WHERE chain = ? ORDER BY id", (chain,)):
            if marks.get(n, {}).get(name) == mark:  # a row that the entry does not name says nothing of it, whoever put it there
                words.setdefault(n, {})[name] = None if body is None else cover.untext(body, "text", uuid, n, name)
        for entry in entries:
            entry.words = words.get(entry.n, {})
            entry.body = attach(entry.body, entry.words)
        return entries

    def text_marks(self, chain: int) -> list[tuple[int, str, str]]:
        """(entry number, name, fingerprint) of every text beside ``chain``, erased ones too."""
        return [(n, name, mark) for n, name, mark in self._all("SELECT n, name, fingerprint FROM text WHERE chain = ? ORDER BY id", (chain,))]

    def histories(self, files: Sequence[FileRow]) -> Iterator[tuple[FileRow, list[Entry]]]:
        """Each of ``files`` (in order of opening) with its entries as ``history`` gives them; many at a time, few in memory."""
        for at in range(0, len(files), _AT_ONCE):
            batch = files[at : at + _AT_ONCE]
            ends = (batch[0].chain, batch[-1].chain)
            entries: dict[int, list[Entry]] = {}
            for chain, raw in self._all("SELECT chain, raw FROM entry WHERE chain BETWEEN ? AND ? ORDER BY chain, n", ends):
                entries.setdefault(chain, []).append(Entry(bytes(raw)))
            uuids = {row.chain: row.uuid for row in batch}
            words: dict[tuple[int, int], dict[str, str | None]] = {}
            marks = {(chain, entry.n): entry.texts for chain, held in entries.items() for entry in held}
            of_text = "SELECT chain, n, name, fingerprint, body FROM text WHERE chain BETWEEN ? AND ? ORDER BY id"
            for chain, n, name, mark, body in self._all(of_text, ends):
                if chain in uuids and marks.get((chain, n), {}).get(name) == mark:
                    held = None if body is None else self.cover.untext(body, "text", uuids[chain], n, name)
                    words.setdefault((chain, n), {})[name] = held
            for row in batch:
                for entry in entries.get(row.chain, ()):
                    entry.words = words.get((row.chain, entry.n), {})
                    entry.body = attach(entry.body, entry.words)
                yield row, entries.get(row.chain, [])

    def of_kinds(self, chain: int, *wanted: str) -> list[Entry]:
        """The entries of ``chain`` that are of one of the kinds ``wanted``, in order, texts not attached."""
        marks = ", ".join("?" * len(wanted))
        return [
            Entry(bytes(raw)) for (raw,) in self._all(f"SELECT raw FROM entry WHERE chain = ? AND kind IN ({marks}) ORDER BY n", (chain, *wanted))
        ]

    def people(self) -> dict[str, str]:
        """The names of those who acted, by id."""
        return dict(self._all("SELECT id, name FROM person"))

    def person(self, known: str) -> tuple[str, str, str] | None:
        """(name, operating-system account, host) of the person ``known``."""
        rows = self._all("SELECT name, os_user, host FROM person WHERE id = ?", (known,))
        return (str(rows[0][0]), str(rows[0][1]), str(rows[0][2])) if rows else None

    def blobs(self, chain: int, n: int = 0, *, judged: bool = False) -> list[tuple[int, str, int, bytes]]:
        """What is kept to the byte with the entries of ``chain``, or with its entry ``n`` alone: (entry number, SHA-256, size, bytes).

        Raises StoreError ``not-sealed-here``; where they are ``judged`` anyway, what does not open is given as it is kept.
        """
        uuid = self.uuid(chain)

        def undata(body: Any, *place: object) -> bytes:
            try:
                return self.cover.undata(body, *place)
            except StoreError:
                if not judged:
                    raise
                return bytes(body)

        one, args = (" AND n = ?", (chain, n)) if n else ("", (chain,))
        rows = self._all(f"SELECT n, sha256, size, body FROM blob WHERE chain = ?{one} ORDER BY id", args)
        return [(n, mark, size, undata(body, "blob", uuid, n, mark)) for n, mark, size, body in rows]

    def chains(self) -> list[tuple[int, str]]:
        """Every chain: (id, uuid); the store's own comes first."""
        return [(number, uuid) for number, uuid in self._all("SELECT id, uuid FROM chain ORDER BY id")]

    def last_kind(self, kind: str) -> Entry | None:
        """The newest entry of ``kind`` in the store's own chain, texts not attached."""
        rows = self._all("SELECT raw FROM entry WHERE chain = ? AND kind = ? ORDER BY n DESC LIMIT 1", (STORE, kind))
        return Entry(bytes(rows[0][0])) if rows else None

    def texts_holding(self, words: str) -> list[tuple[int, int, str, str]]:
        """(chain, entry number, name, text) of every kept text, of files and of the store's chain, in which ``words`` stand to the letter."""
        rows = self._all("SELECT chain, uuid, text.n, name, body FROM text JOIN chain ON chain.id = chain WHERE body IS NOT NULL ORDER BY text.id")
        opened = [(chain, n, name, self.cover.untext(body, "text", uuid, n, name)) for chain, uuid, n, name, body in rows]
        return [row for row in opened if words in row[3]]

    def chains_with(self, kind: str) -> list[int]:
        """The chains that have an entry of ``kind``, in order."""
        return [chain for (chain,) in self._all("SELECT DISTINCT chain FROM entry WHERE kind = ? ORDER BY chain", (kind,))]

    def strays(self) -> list[tuple[str, int, int, str]]:
        """Rows that belong to no chain that is here, and chains without an entry: (table, chain, entry number, name or reference)."""
        return [(str(table), int(chain or 0), int(n or 0), str(name)) for table, chain, n, name in self._all(STRAYS)]

    def first_hash(self, uuid: str) -> str | None:
        """The hash of the first entry of the chain ``uuid``; None where there is none."""
        rows = self._all("SELECT hash FROM entry JOIN chain ON chain.id = entry.chain WHERE chain.uuid = ? AND entry.n = 1", (uuid,))
        return str(rows[0][0]) if rows else None

    def newest(self) -> str | None:
        """The latest instant of recording over all chains (UTC text)."""
        return self._all("SELECT MAX(recorded_at) FROM entry")[0][0] or None

    def behind_clock(self, now: datetime) -> int:
        """Whole seconds by which the host's clock (``now``, UTC) lies before the newest entry of the store's own chain; 0 where it does not."""
        rows = self._all("SELECT recorded_at FROM entry WHERE chain = ? ORDER BY n DESC LIMIT 1", (STORE,))
        return max(0, -int((now - from_z(rows[0][0])).total_seconds())) if rows else 0
