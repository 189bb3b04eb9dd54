"""What the service asks of who signs, seals and judges time-stamps, as Protocols. ``breach.keys`` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

ENCRYPTED = b"age-encryption.org/v1\n"
"""How a file that was encrypted to somebody begins."""


class Signer(Protocol):
    """A person's signing key: its public half in hex."""

    key: str

    def sign(self, said: bytes) -> str: ...


class Judged(Protocol):
    """What a time-stamp proves: ``code`` (``right``, or why nothing), when it was stamped (UTC text), and what its reader complained of."""

    @property
    def code(self) -> str: ...
    @property
    def at(self) -> str | None: ...
    @property
    def said(self) -> str: ...


class Judging(Protocol):
    """Who judges a token of a time-stamp service, without any network."""

    def judge(self, token: bytes, head: str, authority: bytes) -> Judged: ...


class Attesting(Judging, Protocol):
    """Keys that sign, decrypt and verify, and the time-stamp service that is switched on ("" where none is)."""

    service: str
    authority: str

    def signer(self, name: str, key: str) -> Signer | None: ...
    def new_signer(self, name: str) -> Signer: ...
    def verifies(self, key: str, signature: str, said: bytes) -> bool: ...
    def stamp(self, data: bytes) -> bytes: ...
    def new_review_key(self, name: str) -> str: ...
    def review_keys(self) -> list[str]: ...
    def encrypt(self, data: bytes, recipients: Sequence[str]) -> bytes: ...
    def decrypt(self, data: bytes, name: str) -> bytes: ...
