"""A sound breach file for the tests of the log: every instant and every random byte is fixed, so its bytes never change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from breach.domain.text import Text
from breach.log.entries import GENESIS, digest, write
from breach.log.pack import VERIFIER, members_of_export

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "11111111-2222-4333-8444-555555555555"
REF = "EX-2026-0001"
ALIX, NOE = "aaaaaaaa-0001", "bbbbbbbb-0002"
DRAFT = "# Projet de notification (EXERCICE)\n\nNon déterminé à ce jour.\n".encode()
EVIDENCE = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"

Row = tuple[bytes, str]


def drawing(seed: str) -> Callable[[int], bytes]:
    """A source of bytes that are the same every time."""
    state = [0]

    def draw(count: int) -> bytes:
        state[0] += 1
        return hashlib.sha256(f"{seed}:{state[0]}".encode()).digest()[:count]

    return draw


@dataclass
class Chain:
    """A chain in the making, with its texts."""

    file: str = FILE
    rows: list[Row] = field(default_factory=list)
    texts: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    draw: Callable[[int], bytes] = field(default_factory=lambda: drawing("sample"))

    @property
    def head(self) -> str:
        """The hash of the last entry."""
        return self.rows[-1][1] if self.rows else GENESIS

    def add(self, kind: str, body: Mapping[str, object], *, at: str = "", actor: str = ALIX, happened_at: str | None = None) -> int:
        """Append an entry, one minute after the one before unless ``at`` says otherwise; its number."""
        n = len(self.rows) + 1
        recorded_at = at or f"2026-11-22T{2 + n // 60:02d}:{n % 60:02d}:03.123456Z"
        raw, kept = write(
            file=self.file,
            n=n,
            prev=self.head,
            kind=kind,
            recorded_at=recorded_at,
            happened_at=happened_at,
            actor=actor,
            role="on_call",
            body=body,
            draw=self.draw,
        )
        self.rows.append((raw, digest(raw)))
        self.texts |= {text.fingerprint: (text.salt, text.body) for text in kept}
        return n


def sound(*, exercise: bool = True, ref: str = REF) -> Chain:
    """Eight entries of the kinds that an export treats apart."""
    chain = Chain()
    opening = {"title": Text("COQUELICOT"), "text": Text("Connexions anormales sur la page client"), "ref": ref, "exercise": exercise}
    chain.add("opened", opening, happened_at="2026-11-22T01:40:00Z")
    chain.add("note", {"text": Text("Le compte de service est coupé.")}, actor=NOE)
    chain.add("facts", {"facts": {"people_count": {"state": "estimated", "low": 9, "high": 3500, "because": Text("export du CRM")}}, "because": None})
    chain.add("aware", {"at": "2026-11-22T02:02:00Z", "by": Text("Alix"), "basis": Text("journal du serveur"), "why": None})
    chain.add("evidence", {"name": Text("journal.txt"), "sha256": EVIDENCE, "size": 1200, "source": None})
    chain.add("draft", {"form": "cnil-2023", "type": "initial", "format": "md", "sha256": hashlib.sha256(DRAFT).hexdigest(), "size": len(DRAFT)})
    chain.add("decision", {"question": "notify-authority", "choice": "notify", "why": Text("Risque probable."), "relied": {"people_count": 3}})
    chain.add("retract", {"entry": 2, "why": Text("Fait dans un autre dossier.")}, actor=NOE)
    return chain


def members(chain: Chain, **more: Any) -> dict[str, bytes]:
    """What the export of ``chain`` holds."""
    first = json.loads(chain.rows[0][0])["body"]
    given = {
        "file": chain.file,
        "ref": first["ref"],
        "exercise": first["exercise"],
        "rows": chain.rows,
        "texts": chain.texts,
        "people": {ALIX: "Alix Martin", NOE: "Noé Durand", "cccccccc-0003": "Sacha Petit"},
        "blobs": [(6, hashlib.sha256(DRAFT).hexdigest(), len(DRAFT), DRAFT)] if len(chain.rows) > 5 else [],
        "made_at": "2026-11-22T03:00:00Z",
        **more,
    }
    return members_of_export(**given)


def listed(held: Mapping[str, bytes], **changes: object) -> dict[str, bytes]:
    """``held`` with a manifest that agrees with its other members, as one who forges with care would leave it."""
    rest = {name: body for name, body in held.items() if name != "manifest.json"}
    manifest = json.loads(held["manifest.json"]) | {"members": {name: hashlib.sha256(body).hexdigest() for name, body in rest.items()}} | changes
    return {**rest, "manifest.json": (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()}


def small(held: Mapping[str, bytes]) -> dict[str, bytes]:
    """``held`` with a stand-in for the verifier and the guides: small, and the same whatever becomes of those."""
    return listed({**held, VERIFIER: b"# stand-in\n", "LISEZMOI.txt": b"EXERCICE\n", "README.txt": b"EXERCICE\n"})


SEED = hashlib.sha256(b"a key of the museum").digest()
"""The private half of the sample's signing key: it signs nothing real."""


