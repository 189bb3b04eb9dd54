"""The identifiers of what a playbook becomes in CACAO: the same ones whenever the same thing is written (CACAO 2.0, section 10.10)."""

from __future__ import annotations

import hashlib
import uuid

SPACE = uuid.UUID("7f6b8f0e-6a0c-5c8e-9b1d-4d0c5c1f2a33")
"""Our own name space: that of the standard is kept for identifiers made from name and types, which change with a title."""
IDENTITY = f"identity--{uuid.uuid5(SPACE, 'breach')}"
EXTENSION = f"extension-definition--{uuid.uuid5(SPACE, 'extension')}"


def playbook_id(name: str, lang: str) -> str:
    """The identifier of the playbook ``name`` as written in ``lang``, a UUIDv5 as the standard allows for playbooks."""
    return f"playbook--{uuid.uuid5(SPACE, f'{name}/{lang}')}"


def agent_id(role: str) -> str:
    """The identifier of the agent that stands for ``role``."""
    return f"individual--{uuid.uuid5(SPACE, f'role/{role}')}"


def step_id(kind: str, name: str, lang: str) -> str:
    """The identifier of the step ``name`` (``PLAYBOOK/STEP``) of type ``kind``: steps must bear UUIDv4, so the bits of a hash fill one."""
    digest = hashlib.sha256(f"{SPACE}/{name}/{lang}".encode()).digest()[:16]
    return f"{kind}--{uuid.UUID(bytes=digest, version=4)}"
