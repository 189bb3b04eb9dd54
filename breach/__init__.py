"""Personal-data breach toolkit. Importing the package imports nothing else (see ARCHITECTURE.md, the law of imports)."""

__version__ = "0.1.0"
