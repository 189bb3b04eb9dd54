"""Doors for what is erased or destroyed on record.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from breach.storage.schema import THIRD

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Let the triggers of version 1 give way to an entry that records the erasure."""
    for statement in THIRD:
        op.execute(text(statement))