def signed(chain: Chain, of: int, *, scope: str = "entry", said_of: int = 0, **changes: object) -> None:
    """Add the signature of entry ``of`` (the message may be ``said_of`` another); ``changes``: what its body says otherwise."""
    private = Ed25519PrivateKey.from_private_bytes(SEED)
    mark = chain.rows[of - 1][1]
    said = f"breach-signature-1\n{scope}\n{chain.file}\n{said_of or of}\n{mark}\n".encode()
    body = {"scope": scope, "entry": of, "hash": mark, "key": key_of(), "signature": private.sign(said).hex()}
    chain.add("signature", {**body, **changes})


def key_of() -> str:
    """The public half of the sample's signing key."""
    return Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw().hex()


def anchored(chain: Chain, of: int, token: bytes = b"", **changes: object) -> bytes:
    """Add the anchor of entry ``of``: the ``token``, or one that is none but holds the hash as one does."""
    token = token or b"\x30\x82 no real token \x04\x20" + bytes.fromhex(chain.rows[of - 1][1])
    mark = hashlib.sha256(token).hexdigest()
    body = {"method": "rfc3161", "n": of, "head": chain.rows[of - 1][1], "service": None, "format": "tsr", "token_sha256": mark, "size": len(token)}
    chain.add("anchored", {**body, "authority_sha256": None, "stamped_at": None, "standing": "right", **changes})
    return token


STORE = "77777777-2222-4333-8444-555555555555"
"""The identity of the sample's store."""


def proof_of(person: str = ALIX, store: str = STORE) -> str:
    """The proof that ``person`` holds the sample's key, as the chain of ``store`` keeps it."""
    said = f"breach-signing-key-1\n{store}\n{person}\n{key_of()}\n".encode()
    return Ed25519PrivateKey.from_private_bytes(SEED).sign(said).hex()


def attested() -> dict[str, bytes]:
    """The export of a file of which an act and the head are signed, and which is anchored."""
    chain = sound()
    signed(chain, 7)
    token = anchored(chain, 9)
    signed(chain, 10, scope="head")
    return attested_members(chain, token)


def attested_members(chain: Chain, token: bytes | None, *, roots: bytes = b"", store: str = "", **more: object) -> dict[str, bytes]:
    """The members of ``chain``, the ``token`` (and the certificates ``roots``) kept with the entry of kind ``anchored``, the sample's key named
    with what ``more`` says of it.
    """
    key = {"key": key_of(), "name": "Alix Martin", "person": ALIX, "recorded_at": "2026-11-22T01:00:00.000000Z", "revoked_at": None, **more}
    at = next((n for n, (raw, _) in enumerate(chain.rows, 1) if json.loads(raw)["kind"] == "anchored"), 0)
    blobs = [(6, hashlib.sha256(DRAFT).hexdigest(), len(DRAFT), DRAFT)]
    if token is not None and at:
        blobs += [(at, hashlib.sha256(held).hexdigest(), len(held), held) for held in (token, roots) if held]
    return small(members(chain, keys=[key], blobs=blobs, **({"store": (store, 5, "ab" * 32)} if store else {})))
