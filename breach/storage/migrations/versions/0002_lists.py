"""Lists and searches over many files: the next due instant kept with the file, the search index numbered like the texts.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from breach.storage.schema import SECOND

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring version 1 to version 2."""
    for statement in SECOND:
        op.execute(text(statement))
