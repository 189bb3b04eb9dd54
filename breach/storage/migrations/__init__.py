"""The schema's history, run by alembic. One file a version; a released one never changes."""
