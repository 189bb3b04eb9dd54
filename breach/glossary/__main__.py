"""Prints the glossary as Markdown: ``python -m breach.glossary > docs/glossary.md``."""

from __future__ import annotations

from breach.glossary import as_markdown

if __name__ == "__main__":
    print(as_markdown(), end="")
