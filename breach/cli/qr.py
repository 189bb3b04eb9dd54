"""A QR code in a terminal, of half blocks."""

from __future__ import annotations


def blocks(text: str) -> str:
    """``text`` as a QR code (error correction M), two rows of modules a line, dark on light with a quiet zone."""
    import segno

    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    shapes = {(0, 0): "█", (1, 0): "▄", (0, 1): "▀", (1, 1): " "}
    return "\n".join(
        "".join(shapes[bool(top), bool(low)] for top, low in zip(*pair, strict=True)) for pair in zip(rows[::2], rows[1::2], strict=True)
    )
