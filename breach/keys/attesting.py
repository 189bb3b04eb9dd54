"""What the service asks of keys and of time-stamp services: signing, verifying, encrypting for a DPO outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.keys.signing import Signer
    from breach.keys.timestamps import Judged


class Attesting:
    """The keys of one account for one store. ``folder``: where its secrets lie; ``store``: the store's identity; ``store_key``: its key.

    ``service`` and ``authority``: the time-stamp service of the configuration and its certificates' file, "" where none is switched on.
    """

    def __init__(self, folder: str, store: str, store_key: bytes, service: str = "", authority: str = "") -> None:
        self.folder = folder
        self.store = store
        self.service = service
        self.authority = authority
        self._store_key = store_key

    def signer(self, name: str, key: str) -> Signer | None:
        """The signer for the person ``name`` whose public ``key`` is given; None where its private half is not here or does not open."""
        from breach.keys.signing import signers

        return next((one for one in signers(self.folder, self.store, self._store_key, name) if one.key == key), None)

    def new_signer(self, name: str) -> Signer:
        """Make a signing key for ``name``. Raises StoreError ``secret-not-kept``."""
        from breach.keys.signing import make

        return make(self.folder, self.store, self._store_key, name)

    def verifies(self, key: str, signature: str, said: bytes) -> bool:
        """Whether ``signature`` (hex) is that of the public ``key`` (hex) over ``said``."""
        from breach.keys.signing import verifies

        return verifies(key, signature, said)

    def stamp(self, data: bytes) -> bytes:
        """The service's raw answer over the SHA-256 of ``data``. Opens the network. Raises InputError."""
        from breach.keys.timestamps import ask

        return ask(self.service, data)

    def judge(self, token: bytes, head: str, authority: bytes) -> Judged:
        """What ``token`` proves of the hash ``head``, for who trusts ``authority`` (PEM)."""
        from breach.keys.timestamps import judge

        return judge(token, head, authority)

    def new_review_key(self, name: str) -> str:
        """Make an age identity for ``name``: its public key. Raises InputError ``review-not-installed``, StoreError."""
        from breach.keys.review import make

        return make(self.folder, self.store, self._store_key, name)

    def review_keys(self) -> list[str]:
        """The public age keys whose identities are kept here."""
        from breach.keys.review import public_keys

        return public_keys(self.folder, self.store)

    def encrypt(self, data: bytes, recipients: Sequence[str]) -> bytes:
        """``data`` for the age keys ``recipients``. Raises InputError."""
        from breach.keys.review import encrypt

        return encrypt(data, recipients)

    def decrypt(self, data: bytes, name: str) -> bytes:
        """What the bundle ``data`` (file ``name``) holds for this account. Raises InputError."""
        from breach.keys.review import decrypt

        return decrypt(self.folder, self.store, self._store_key, data, name)
