"""SQLAlchemy over the driver's open connection: for the schema's migrations and for what runs over many files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def engine_over(connection: dbapi2.Connection) -> Engine:
    """An engine whose one connection is ``connection``, which already holds the key: the key is in no URL."""
    return create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
