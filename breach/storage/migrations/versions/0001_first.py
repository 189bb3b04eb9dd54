"""The first schema.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from breach.storage.schema import FIRST

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, triggers and indexes of version 1."""
    for statement in FIRST:
        op.execute(text(statement))
